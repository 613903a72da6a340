import type { Expr } from "../../src/core/expr.ts";
import type { Index } from "../../src/core/index.ts";
import { Contractions } from "./contract.ts";
import { Translator, type Sizes } from "./from-expr.ts";
import type { Program } from "./nest.ts";
import { nestsOf, type OutputTerm, type TermName } from "./nests.ts";

/** An expression to be computed, with the order of its axes. */
export interface Wanted {
  readonly name: string;
  /** Where the model defines it; line and column count from 1. */
  readonly place?: { readonly line: number; readonly column: number };
  readonly indices: readonly Index[];
  readonly value: Expr;
}

export interface LowerRequest {
  readonly outputs: readonly Wanted[];
  /** Names of intermediate tensors, for readable code. */
  readonly definitions?: readonly Wanted[];
  /** Declared tensors in the order of the arguments. */
  readonly tensors: readonly { readonly name: string; readonly shape: readonly number[] }[];
  readonly sizes: Sizes;
  /** Tensors that are no arguments: all their entries are one number. */
  readonly constants?: ReadonlyMap<string, number>;
  /** What the nodes of the graph are called in source maps. */
  readonly numbers?: ReadonlyMap<Expr, number>;
}

/**
 * Expressions as loop nests: sizes become numbers, equal tensors one term, products of many factors a sequence
 * of contractions, and whatever is used along fewer axes than its user is computed once, into memory.
 * Linear in the size of the graph.
 * @error SizeError where a size has no value
 */
export function lower(request: LowerRequest): Program {
  const translator = new Translator(request.sizes, request.numbers, request.constants);
  const contractions = new Contractions(translator.terms);
  const term = ({ name, indices, value }: Wanted): OutputTerm => {
    const letters = indices.map((index) => translator.letter(index));
    return {
      name,
      letters,
      extents: letters.map(translator.extent),
      ref: contractions.rewrite(translator.translate(value)),
    };
  };
  const definitions = request.definitions ?? [];
  const defined = definitions.map((definition, k) => {
    translator.definition = k;
    return term(definition);
  });
  const position = definitions.findIndex(({ name }) => name === request.outputs[0]?.name);
  translator.definition = position < 0 ? undefined : position;
  const outputs = request.outputs.map(term);
  const names: TermName[] = defined.flatMap(({ name, letters, ref }) => {
    const axes = letters.map((letter) => ref.at.indexOf(letter));
    return axes.includes(-1) || axes.length !== ref.at.length ? [] : [{ name, term: ref.term, axes }];
  });
  return nestsOf({ outputs, names, tensors: request.tensors, origins: translator.terms.origins });
}
