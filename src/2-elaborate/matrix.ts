import { affineOf } from "../core/affine.ts";
import { matrix, rename, sumOver } from "../core/bind.ts";
import { delta, mul } from "../core/build.ts";
import type { Expr } from "../core/expr.ts";
import { freshIndex, type Index } from "../core/index.ts";
import type { MatrixOp } from "../core/ops.ts";
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

/** A⁻¹, det A, log |det A|. */
export function matrixFunction(op: MatrixOp, a: Expr, [size]: Shape, axes: Axes): Expr {
  const [row, column] = [freshIndex(size!), freshIndex(size!)];
  const slots = op === "inv" ? axes([size!, size!]).map(affineOf) : [];
  return matrix(op, [row, column], rename(a, axes([size!, size!]), [row, column]), slots);
}

/** A⁻¹ b, for a vector or a matrix b. */
export const solution = (a: Expr, b: Expr, left: Shape, right: Shape, axes: Axes): Expr =>
  matrixProduct(matrixFunction("inv", a, left, axes), b, left, right, axes);

/** Aⁿ for a whole n other than 0; a negative power is one of the inverse. */
export function matrixPower(base: Expr, shape: Shape, exponent: number, axes: Axes): Expr {
  const a = exponent < 0 ? matrixFunction("inv", base, shape, axes) : base;
  let power = a;
  for (let n = 1; n < Math.abs(exponent); n++) power = matrixProduct(power, a, shape, shape, axes);
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
