import type { Expr } from "../../core/expr.ts";
import type { Index } from "../../core/index.ts";
import { evaluate } from "../../5-evaluate/evaluate.ts";
import { EvaluationError } from "../../5-evaluate/failure.ts";
import { product, type Point } from "../../5-evaluate/point.ts";

/** How far two tensors are apart at a point, and where most. */
export interface Comparison {
  readonly at: Point;
  /** The entry, counted from 1 along every axis. */
  readonly entry: readonly number[];
  readonly claimed: number;
  readonly true: number;
  /** Whether both are 0 everywhere. */
  readonly isZero: boolean;
  /** |claimed − true| relative to the larger one, or to a thousandth of the largest entry. */
  readonly relative: number;
}

/** The position of the n-th entry in row-major order, counted from 1. */
export const positionOf = (shape: readonly number[], n: number): number[] =>
  shape.map((length, k) => (Math.floor(n / product(shape.slice(k + 1))) % length) + 1);

/** The entry at which two tensors differ most; undefined where the second has no finite entry. */
export function compareAt(
  claimed: Expr,
  truth: Expr,
  axes: readonly Index[],
  at: Point,
): Comparison | undefined {
  try {
    const a = evaluate(claimed, axes, at);
    const b = evaluate(truth, axes, at);
    const largest = b.values.reduce((top, x) => (Number.isFinite(x) ? Math.max(top, Math.abs(x)) : top), 0);
    let worst: Comparison | undefined;
    for (const [n, right] of b.values.entries()) {
      if (!Number.isFinite(right)) continue;
      const left = a.values[n]!;
      const size = Math.max(Math.abs(left), Math.abs(right), 1e-3 * largest, 1e-12);
      const relative = Number.isFinite(left) ? Math.abs(left - right) / size : Infinity;
      if (worst === undefined || relative > worst.relative)
        worst = { at, entry: positionOf(b.shape, n), claimed: left, true: right, isZero: false, relative };
    }
    return worst && { ...worst, isZero: largest === 0 && a.values.every((x) => x === 0) };
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}
