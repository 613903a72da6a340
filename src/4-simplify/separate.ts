import { add, constant, factorsOf, mul, pow, termsOf } from "../core/build.ts";
import type { AddExpr, Expr, Term } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import {
  addRational,
  equalRational,
  invRational,
  isInteger,
  isNegative,
  isZero,
  mulRational,
  ONE,
  rational,
  type Rational,
} from "../core/rational.ts";
import { children, postorder } from "../core/walk.ts";
import { rule, type Rule } from "./rule.ts";

/** No product with more terms than this is multiplied out. */
const MAX_TERMS = 64;

/** The size of a formula as it would be written: sub-expressions are counted as often as they occur. */
export function written(e: Expr): number {
  const sizes = new Map<Expr, number>();
  for (const node of postorder([e])) {
    let size = 1;
    for (const child of children(node)) size += sizes.get(child)!;
    sizes.set(node, size);
  }
  return sizes.get(e)!;
}

/** A product of sums as a sum of products; undefined when there would be too many of them. */
function expand(e: Expr): readonly Term[] | undefined {
  let terms: readonly Term[] = [{ coef: ONE, expr: constant(1) }];
  for (const factor of factorsOf(e)) {
    const whole =
      factor.kind === "pow" &&
      factor.base.kind === "add" &&
      factor.exponent.kind === "const" &&
      isInteger(factor.exponent.value) &&
      !isNegative(factor.exponent.value)
        ? { base: factor.base, repeat: Number(factor.exponent.value.num) }
        : undefined;
    const { base, repeat } = whole ?? { base: factor, repeat: 1 };
    for (let k = 0; k < repeat; k++) {
      const product = terms.flatMap((s) =>
        termsOf(base).map((t) => ({ coef: mulRational(s.coef, t.coef), expr: mul(s.expr, t.expr) })),
      );
      terms = termsOf(add(product));
      if (terms.length > MAX_TERMS) return undefined;
    }
  }
  return terms;
}

/** e multiplied out, one level of products of sums after the other. */
function expandAll(e: Expr): Expr | undefined {
  let current = e;
  for (;;) {
    const expanded: Term[] = [];
    for (const { coef, expr } of termsOf(current)) {
      const terms = expand(expr);
      if (terms === undefined || expanded.length + terms.length > MAX_TERMS) return undefined;
      expanded.push(...terms.map((t) => ({ coef: mulRational(coef, t.coef), expr: t.expr })));
    }
    const next = add(expanded);
    if (next === current) return current;
    current = next;
  }
}

/** How often each sum stands in the denominator of a term. */
function denominators(e: Expr): Map<Expr, bigint> {
  const found = new Map<Expr, bigint>();
  for (const factor of factorsOf(e)) {
    if (factor.kind !== "pow" || factor.base.kind !== "add" || factor.exponent.kind !== "const") continue;
    const { value } = factor.exponent;
    if (isInteger(value) && isNegative(value)) found.set(factor.base, -value.num);
  }
  return found;
}

/** Pulls the terms of inner sums to the top where these have denominators of their own. */
const flatten = (e: AddExpr): readonly Term[] =>
  e.terms.flatMap(({ coef, expr }) => {
    const inner = factorsOf(expr).find(
      (f): f is AddExpr => f.kind === "add" && f.terms.some((t) => denominators(t.expr).size > 0),
    );
    if (inner === undefined) return [{ coef, expr }];
    const rest = factorsOf(expr).filter((f) => f !== inner);
    return inner.terms.map((t) => ({ coef: mulRational(coef, t.coef), expr: mul(t.expr, ...rest) }));
  });

/** a/d + b/d² = (a d + b)/d², where multiplying out and factoring again makes the formula shorter. */
function commonDenominator(e: AddExpr): Expr | undefined {
  const terms = flatten(e);
  const most = new Map<Expr, bigint>();
  for (const { expr } of terms)
    for (const [base, exponent] of denominators(expr))
      if (exponent > (most.get(base) ?? 0n)) most.set(base, exponent);
  if (most.size === 0) return undefined;
  const over = [...most].map(([base, exponent]) => pow(base, constant(rational(exponent))));
  const cleared = terms.map(({ coef, expr }) => ({ coef, expr: mul(expr, ...over) }));
  const numerator = expandAll(add(cleared.map(({ coef, expr }) => ({ coef, expr: cancelled(expr) }))));
  if (numerator === undefined) return undefined;
  const factored = separate(numerator) ?? numerator;
  const value = mul(
    factored,
    ...[...most].map(([base, exponent]) => pow(base, constant(rational(-exponent)))),
  );
  return written(value) < written(e) ? value : undefined;
}

/** d^a d^(−b) = d^(a−b): the denominators were divided by in the term already. */
function cancelled(e: Expr): Expr {
  const powers = new Map<Expr, bigint>();
  const rest: Expr[] = [];
  for (const factor of factorsOf(e)) {
    const isPower =
      factor.kind === "pow" && factor.exponent.kind === "const" && isInteger(factor.exponent.value);
    const base = isPower ? factor.base : factor;
    if (base.kind !== "add") {
      rest.push(factor);
      continue;
    }
    const exponent = isPower && factor.exponent.kind === "const" ? factor.exponent.value.num : 1n;
    powers.set(base, (powers.get(base) ?? 0n) + exponent);
  }
  return mul(...rest, ...[...powers].map(([base, exponent]) => pow(base, constant(rational(exponent)))));
}

/** u⊗v: the rows of the matrix of coefficients are multiples of one of them. */
function rankOne(
  rows: ReadonlyMap<Expr, ReadonlyMap<Expr, Rational>>,
): { readonly row: Expr; readonly scales: Map<Expr, Rational> } | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  const [row, model] = first;
  const [pivot, value] = [...model][0]!;
  const scales = new Map<Expr, Rational>();
  for (const [name, entries] of rows) {
    const scale = mulRational(entries.get(pivot) ?? rational(0), invRational(value));
    if (isZero(scale) || entries.size !== model.size) return undefined;
    for (const [column, entry] of model) {
      const found = entries.get(column);
      if (found === undefined || !equalRational(found, mulRational(scale, entry))) return undefined;
    }
    scales.set(name, scale);
  }
  return { row, scales };
}

/** Σ coef f(i) g = (Σ a f(i)) (Σ b g), where one side carries the index i and the other does not. */
function separateAt(e: Expr, index: Index): Expr | undefined {
  const rows = new Map<Expr, Map<Expr, Rational>>();
  for (const { coef, expr } of termsOf(e)) {
    const factors = factorsOf(expr);
    const [with_, without] = [
      mul(...factors.filter((f) => f.free.includes(index))),
      mul(...factors.filter((f) => !f.free.includes(index))),
    ];
    const row = rows.get(with_) ?? new Map<Expr, Rational>();
    row.set(without, addRational(row.get(without) ?? rational(0), coef));
    rows.set(with_, row);
  }
  if (rows.size < 2) return undefined;
  const found = rankOne(rows);
  if (found === undefined) return undefined;
  const left = add([...found.scales].map(([expr, coef]) => ({ coef, expr })));
  const right = add([...rows.get(found.row)!].map(([expr, coef]) => ({ coef, expr })));
  return mul(left, right);
}

/** A sum of products as a product of sums, one of which carries an index that the other does not. */
function separate(e: Expr): Expr | undefined {
  if (e.kind !== "add" || e.terms.length < 4) return undefined;
  for (const index of e.free) {
    const found = separateAt(e, index);
    if (found !== undefined) return found;
  }
  return undefined;
}

export const separateRules: readonly Rule[] = [
  rule({ id: "separate", law: "a c + a d + b c + b d = (a + b) (c + d)", needs: "a, b carry an index that c, d do not", at: "add", apply: separate }),
  rule({ id: "common-denominator", law: "a/d + b/d^2 = (a d + b)/d^2", needs: "d ≠ 0, where the left side is defined; the right side is shorter", at: "add", apply: commonDenominator }),
]; // prettier-ignore
