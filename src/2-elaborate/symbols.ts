import type { Affine } from "../core/affine.ts";
import type { Abstraction } from "../core/bind.ts";
import type { Rational } from "../core/rational.ts";
import type { Span } from "../core/span.ts";
import type { Role } from "../1-parse/syntax.ts";

/** The lengths of the axes; empty for a number. */
export type Shape = readonly Affine[];

/** A named size: `size n = 784`. */
export interface Size {
  readonly kind: "size";
  readonly name: string;
  readonly span: Span;
  /** What stands for it in shapes: its own symbol, or another form where the model says they are equal. */
  readonly form: Affine;
  /** Given for specialisation; derivations keep the symbol. */
  readonly value: number | undefined;
}

/** A tensor the model does not compute: input, parameter, label or constant. */
export interface Declared {
  readonly kind: "declared";
  readonly name: string;
  readonly span: Span;
  readonly role: Role;
  /** undefined where a mistake hides it. */
  readonly shape: Shape | undefined;
  /** For an integer tensor: the axis length whose positions 1 … it holds. */
  readonly positionsIn: Affine | undefined;
  /** For a constant number that has one. */
  readonly value: Rational | undefined;
}

/** A definition while the model is being elaborated. */
export interface Defined {
  readonly kind: "defined";
  readonly name: string;
  readonly span: Span;
  /** The letters of its axes, where the left side says them. */
  readonly letters: readonly string[] | undefined;
  /** undefined where a mistake hides it. */
  readonly shape: Shape | undefined;
  /** In formal indices 1, 2, …; undefined where something it needs is wrong. */
  readonly meaning: Abstraction | undefined;
}

export type Named = Size | Declared | Defined;

/** All names of a model. Aliases are followed. */
export interface Symbols {
  readonly find: (name: string) => Named | undefined;
  /** The known name, or one of `more`, that was probably meant. */
  readonly suggest: (name: string, more: Iterable<string>) => string | undefined;
  /** Whether two lengths are one, as far as the model says. */
  readonly sameSize: (a: Affine, b: Affine) => boolean;
  /** The value of a size expression over the sizes that have one. */
  readonly valueOf: (size: Affine) => number | undefined;
}
