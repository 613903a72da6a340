import { affine, isConstantAffine, soleIndex, type Affine } from "../core/affine.ts";
import { rename } from "../core/bind.ts";
import {
  affineExpr,
  baseAndExponent,
  constant,
  factorsOf,
  mul,
  pow,
  reciprocal,
  sum,
} from "../core/build.ts";
import type { Expr, ReduceExpr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import { equalRational, MINUS_ONE, rational, type Rational } from "../core/rational.ts";
import { postorder } from "../core/walk.ts";

/** f[k] and k, where an expression is softmax or log-softmax of f over k. */
export interface AlongIndex {
  readonly body: Expr;
  readonly index: Index;
}

/** Where e = f[k] − logsumexp(l, f[l]): then e is log-softmax of f over k, and exp(e) softmax. */
export function logSoftmax(e: Expr): AlongIndex | undefined {
  if (e.kind !== "add") return undefined;
  for (const { coef, expr } of e.terms) {
    if (expr.kind !== "reduce" || expr.op !== "logsumexp" || !equalRational(coef, MINUS_ONE)) continue;
    const [bound, ...more] = expr.indices;
    const body = sum(e, expr);
    if (bound === undefined || more.length > 0 || body.shape !== expr.body.shape) continue;
    if (!expr.body.free.includes(bound)) continue;
    const index = body.free.find((k) => k.size === bound.size && rename(expr.body, [bound], [k]) === body);
    if (index !== undefined && rangeIsSeen(body, index)) return { body, index };
  }
  return undefined;
}

/** v, where e = v² without a sum on the outside: every factor has an even exponent. */
export function squareRoot(e: Expr): Expr | undefined {
  const halves: Expr[] = [];
  for (const factor of factorsOf(e)) {
    const { base, exponent } = baseAndExponent(factor);
    if (exponent <= 0n || exponent % 2n !== 0n) return undefined;
    halves.push(pow(base, constant(rational(exponent / 2n))));
  }
  return mul(...halves);
}

/** Σ_i v_i² with a single index: the square of a norm. */
export function sumOfSquares(e: Expr): { readonly index: Index; readonly entry: Expr } | undefined {
  if (e.kind !== "reduce" || e.op !== "sum" || e.indices.length !== 1) return undefined;
  const entry = squareRoot(e.body);
  return entry === undefined ? undefined : { index: e.indices[0]!, entry };
}

/** A sum that is printed as a mean: over which of its indices, and what is left of its neighbours. */
export interface Mean {
  readonly sum: ReduceExpr;
  readonly over: readonly Index[];
  readonly coef: Rational;
  readonly rest: readonly Expr[];
}

/** Halves are halves: 1/2 · Σ over two entries is more often a factor ½ than a mean. */
const leastCount = 3n;

/** coef · Π factors as a mean: 1/n stands beside a sum over an axis of length n. */
export function meanAmong(coef: Rational, factors: readonly Expr[]): Mean | undefined {
  for (const factor of factors) {
    if (factor.kind !== "reduce" || factor.op !== "sum") continue;
    const over: Index[] = [];
    let rest = factors.filter((other) => other !== factor);
    for (const index of factor.indices) {
      if (isConstantAffine(index.size)) continue;
      const inverse = reciprocal(affineExpr(index.size));
      if (!rest.includes(inverse)) continue;
      rest = rest.filter((other) => other !== inverse);
      over.push(index);
    }
    if (over.length > 0) return { sum: factor, over, coef, rest };
    const known = factor.indices.filter((index) => isConstantAffine(index.size));
    const count = known.reduce((product, index) => product * BigInt(index.size.constant), 1n);
    if (known.length > 0 && count >= leastCount && coef.den === count)
      return { sum: factor, over: known, coef: rational(coef.num), rest };
  }
  return undefined;
}

/**
 * Whether a reader can tell the range of `index` from the axes it runs along. An index that stands alone in a
 * slot of another length, or in no slot at all, needs its range written out.
 */
export function rangeIsSeen(body: Expr, index: Index): boolean {
  let seen = false;
  for (const node of postorder([body], (e) => e.free.includes(index))) {
    if (node.kind !== "tensor" && node.kind !== "matrix") continue;
    const dims = node.kind === "tensor" ? node.dims : node.indices.map(({ size }) => size);
    for (const [k, slot] of node.slots.entries()) {
      if (soleIndex(slot) !== index) continue;
      if (dims[k] !== index.size) return false;
      seen = true;
    }
  }
  return seen;
}

/** An integer form as the difference of two without minus signs: j − i − 1 is j against i + 1. */
export function balanced(form: Affine): { readonly left: Affine; readonly right: Affine } {
  const side = (sign: number): Affine =>
    affine(
      form.terms.flatMap(({ atom, coef }) => (coef * sign > 0 ? [[atom, coef * sign] as const] : [])),
      Math.max(0, form.constant * sign),
    );
  return { left: side(1), right: side(-1) };
}
