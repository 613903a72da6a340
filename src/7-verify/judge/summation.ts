import { shiftAffine, subAffine, type Affine, type AffineAtom } from "../../core/affine.ts";
import { open, reduce, substitute } from "../../core/bind.ts";
import { affineExpr, asAffine, iverson, mul, zero } from "../../core/build.ts";
import type { Expr, ReduceExpr } from "../../core/expr.ts";
import type { Index } from "../../core/index.ts";
import { compareExpr } from "../../core/order.ts";
import { isInteger, isNegative, ONE } from "../../core/rational.ts";
import { contractInverse } from "../../4-simplify/unit.ts";
import type { Algebra } from "./algebra.ts";
import { solveFor } from "./forms.ts";
import {
  exprOfMonomial,
  leading,
  monomial,
  polynomialOf,
  scaled,
  single,
  type Monomial,
  type Polynomial,
  type Power,
} from "./polynomial.ts";

/** Σ over the indices of p: linear, inner sums flattened, brackets of indices contracted, factors that share no index apart. */
export function sumOf(algebra: Algebra, indices: readonly Index[], p: Polynomial): Polynomial {
  if (indices.length === 0) return p;
  algebra.spend(p.size);
  return algebra.add(
    ...[...p.values()].map(({ coef, monomial: m }) => scaled(sumOfProduct(algebra, indices, m), coef)),
  );
}

function sumOfProduct(algebra: Algebra, indices: readonly Index[], m: Monomial): Polynomial {
  const used = indices.filter((index) => m.powers.some((p) => p.atom.free.includes(index)));
  if (used.length < indices.length) {
    const idle = indices.filter((index) => !used.includes(index));
    const sizes = idle.map((index) => algebra.ground.normal(affineExpr(index.size)));
    return algebra.mul(...sizes, sumOf(algebra, used, single(m)));
  }
  return (
    contracted(algebra, used, m) ??
    flattened(algebra, used, m) ??
    unitOf(algebra, used, m) ??
    components(algebra, used, m)
  );
}

/** Σ_j A⁻¹_ij A_jk = [i = k]. */
function unitOf(algebra: Algebra, indices: readonly Index[], m: Monomial): Polynomial | undefined {
  if (!m.powers.some(({ atom }) => atom.kind === "matrix" && atom.op === "inv")) return undefined;
  const found = contractInverse(indices, m.powers.map((power) => exprOfMonomial(monomial([power])))); // prettier-ignore
  return found && algebra.ground.normal(found);
}

const touches = (power: Power, indices: readonly Index[]): boolean =>
  indices.some((index) => power.atom.free.includes(index));

const without = (m: Monomial, ...removed: readonly Power[]): Monomial =>
  monomial(m.powers.filter((p) => !removed.includes(p)));

/** [1 ≤ form ≤ size]. */
const inRange = (form: Affine, size: Affine): Expr =>
  mul(
    iverson(">=", affineExpr(shiftAffine(form, -1)), zero),
    iverson(">=", affineExpr(subAffine(size, form)), zero),
  );

/** Σ_i [i = s] f(i) = f(s) where s lies in the range of i. */
function contracted(algebra: Algebra, indices: readonly Index[], m: Monomial): Polynomial | undefined {
  for (const power of m.powers) {
    const { atom } = power;
    if (atom.kind !== "iverson" || atom.rel !== "==" || atom.right !== zero) continue;
    const form = asAffine(atom.left);
    if (form === undefined) continue;
    for (const index of indices) {
      const solution = solveFor(form, index);
      if (solution === undefined) continue;
      const rest = exprOfMonomial(without(m, power));
      const image = substitute(rest, new Map<AffineAtom, Affine>([[index, solution]]));
      const value = algebra.ground.normal(mul(inRange(solution, index.size), image));
      return sumOf(algebra, indices.filter((i) => i !== index), value); // prettier-ignore
    }
  }
  return undefined;
}

const isSum = (e: Expr): e is ReduceExpr => e.kind === "reduce" && e.op === "sum";

/** Σ_i f(i) Σ_j g(i, j) = Σ_ij f(i) g(i, j); a power of the inner sum becomes several sums. */
function flattened(algebra: Algebra, indices: readonly Index[], m: Monomial): Polynomial | undefined {
  for (const power of m.powers) {
    const { atom, exponent } = power;
    if (!isSum(atom) || !isInteger(exponent) || isNegative(exponent) || !touches(power, indices)) continue;
    const all = [...indices];
    const parts: Polynomial[] = [algebra.settle(without(m, power))];
    for (let k = 0n; k < exponent.num; k++) {
      const inner = open(atom);
      all.push(...inner.indices);
      parts.push(algebra.ground.normal(inner.body));
    }
    return sumOf(algebra, all, algebra.mul(...parts));
  }
  return undefined;
}

/** Σ_ij f(i) g(j) = Σ_i f(i) · Σ_j g(j). */
function components(algebra: Algebra, indices: readonly Index[], m: Monomial): Polynomial {
  const outside = monomial(m.powers.filter((p) => !touches(p, indices)));
  const parts: Polynomial[] = [algebra.settle(outside)];
  let rest = m.powers.filter((p) => touches(p, indices));
  while (rest.length > 0) {
    const [first] = rest;
    const group = new Set(indices.filter((index) => first!.atom.free.includes(index)));
    let inside: readonly Power[] = [];
    for (let before = -1; before !== inside.length;) {
      before = inside.length;
      inside = rest.filter((p) => touches(p, [...group]));
      for (const p of inside) for (const index of indices) if (p.atom.free.includes(index)) group.add(index);
    }
    rest = rest.filter((p) => !inside.includes(p));
    parts.push(connected(algebra, [...group], monomial(inside)));
  }
  return algebra.mul(...parts);
}

/** A sum whose factors hang together: an atom, unless a part of it is known or cancels with a denominator. */
function connected(algebra: Algebra, indices: readonly Index[], m: Monomial): Polynomial {
  for (const subset of subsets(indices)) {
    const inner = m.powers.filter((p) => touches(p, subset));
    const outer = without(m, ...inner);
    if (outer.powers.length === 0 || !inner.every((p) => !isNegative(p.exponent))) continue;
    const atom = sumAtom(algebra, subset, monomial(inner));
    if (!cancels(atom, outer) && algebra.ground.equalities.ofAtom(atom) === undefined) continue;
    const others = indices.filter((index) => !subset.includes(index));
    const value = algebra.mul(algebra.settle(monomial([...outer.powers, { atom, exponent: ONE }])));
    // Nothing was gained where the sum is still there.
    if ([...value.values()].some((t) => t.monomial.powers.some((p) => p.atom === atom))) continue;
    return sumOf(algebra, others, value);
  }
  return algebra.settle(monomial([{ atom: sumAtom(algebra, indices, m), exponent: ONE }]));
}

/** Whether the sum stands in a denominator of the product, by itself or as the leading term. */
const cancels = (atom: Expr, m: Monomial): boolean =>
  m.powers.some(({ atom: other, exponent }) => {
    if (!isNegative(exponent)) return false;
    if (other === atom) return true;
    if (other.kind !== "add") return false;
    const lead = leading(polynomialOf(other)).monomial.powers;
    return lead.length === 1 && lead[0]!.atom === atom;
  });

/** Proper subsets of at most two indices. */
function* subsets(indices: readonly Index[]): Generator<readonly Index[]> {
  for (const index of indices) yield [index];
  if (indices.length < 3) return;
  for (const [k, first] of indices.entries())
    for (const second of indices.slice(k + 1)) yield [first, second];
}

/** More ways to turn symmetric tensors than this are not compared. */
const MAX_TURNS = 5;

/** Σ over the indices of the product as one atom; symmetric tensors are turned so that it is the smallest. */
function sumAtom(algebra: Algebra, indices: readonly Index[], m: Monomial): Expr {
  const atom = reduce("sum", indices, exprOfMonomial(m));
  const turnable = m.powers.filter((p) => algebra.ground.equalities.turned(p.atom) !== undefined);
  if (turnable.length === 0 || turnable.length > MAX_TURNS) return atom;
  let best = atom;
  for (let choice = 1; choice < 2 ** turnable.length; choice++) {
    const powers = m.powers.map((p) => {
      const k = turnable.indexOf(p);
      const turned = k >= 0 && (choice >> k) % 2 === 1 ? algebra.ground.equalities.turned(p.atom) : undefined;
      return turned === undefined ? p : { atom: turned, exponent: p.exponent };
    });
    const candidate = reduce("sum", indices, exprOfMonomial(monomial(powers)));
    if (compareExpr(candidate, best) < 0) best = candidate;
  }
  return best;
}
