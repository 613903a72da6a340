import { affineOf } from "../core/affine.ts";
import { rename, sumOver } from "../core/bind.ts";
import { delta, mul } from "../core/build.ts";
import type { Expr } from "../core/expr.ts";
import { freshIndex, type Index } from "../core/index.ts";
import type { Shape } from "./symbols.ts";

/** The indices that stand for the axes of a tensor of this shape. */
export type Axes = (shape: Shape) => readonly Index[];

/** a * b: scaling, or the contraction of the last axis of a with the first of b. */
export function matrixProduct(a: Expr, b: Expr, left: Shape, right: Shape, axes: Axes): Expr {
  if (left.length === 0 || right.length === 0) return mul(a, b);
  const inner = freshIndex(left.at(-1)!);
  const kept = left.slice(0, -1);
  const result = axes([...kept, ...right.slice(1)]);
  const first = rename(a, [axes(left).at(-1)!], [inner]);
  const second = rename(b, axes(right), [inner, ...result.slice(kept.length)]);
  return sumOver([inner], mul(first, second));
}

/** A^n for n ≥ 1. */
export function matrixPower(a: Expr, shape: Shape, exponent: number, axes: Axes): Expr {
  let power = a;
  for (let n = 1; n < exponent; n++) power = matrixProduct(power, a, shape, shape, axes);
  return power;
}

/** A' */
export const transposed = (a: Expr, [row, column]: readonly Index[], axes: Axes): Expr =>
  rename(a, [row!, column!], axes([column!.size, row!.size]).toReversed());

/** outer(a, b)[i, j] = a[i] b[j] */
export function outerProduct(a: Expr, b: Expr, left: Shape, right: Shape, axes: Axes): Expr {
  const [, column] = axes([...left, ...right]);
  return mul(a, rename(b, axes(right), [column!]));
}

/** diag of a vector is a matrix, diag of a matrix its diagonal. */
export function diagonal(a: Expr, shape: Shape, axes: Axes): Expr {
  if (shape.length === 2) {
    const [row, column] = axes(shape);
    return rename(a, [column!], [row!]);
  }
  const [row, column] = axes([shape[0]!, shape[0]!]);
  return mul(delta(affineOf(row!), affineOf(column!)), a);
}

/** Σ_i A[i, i] */
export function trace(a: Expr, shape: Shape, axes: Axes): Expr {
  const [row] = axes(shape);
  return sumOver([row!], diagonal(a, shape, axes));
}
