import { affineOf, soleIndex, type Affine, type AffineAtom } from "../core/affine.ts";
import { open, substitute, sumOver } from "../core/bind.ts";
import { constant, delta, factorsOf, mul, splitContent } from "../core/build.ts";
import type { Expr, MatrixExpr, ReduceExpr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import { invRational, type Rational } from "../core/rational.ts";
import { rule, type Rule } from "./rule.ts";

/** A matrix as a product: bound indices and factors, with the row and the column in indices of its own. */
interface Pattern {
  readonly row: Index;
  readonly column: Index;
  readonly bound: readonly Index[];
  readonly body: Expr;
}

function patternOf(e: MatrixExpr): Pattern {
  const { indices, body } = open(e);
  const [row, column] = indices as [Index, Index];
  if (body.kind !== "reduce" || body.op !== "sum") return { row, column, bound: [], body };
  const inner = open(body);
  return { row, column, bound: inner.indices, body: inner.body };
}

/** More ways to match the sums inside a matrix with those outside are not tried. */
const MAX_PAIRINGS = 24;

/** All ways to choose distinct indices of the right sizes, in order. */
function* choices(wanted: readonly Index[], among: readonly Index[]): Generator<readonly Index[]> {
  const [first, ...rest] = wanted;
  if (first === undefined) return yield [];
  for (const candidate of among) {
    if (candidate.size !== first.size) continue;
    for (const tail of choices(rest, among.filter((index) => index !== candidate))) yield [candidate, ...tail]; // prettier-ignore
  }
}

/** The forms that the open end of the matrix may take: indices and slots of the factors that meet it. */
function ends(factors: readonly Expr[], size: Affine): readonly Affine[] {
  const found = new Set<Affine>();
  for (const factor of factors) {
    for (const index of factor.free) if (index.size === size) found.add(affineOf(index));
    if (factor.kind === "tensor" || factor.kind === "matrix")
      for (const slot of factor.slots) found.add(slot);
  }
  return [...found];
}

/** `factors` without those of `part`, and the number in front; undefined where one is missing. */
function without(
  factors: readonly Expr[],
  part: Expr,
): { readonly rest: readonly Expr[]; readonly coef: Rational } | undefined {
  const { coef, primitive } = splitContent(part);
  const rest = [...factors];
  for (const factor of factorsOf(primitive)) {
    const at = rest.indexOf(factor);
    if (at < 0) return undefined;
    rest.splice(at, 1);
  }
  return { rest, coef };
}

/** Σ_j A⁻¹_ij A_jk = [i = k], where what A is made of stands among the factors and j nowhere else. */
export function contractInverse(indices: readonly Index[], factors: readonly Expr[]): Expr | undefined {
  for (const inverse of factors) {
    if (inverse.kind !== "matrix" || inverse.op !== "inv") continue;
    for (const side of [1, 0] as const) {
      const joint = soleIndex(inverse.slots[side]!);
      const outer = inverse.slots[1 - side]!;
      if (joint === undefined || !indices.includes(joint)) continue;
      if (outer.terms.some(({ atom }) => atom === joint)) continue;
      const others = factors.filter((factor) => factor !== inverse);
      const result = meet(inverse, side, joint, indices, others);
      if (result !== undefined) return result;
    }
  }
  return undefined;
}

function meet(
  inverse: MatrixExpr,
  side: 0 | 1,
  joint: Index,
  indices: readonly Index[],
  others: readonly Expr[],
): Expr | undefined {
  const touching = others.filter(({ free }) => free.includes(joint));
  if (touching.length === 0) return undefined;
  const { row, column, bound, body } = patternOf(inverse);
  const [met, end] = side === 1 ? [row, column] : [column, row];
  const outer = inverse.slots[1 - side]!;
  let tried = 0;
  for (const form of ends(bound.length === 0 ? touching : others, end.size)) {
    if (form === affineOf(joint)) continue;
    for (const names of choices(bound, indices.filter((index) => index !== joint && form !== affineOf(index)))) {
      if (++tried > MAX_PAIRINGS) return undefined;
      const image = substitute(body, new Map<AffineAtom, Affine>([
        [met, affineOf(joint)], [end, form], ...bound.map((index, k) => [index, affineOf(names[k]!)] as const),
      ]));
      const left = without(others, image);
      const gone = [joint, ...names];
      if (left === undefined || left.rest.some(({ free }) => gone.some((index) => free.includes(index)))) continue;
      const kept = indices.filter((index) => !gone.includes(index));
      return sumOver(kept, mul(constant(invRational(left.coef)), delta(outer, form), ...left.rest));
    }
  } // prettier-ignore
  return undefined;
}

/** A product of sums as one sum: Σ_i f(i) Σ_j g(i, j) has the indices i, j and the factors of f and g. */
function flattened(e: ReduceExpr): { readonly indices: readonly Index[]; readonly factors: readonly Expr[] } {
  const indices: Index[] = [];
  const factors: Expr[] = [];
  const pending: Expr[] = [e];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.kind !== "reduce" || next.op !== "sum") {
      factors.push(next);
      continue;
    }
    const inner = open(next);
    indices.push(...inner.indices);
    pending.push(...factorsOf(inner.body));
  }
  return { indices, factors };
}

/** Whether a factor of the product of sums is an inverse: nothing is opened, or walked, for the many that have none. */
function hasInverse(e: ReduceExpr): boolean {
  const pending: Expr[] = [e];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.kind === "matrix" && next.op === "inv") return true;
    if (next.kind === "reduce" && next.op === "sum") pending.push(...factorsOf(next.body));
  }
  return false;
}

function cancelInverse(e: ReduceExpr): Expr | undefined {
  if (e.op !== "sum" || !hasInverse(e)) return undefined;
  const { indices, factors } = flattened(e);
  return contractInverse(indices, factors);
}

export const unitRules: readonly Rule[] = [
  rule({ id: "cancel-inverse", law: "Σ_j A⁻¹_ij A_jk = [i = k]", needs: "A invertible, where A⁻¹ is defined", at: "reduce", apply: cancelInverse }),
]; // prettier-ignore
