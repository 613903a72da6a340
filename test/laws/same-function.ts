import type { BigNumber } from "mathjs";
import type { Arithmetic } from "../../src/5-evaluate/arithmetic.ts";
import { loadDecimals } from "../../src/5-evaluate/decimals.ts";
import { evaluate, evaluateIn } from "../../src/5-evaluate/evaluate.ts";
import { lift, type Point } from "../../src/5-evaluate/point.ts";
import { samplePoints, type SampleOptions } from "../../src/5-evaluate/sample.ts";
import type { Expr } from "../../src/core/expr.ts";
import type { Index } from "../../src/core/index.ts";
import { complaint } from "./complaint.ts";

/** Loaded once for all tests of a file. */
export const decimals: Arithmetic<BigNumber> = await loadDecimals();

/** The free indices of several expressions. */
const allFree = (...es: readonly Expr[]): readonly Index[] => [...new Set(es.flatMap((e) => [...e.free]))];

/**
 * Where a differs from b at a point: the position of the first entry, or undefined. Wherever a is a finite
 * number b must be the same one; where a has none, nothing is asked. Double precision decides where it can,
 * 64 digits where rounding might be to blame, to 30 of them.
 */
export function difference(
  a: Expr,
  b: Expr,
  at: Point,
): { readonly position: number; readonly finite: number } | undefined {
  const order = allFree(a, b);
  const [x, y] = [evaluate(a, order, at).values, evaluate(b, order, at).values];
  const finite = x.filter(Number.isFinite).length;
  if (x.every((value, n) => !Number.isFinite(value) || Math.abs(value - y[n]!) <= 1e-10 * Math.abs(value)))
    return undefined;
  const exact = lift(at, decimals);
  const [u, v] = [evaluateIn(decimals, a, order, exact).values, evaluateIn(decimals, b, order, exact).values];
  const position = u.findIndex((value, n) => {
    if (!value.isFinite()) return false;
    return !value.minus(v[n]!).abs().lte(value.abs().plus(1e-10).times(1e-30));
  });
  return position < 0 ? undefined : { position, finite };
}

/**
 * Law: two expressions denote the same function wherever the first one has a finite value.
 * @throws with both expressions and the point where they differ
 */
export function assertSameAt(a: Expr, b: Expr, at: Point): void {
  const found = difference(a, b, at);
  if (found !== undefined) throw complaint(`the expressions differ at entry ${found.position}`, { a, b }, at);
}

/** `assertSameAt` at several random points that fit both. */
export function assertSameFunction(
  a: Expr,
  b: Expr,
  options: Partial<SampleOptions> & { readonly points?: number } = {},
): void {
  const { points = 3, ...rest } = options;
  let finite = 0;
  for (const { point } of samplePoints([a, b], points, { seed: 1, ...rest })) {
    assertSameAt(a, b, point);
    finite += evaluate(a, a.free, point).values.filter(Number.isFinite).length;
  }
  if (finite === 0) throw new Error("no entry was finite: nothing was compared");
}
