import type { Expr } from "../../src/core/expr.ts";
import type { Index } from "../../src/core/index.ts";
import { Contractions } from "./contract.ts";
import { Translator, type Sizes } from "./from-expr.ts";
import type { Program } from "./nest.ts";
import { nestsOf, type OutputTerm, type TermName } from "./nests.ts";

/** An expression to be computed, with the order of its axes. */
export interface Wanted {
  readonly name: string;
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
  const translator = new Translator(request.sizes, request.numbers);
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
  const outputs = request.outputs.map(term);
  const names: TermName[] = (request.definitions ?? []).map(term).flatMap(({ name, letters, ref }) => {
    const axes = letters.map((letter) => ref.at.indexOf(letter));
    return axes.includes(-1) || axes.length !== ref.at.length ? [] : [{ name, term: ref.term, axes }];
  });
  return nestsOf({ outputs, names, tensors: request.tensors, origins: translator.terms.origins });
}
