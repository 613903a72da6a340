import { affineOf, sizeSymbol, type Affine } from "../../core/affine.ts";
import { tensor } from "../../core/build.ts";
import { namedIndex } from "../../core/index.ts";
import type { Shape } from "../../2-elaborate/symbols.ts";
import type { Tex } from "../../1-parse/latex/syntax.ts";
import { indexName } from "../../1-parse/latex/big.ts";
import { walkTex } from "../../1-parse/latex/nodes.ts";
import { axisOf, isShifted } from "./bigs.ts";
import type { TexDefinition } from "./errors.ts";
import { evaluate } from "./evaluate.ts";
import type { Mention, Names } from "./names.ts";
import type { VectorConvention } from "./products.ts";
import type { Context, ErrorName, Letter, Scope, UserFunction } from "./scope.ts";
import { SizeBook } from "./sizes.ts";
import type { Count } from "./unknowns.ts";
import type { Outcome, Val } from "./value.ts";

/** What is the same in every attempt to find the shapes of a text. */
export interface DraftText {
  readonly names: Names;
  readonly functions: ReadonlyMap<string, UserFunction>;
  readonly sigma: Scope["sigma"];
  readonly errorName: (mention: Mention, isQuantity: (name: string) => boolean) => ErrorName | undefined;
  readonly aliases: ReadonlyMap<string, string>;
  /** Shapes that a model gives. */
  readonly given: (name: string) => Shape | undefined;
  readonly givenSize: (name: string) => Affine | undefined;
  readonly sizeNames: ReadonlySet<string>;
  readonly soleVariable: (of: string) => string | undefined;
}

/** A definition with its shape found. */
export interface Drafted {
  readonly definition: TexDefinition;
  readonly value: Val;
  readonly context: Context;
  /** The letters of the left side with the lengths of their axes; the axes of the value follow. */
  readonly letters: readonly { readonly name: string; readonly size: Affine }[];
}

/** One attempt to give every name of a text a shape: lengths are unified while formulas are read. */
export class Draft {
  readonly sizes = new SizeBook();
  readonly shapes = new Map<string, Shape>();
  readonly scope: Scope;

  /** @param isFinal lengths are known: two are one only where they are the same */
  constructor(text: DraftText, vectors: VectorConvention, isFinal = false) {
    const resolve = (name: string): string => text.aliases.get(name) ?? name;
    this.scope = {
      names: text.names,
      same: isFinal ? (a, b) => a === b : this.sizes.same,
      vectors,
      sigma: text.sigma,
      functions: text.functions,
      resolve,
      shapeOf: (name) => this.shapes.get(name) ?? text.given(name),
      refer: tensor,
      isComputed: () => true,
      sizeOf: (name) =>
        text.givenSize(name) ?? (text.sizeNames.has(name) ? affineOf(sizeSymbol(name)) : undefined),
      errorName: (mention) => text.errorName(mention, (name) => this.scope.shapeOf(name) !== undefined),
      quantityOf: () => undefined,
      soleVariable: text.soleVariable,
      slope: (f, at) => f(at),
    };
  }

  context(): Context {
    return {
      scope: this.scope,
      letters: new Map(),
      locals: new Map(),
      derivatives: new Map(),
      notes: [],
      evaluate,
      depth: 0,
    };
  }

  /** Gives a name so many axes of unknown length. */
  assume(name: string, rank: number): void {
    this.shapes.set(
      name,
      Array.from({ length: rank }, () => this.sizes.fresh()),
    );
  }

  /** Reads a definition; its left side gets the shape of its right side. @returns undefined where none fits. */
  define(definition: TexDefinition): Drafted | undefined {
    const { name, value } = definition;
    const context = this.context();
    const letters = lettersOf(name);
    const expected = this.scope.shapeOf(name.name);
    for (const [axis, letter] of letters.entries()) {
      // The i of x_{i+k} runs through no axis of x: how far, what else is read along it says.
      const size = axisOf(letter, [value], context) ?? (isShifted(letter, value) ? (expected?.[axis] ?? this.sizes.fresh()) : undefined); // prettier-ignore
      if (size !== undefined) openNamed(letter, size, name, context);
    }
    const before = this.sizes.snapshot();
    const outcome = evaluate(value, context);
    const found = bestFor(outcome, letters, context);
    if (found === undefined) {
      this.sizes.restore(before);
      return undefined;
    }
    const sized = letters.map((letter) => ({
      name: letter,
      size: context.letters.get(letter)?.index.size ?? this.sizes.fresh(),
    }));
    const shape = [...sized.map(({ size }) => size), ...found.shape];
    const known = this.shapes.get(name.name);
    if (known !== undefined && known.length === shape.length)
      for (const [axis, size] of shape.entries()) this.sizes.same(known[axis]!, size);
    else this.shapes.set(name.name, shape);
    return { definition, value: found, context, letters: sized };
  }

  /**
   * Whether an expression can be read at all. It may be wrong: what it says of lengths is kept only where
   * nothing else speaks of one of its names.
   */
  reads(node: Tex, keeps: boolean): boolean {
    const before = this.sizes.snapshot();
    const { vals, failures } = evaluate(node, this.context());
    if (vals.length === 0 || !keeps) this.sizes.restore(before);
    // An inverse is not read yet, but it does not speak against the matrix it is the inverse of.
    return vals.length > 0 || failures.some(({ why }) => why.code === "E0226");
  }

  /** A count is the length of the axis its sum runs along. */
  count({ name, letter, body }: Count): void {
    const context = this.context();
    const run = letter ?? [...lettersIn(body)][0];
    const axis = run === undefined ? undefined : axisOf(run, [body], context);
    const size = this.scope.sizeOf(name);
    if (axis !== undefined && size !== undefined) this.sizes.same(size, axis);
  }
}

/** How many signs of a reading could have meant something else. */
export const doubtsIn = ({ how }: Val): number =>
  how.filter((one) => / as | added to every entry|^[^÷]+ entry by entry$/.test(one)).length;

const openNamed = (name: string, size: Affine, { span }: Mention, context: Context): void => {
  context.letters.set(name, letterOf(name, size, span));
};

export const letterOf = (name: string, size: Affine, span: Letter["span"]): Letter => {
  const index = namedIndex(name, size);
  return { name, index, form: affineOf(index), isRanged: false, span };
};

/** The letters on a left side. */
export const lettersOf = ({ slots }: Mention): readonly string[] =>
  slots.flatMap((slot) => (slot.kind === "slot" ? (indexName(slot.value) ?? []) : []));

/** Letters that stand in slots of a formula. */
export function* lettersIn(node: Tex): Generator<string> {
  for (const part of walkTex([node]))
    if (part.kind === "scripted")
      for (const slot of part.sub) {
        const name = slot.kind === "slot" ? indexName(slot.value) : undefined;
        if (name !== undefined && !/^\d/.test(name)) yield name;
      }
}

/** The reading of a right side that leaves no letter without a place on the left. */
function bestFor({ vals }: Outcome, letters: readonly string[], context: Context): Val | undefined {
  const stray = (value: Val): number =>
    value.expr.free.filter((index) => index.origin === "free" && context.letters.get(index.name)?.index === index && !letters.includes(index.name)).length; // prettier-ignore
  return vals.find((value) => stray(value) === 0);
}
