import type { BinaryOp, ReduceOp, Relation, UnaryOp } from "../core/ops.ts";
import type { Rational } from "../core/rational.ts";
import type { Undefined } from "./failure.ts";

export type Outcome<T> = T | Undefined;

/**
 * The numbers an expression is evaluated in. Everything is a table over the lists of operators, so an operator
 * without a meaning does not compile.
 */
export interface Arithmetic<T> {
  readonly rational: (value: Rational) => T;
  /** A double, exactly. */
  readonly number: (value: number) => T;
  readonly real: { readonly [Name in "pi"]: T };
  /** The value of a comparison with NaN. */
  readonly unordered: Outcome<T>;
  readonly add: (a: T, b: T) => Outcome<T>;
  readonly mul: (a: T, b: T) => Outcome<T>;
  /** base^exponent; `exact` is the exponent where it is a rational number written in the formula. */
  readonly pow: (base: T, exponent: T, exact: Rational | undefined) => Outcome<T>;
  readonly unary: { readonly [Op in UnaryOp]: (x: T) => Outcome<T> };
  readonly binary: { readonly [Op in BinaryOp]: (a: T, b: T) => Outcome<T> };
  /** Whether the relation holds; undefined where a side is NaN or the two cannot be told apart. */
  readonly relation: { readonly [R in Relation]: (a: T, b: T) => boolean | undefined };
  /** op over `values`, which may be empty except for max and min. */
  readonly reduce: { readonly [Op in ReduceOp]: (values: readonly T[]) => Outcome<T> };
  readonly isZero: (x: T) => boolean;
  /** Whether x, the value of a logarithm, is log 0: then 0 · x counts as 0. */
  readonly isLogOfZero: (x: T) => boolean;
}
