import { open, rename } from "../../core/bind.ts";
import type { Expr, ReduceExpr } from "../../core/expr.ts";
import {
  compareRational,
  isNegative,
  negRational,
  rational,
  ZERO,
  type Rational,
} from "../../core/rational.ts";
import type { Algebra } from "./algebra.ts";
import {
  monomial,
  nothing,
  polynomial,
  polynomialOf,
  scaled,
  single,
  type Monomial,
  type Polynomial,
  type Weighted,
} from "./polynomial.ts";

/**
 * The polynomial times its denominators, which are not 0 wherever it is defined: 0 exactly where the polynomial is 0.
 * Sums over one index are brought to a common denominator inside.
 */
export function cleared(algebra: Algebra, p: Polynomial): Polynomial {
  const flat = multipliedOut(algebra, p);
  return flat.size === 0 ? flat : merged(algebra, flat);
}

/** p times every denominator of several terms. */
function multipliedOut(algebra: Algebra, p: Polynomial): Polynomial {
  const most = new Map<Expr, Rational>();
  for (const { monomial: m } of p.values())
    for (const { atom, exponent } of m.powers)
      if (
        atom.kind === "add" &&
        isNegative(exponent) &&
        compareRational(exponent, most.get(atom) ?? ZERO) < 0
      )
        most.set(atom, exponent);
  if (most.size === 0) return p;
  const over = [...most].map(([atom, exponent]) => ({ atom, exponent: ceiling(negRational(exponent)) }));
  const terms = [...p.values()].map(({ coef, monomial: m }) =>
    scaled(algebra.settle(monomial([...m.powers, ...over])), coef),
  );
  return algebra.add(...terms);
}

const ceiling = ({ num, den }: Rational): Rational => rational((num + den - 1n) / den);

const sumIn = (m: Monomial): ReduceExpr | undefined => {
  const sums = m.powers.filter((p) => p.atom.kind === "reduce" && p.atom.op === "sum");
  const [only] = sums;
  const atom = only?.atom;
  const isPlain = sums.length === 1 && only!.exponent.num === 1n && only!.exponent.den === 1n;
  return isPlain && atom?.kind === "reduce" && atom.indices.length === 1 ? atom : undefined;
};

/**
 * Terms c · Σ_i f(i) with one range of i are one sum, and a sum of 0 vanishes. First those with one c; then all, with c
 * inside: of e^{b + x_i} a part stands before the sum in some terms and in the denominator of others.
 */
function merged(algebra: Algebra, p: Polynomial): Polynomial {
  const within = withoutVanishing(algebra, [...p.values()], ({ sum, outer }) => `${sum.indices[0]!.size.id};${outer.key}`); // prettier-ignore
  const left = withoutVanishing(algebra, within, ({ sum }) => sum.indices[0]!.size.id.toString());
  return left.length === p.size ? p : left.length === 0 ? nothing : polynomial(left);
}

/** A term with the sum in it, and what stands before that. */
interface Summed {
  readonly coef: Rational;
  readonly sum: ReduceExpr;
  readonly outer: Monomial;
}

function withoutVanishing(
  algebra: Algebra,
  terms: readonly Weighted[],
  keyOf: (summed: Summed) => string,
): readonly Weighted[] {
  const groups = new Map<string, { readonly term: Weighted; readonly summed: Summed }[]>();
  const kept: Weighted[] = [];
  for (const term of terms) {
    const { coef, monomial: m } = term;
    const sum = sumIn(m);
    if (sum === undefined) {
      kept.push(term);
      continue;
    }
    const summed = { coef, sum, outer: monomial(m.powers.filter((q) => q.atom !== sum)) };
    const key = keyOf(summed);
    groups.set(key, [...(groups.get(key) ?? []), { term, summed }]);
  }
  for (const group of groups.values())
    if (group.length < 2 || !vanishes(algebra, group.map(({ summed }) => summed)))
      kept.push(...group.map(({ term }) => term)); // prettier-ignore
  return kept;
}

function vanishes(algebra: Algebra, terms: readonly Summed[]): boolean {
  const shared = open(terms[0]!.sum).indices;
  const bodies = terms.map(({ coef, sum, outer }) => {
    const body = polynomialOf(rename(sum.body, sum.indices, shared));
    return scaled(algebra.mul(single(outer), body), coef);
  });
  return multipliedOut(algebra, algebra.add(...bodies)).size === 0;
}
