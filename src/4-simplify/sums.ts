import {
  affine,
  coefficientOf,
  indicesOf,
  scaleAffine,
  shiftAffine,
  subAffine,
  type Affine,
  type AffineAtom,
} from "../core/affine.ts";
import { rename, substitute, sumOver } from "../core/bind.ts";
import {
  add,
  affineExpr,
  asAffine,
  factorsOf,
  iverson,
  mul,
  scale,
  sum,
  termsOf,
  zero,
} from "../core/build.ts";
import type { AddExpr, Expr, ReduceExpr, Term } from "../core/expr.ts";
import { freshIndex, type Index } from "../core/index.ts";
import { rule, type Context, type Rewrite, type Rule } from "./rule.ts";

/** e as [form = 0], when it is such a bracket. */
const equationForm = (e: Expr): Affine | undefined =>
  e.kind === "iverson" && e.rel === "==" && e.right === zero ? asAffine(e.left) : undefined;

/** The form that i has to equal for `form` to vanish, when i occurs with coefficient ±1. */
function solveFor(form: Affine, index: Index): Affine | undefined {
  const coef = coefficientOf(form, index);
  if (coef !== 1 && coef !== -1) return undefined;
  const rest = subAffine(form, affine([[index, coef]]));
  return scaleAffine(rest, -coef);
}

/** [1 ≤ form ≤ size], decided where the ranges decide it. */
const inRange = (form: Affine, size: Affine): Expr =>
  mul(
    iverson(">=", affineExpr(shiftAffine(form, -1)), zero),
    iverson(">=", affineExpr(subAffine(size, form)), zero),
  );

/** Σ_i [i = s] f(i) = f(s) where 1 ≤ s ≤ size of i, else 0. */
function contractDelta(e: ReduceExpr): Expr | undefined {
  if (e.op !== "sum") return undefined;
  const factors = factorsOf(e.body);
  for (const [k, factor] of factors.entries()) {
    const form = equationForm(factor);
    if (form === undefined) continue;
    for (const index of e.indices) {
      const solution = solveFor(form, index);
      if (solution === undefined) continue;
      const rest = mul(...factors.filter((_, other) => other !== k));
      const image = substitute(rest, new Map<AffineAtom, Affine>([[index, solution]]));
      return sumOver(e.indices.filter((i) => i !== index), mul(inRange(solution, index.size), image)); // prettier-ignore
    }
  }
  return undefined;
}

const hasDelta = (e: Expr, bound: readonly Index[]): boolean =>
  factorsOf(e).some((factor) => {
    const form = equationForm(factor);
    return (
      form !== undefined && indicesOf(form).some((i) => bound.includes(i) && solveFor(form, i) !== undefined)
    );
  });

/** Multiplies one factor out: (Σ terms)·rest = Σ terms·rest. */
const distribute = (factor: AddExpr, rest: readonly Expr[]): Expr =>
  add(factor.terms.map(({ coef, expr }) => ({ coef, expr: mul(expr, ...rest) })));

/** Σ_i (δ-terms + others)·f: the sum is split where a δ of i would vanish in one part. */
function splitForDelta(e: ReduceExpr): Expr | undefined {
  if (e.op !== "sum") return undefined;
  const factors = factorsOf(e.body);
  for (const [k, factor] of factors.entries()) {
    if (factor.kind !== "add" || !factor.terms.some((t) => hasDelta(t.expr, e.indices))) continue;
    const product = distribute(factor, factors.filter((_, other) => other !== k)); // prettier-ignore
    return add(termsOf(product).map(({ coef, expr }) => ({ coef, expr: sumOver(e.indices, expr) })));
  }
  return undefined;
}

interface Group {
  readonly indices: Set<Index>;
  readonly factors: Expr[];
}

/** Groups of indices and factors that share no index with another group. */
function components(
  factors: readonly Expr[],
  indices: readonly Index[],
): { outside: Expr[]; groups: Group[] } {
  const outside: Expr[] = [];
  let groups: Group[] = [];
  for (const factor of factors) {
    const used = indices.filter((index) => factor.free.includes(index));
    if (used.length === 0) {
      outside.push(factor);
      continue;
    }
    const touching = groups.filter((group) => used.some((index) => group.indices.has(index)));
    const merged: Group = { indices: new Set(used), factors: [] };
    for (const group of touching) {
      for (const index of group.indices) merged.indices.add(index);
      merged.factors.push(...group.factors);
    }
    merged.factors.push(factor);
    groups = [...groups.filter((group) => !touching.includes(group)), merged];
  }
  return { outside, groups };
}

/** Σ_i c·f(i) = c·Σ_i f(i), and Σ_ij f(i) g(j) = (Σ_i f(i)) (Σ_j g(j)). */
function factorOut(e: ReduceExpr): Expr | undefined {
  if (e.op !== "sum") return undefined;
  const { outside, groups } = components(factorsOf(e.body), e.indices);
  if (outside.length === 0 && groups.length <= 1) return undefined;
  return mul(...outside, ...groups.map((group) => sumOver([...group.indices], mul(...group.factors))));
}

/** Σ_i (f(i) + c) = Σ_i f(i) + n c: a sum of terms is split where one of them does not depend on the index. */
function splitConstant(e: ReduceExpr): Expr | undefined {
  if (e.op !== "sum" || e.body.kind !== "add") return undefined;
  const { indices, body } = e;
  const inside = body.terms.filter(({ expr }) => indices.every((index) => expr.free.includes(index)));
  const outside = body.terms.filter((term) => !inside.includes(term));
  if (outside.length === 0) return undefined;
  return sum(
    sumOver(indices, add(inside)),
    ...outside.map(({ coef, expr }) => scale(coef, sumOver(indices, expr))),
  );
}

/** Σ_i g(i)·(f(i) + c) where the model says what Σ_i g(i) is: then c·Σ_i g(i) is split off. */
function splitKnownSum(e: ReduceExpr, { equations }: Context): Rewrite | undefined {
  if (e.op !== "sum" || equations.isEmpty) return undefined;
  const factors = factorsOf(e.body);
  for (const [k, factor] of factors.entries()) {
    if (factor.kind !== "add") continue;
    const rest = factors.filter((_, other) => other !== k);
    const constantTerms = factor.terms.filter(({ expr }) =>
      e.indices.every((index) => !expr.free.includes(index)),
    );
    if (constantTerms.length === 0 || rest.length === 0) continue;
    const known = equations.rewrite(sumOver(e.indices, mul(...rest)));
    if (known === undefined) continue;
    const others = factor.terms.filter((term) => !constantTerms.includes(term));
    const value = sum(mul(add(constantTerms), known.value), sumOver(e.indices, mul(add(others), ...rest)));
    return { value, assumptions: [known.assumption] };
  }
  return undefined;
}

/** Σ_i (f(i) + g(i)) = Σ_i f(i) where Σ_i g(i) = 0, as for deviations from a mean. */
function dropZeroSum(e: ReduceExpr, { simplify }: Context): Rewrite | undefined {
  if (e.op !== "sum" || e.body.kind !== "add" || e.body.terms.length < 2) return undefined;
  const isMixed = (factor: Expr): boolean =>
    factor.kind === "add" &&
    factor.terms.some(({ expr }) => !e.indices.some((index) => expr.free.includes(index)));
  for (const term of e.body.terms) {
    if (!factorsOf(term.expr).some(isMixed)) continue;
    const { value, assumptions } = simplify(sumOver(e.indices, term.expr));
    if (value !== zero) continue;
    return { value: sumOver(e.indices, add(e.body.terms.filter((other) => other !== term))), assumptions };
  }
  return undefined;
}

/** Two sums over ranges of one size with a common factor are one sum. */
function mergeSums(e: AddExpr): Expr | undefined {
  const sums = e.terms.flatMap((term) => {
    const split = splitSum(term.expr);
    return split === undefined ? [] : [{ term, ...split }];
  });
  for (const [p, first] of sums.entries()) {
    for (const second of sums.slice(p + 1)) {
      const merged = mayMerge(first, second) ? mergePair(first, second) : undefined;
      if (merged === undefined) continue;
      return sum(merged, add(e.terms.filter((term) => term !== first.term && term !== second.term)));
    }
  }
  return undefined;
}

/** A term rest · Σ body. */
interface SplitSum {
  readonly reduction: ReduceExpr;
  readonly rest: Expr;
  /** The factors of the body without the names of their indices. */
  readonly shapes: ReadonlySet<number>;
}

function splitSum(e: Expr): SplitSum | undefined {
  const factors = factorsOf(e);
  const reduction = factors.find((f): f is ReduceExpr => f.kind === "reduce" && f.op === "sum");
  if (reduction === undefined) return undefined;
  const shapes = new Set(factorsOf(reduction.body).map(({ shape }) => shape));
  return { reduction, rest: mul(...factors.filter((f) => f !== reduction)), shapes };
}

/** Whether a factor of one sum can be a factor of the other under other names, without renaming either. */
const mayMerge = (x: SplitSum, y: SplitSum): boolean =>
  x.rest === y.rest &&
  x.reduction.indices.length === y.reduction.indices.length &&
  [...x.shapes].some((shape) => y.shapes.has(shape));

function mergePair(
  x: SplitSum & { readonly term: Term },
  y: SplitSum & { readonly term: Term },
): Expr | undefined {
  const [first, second] = [x.reduction, y.reduction];
  const fresh = first.indices.map((index) => freshIndex(index.size));
  const left = factorsOf(rename(first.body, first.indices, fresh));
  for (const order of matchings(first.indices, second.indices)) {
    const right = factorsOf(rename(second.body, order, fresh));
    const common = left.filter((factor) => right.includes(factor));
    if (common.length === 0) continue;
    const remaining = (all: readonly Expr[]): Expr =>
      mul(...all.filter((factor) => !common.includes(factor)));
    const inner = add([
      { coef: x.term.coef, expr: remaining(left) },
      { coef: y.term.coef, expr: remaining(right) },
    ]);
    return mul(x.rest, sumOver(fresh, mul(...common, inner)));
  }
  return undefined;
}

/** All ways to pair the indices of one sum with those of the other, sizes agreeing. */
function* matchings(to: readonly Index[], from: readonly Index[]): Generator<readonly Index[]> {
  const [first, ...rest] = to;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const [k, candidate] of from.entries()) {
    if (candidate.size !== first.size) continue;
    for (const tail of matchings(rest, [...from.slice(0, k), ...from.slice(k + 1)]))
      yield [candidate, ...tail];
  }
}

export const sumRules: readonly Rule[] = [
  rule({ id: "contract-delta", law: "Σ_i [i = s] f(i) = f(s)", needs: "1 ≤ s ≤ size of i, else 0", at: "reduce", apply: contractDelta }),
  rule({ id: "split-delta", law: "Σ_i ([i = s] + g(i)) f(i) = f(s) + Σ_i g(i) f(i)", needs: "always", at: "reduce", apply: splitForDelta }),
  rule({ id: "factor-out-of-sum", law: "Σ_i c f(i) = c Σ_i f(i)", needs: "c is free of i", at: "reduce", apply: factorOut }),
  rule({ id: "split-constant", law: "Σ_i (f(i) + c) = Σ_i f(i) + n c", needs: "c is free of i", at: "reduce", apply: splitConstant }),
  rule({ id: "drop-zero-sum", law: "Σ_i (f(i) + g(i)) = Σ_i f(i)", needs: "Σ_i g(i) = 0", at: "reduce", apply: dropZeroSum }),
  rule({ id: "split-known-sum", law: "Σ_i g(i) (f(i) + c) = Σ_i g(i) f(i) + s c", needs: "assumed: Σ_i g(i) = s", at: "reduce", apply: splitKnownSum }),
]; // prettier-ignore

export const mergeRules: readonly Rule[] = [
  rule({ id: "merge-sums", law: "Σ_i f(i) g(i) + Σ_i f(i) h(i) = Σ_i f(i) (g(i) + h(i))", needs: "always", at: "add", apply: mergeSums }),
]; // prettier-ignore
