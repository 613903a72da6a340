import { constant } from "../constants.ts";
import { lanes } from "../lanes.ts";
import { op } from "../operations.ts";
import type { Value } from "../types.ts";

/** The vectors of floating-point lanes, and the integers of the same width. */
export type Floats = "f64x2" | "f32x4";
export type Integers<F extends Floats> = F extends "f64x2" ? "i64x2" : "i32x4";

/**
 * The operations of one kind of vectors under common names, so that a function is written once for both. `madd` is
 * a·b + c, rounded once where the module may use relaxed SIMD on a machine with fused operations, else twice.
 */
export interface Algebra<F extends Floats> {
  readonly type: F;
  readonly number: (x: number) => Value<F>;
  readonly add: (a: Value<F>, b: Value<F>) => Value<F>;
  readonly sub: (a: Value<F>, b: Value<F>) => Value<F>;
  readonly mul: (a: Value<F>, b: Value<F>) => Value<F>;
  readonly div: (a: Value<F>, b: Value<F>) => Value<F>;
  readonly madd: (a: Value<F>, b: Value<F>, c: Value<F>) => Value<F>;
  readonly abs: (a: Value<F>) => Value<F>;
  /** The smaller, the larger; `a` where it is NaN. */
  readonly atMost: (a: Value<F>, b: Value<F>) => Value<F>;
  readonly atLeast: (a: Value<F>, b: Value<F>) => Value<F>;
  readonly less: (a: Value<F>, b: Value<F>) => Value<Integers<F>>;
  readonly notLess: (a: Value<F>, b: Value<F>) => Value<Integers<F>>;
  readonly equal: (a: Value<F>, b: Value<F>) => Value<Integers<F>>;
  /** `a` where the bits of the mask are set, else `b`, bit by bit. */
  readonly choose: (a: Value<F>, b: Value<F>, mask: Value<Integers<F>>) => Value<F>;
  /** Whether the highest bits of all lanes are set: one instruction of x86, which has none for whole lanes. */
  readonly all: (mask: Value<Integers<F>>) => Value<"i32">;
  readonly bits: (a: Value<F>) => Value<Integers<F>>;
  readonly fromBits: (a: Value<Integers<F>>) => Value<F>;
  readonly integer: (x: bigint) => Value<Integers<F>>;
  readonly and: (a: Value<Integers<F>>, b: Value<Integers<F>>) => Value<Integers<F>>;
  readonly or: (a: Value<Integers<F>>, b: Value<Integers<F>>) => Value<Integers<F>>;
  readonly addIntegers: (a: Value<Integers<F>>, b: Value<Integers<F>>) => Value<Integers<F>>;
  readonly shiftLeft: (a: Value<Integers<F>>, by: number) => Value<Integers<F>>;
  readonly shiftRight: (a: Value<Integers<F>>, by: number) => Value<Integers<F>>;
}

export const doubles = (fused: boolean): Algebra<"f64x2"> => ({
  type: "f64x2",
  number: (x) => constant("f64x2", x),
  add: (a, b) => op("f64x2.add", a, b),
  sub: (a, b) => op("f64x2.sub", a, b),
  mul: (a, b) => op("f64x2.mul", a, b),
  div: (a, b) => op("f64x2.div", a, b),
  madd: (a, b, c) => (fused ? op("f64x2.relaxed_madd", a, b, c) : op("f64x2.add", op("f64x2.mul", a, b), c)),
  abs: (a) => op("f64x2.abs", a),
  atMost: (a, b) => op("f64x2.pmin", a, b),
  atLeast: (a, b) => op("f64x2.pmax", a, b),
  less: (a, b) => op("f64x2.lt", a, b),
  notLess: (a, b) => op("f64x2.ge", a, b),
  equal: (a, b) => op("f64x2.eq", a, b),
  choose: (a, b, mask) => op("f64x2.select", a, b, mask),
  all: (mask) => op("i32.eq", op("i64x2.bitmask", mask), constant("i32", 3)),
  bits: (a) => lanes("i64x2", a),
  fromBits: (a) => lanes("f64x2", a),
  integer: (x) => constant("i64x2", x),
  and: (a, b) => op("i64x2.and", a, b),
  or: (a, b) => op("i64x2.or", a, b),
  addIntegers: (a, b) => op("i64x2.add", a, b),
  shiftLeft: (a, by) => op("i64x2.shl", a, constant("i32", by)),
  shiftRight: (a, by) => op("i64x2.shr_u", a, constant("i32", by)),
});

export const singles = (fused: boolean): Algebra<"f32x4"> => ({
  type: "f32x4",
  number: (x) => constant("f32x4", x),
  add: (a, b) => op("f32x4.add", a, b),
  sub: (a, b) => op("f32x4.sub", a, b),
  mul: (a, b) => op("f32x4.mul", a, b),
  div: (a, b) => op("f32x4.div", a, b),
  madd: (a, b, c) => (fused ? op("f32x4.relaxed_madd", a, b, c) : op("f32x4.add", op("f32x4.mul", a, b), c)),
  abs: (a) => op("f32x4.abs", a),
  atMost: (a, b) => op("f32x4.pmin", a, b),
  atLeast: (a, b) => op("f32x4.pmax", a, b),
  less: (a, b) => op("f32x4.lt", a, b),
  notLess: (a, b) => op("f32x4.ge", a, b),
  equal: (a, b) => op("f32x4.eq", a, b),
  choose: (a, b, mask) => op("f32x4.select", a, b, mask),
  all: (mask) => op("i32.eq", op("i32x4.bitmask", mask), constant("i32", 15)),
  bits: (a) => lanes("i32x4", a),
  fromBits: (a) => lanes("f32x4", a),
  integer: (x) => constant("i32x4", Number(BigInt.asIntN(32, x))),
  and: (a, b) => op("i32x4.and", a, b),
  or: (a, b) => op("i32x4.or", a, b),
  addIntegers: (a, b) => op("i32x4.add", a, b),
  shiftLeft: (a, by) => op("i32x4.shl", a, constant("i32", by)),
  shiftRight: (a, by) => op("i32x4.shr_u", a, constant("i32", by)),
});

/** Σ cₖ xᵏ in pairs (Estrin's scheme), which leaves less to wait for than Horner's. */
export function polynomial<F extends Floats>(
  of: Algebra<F>,
  coefficients: readonly number[],
  powers: (k: number) => Value<F>,
): Value<F> {
  const sum = (from: number, count: number): Value<F> => {
    if (count === 1) return of.number(coefficients[from]!);
    let half = 1;
    while (half * 2 < count) half *= 2;
    return of.madd(sum(from + half, count - half), powers(half), sum(from, half));
  };
  return sum(0, coefficients.length);
}
