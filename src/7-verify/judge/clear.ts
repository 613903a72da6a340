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

/** Terms c · Σ_i f(i) with one c and one range of i are one sum; a sum of 0 vanishes. */
function merged(algebra: Algebra, p: Polynomial): Polynomial {
  const groups = new Map<string, Weighted[]>();
  const rest: Weighted[] = [];
  for (const term of p.values()) {
    const sum = sumIn(term.monomial);
    if (sum === undefined) {
      rest.push(term);
      continue;
    }
    const outer = monomial(term.monomial.powers.filter((q) => q.atom !== sum));
    const key = `${sum.indices[0]!.size.id};${outer.key}`;
    groups.set(key, [...(groups.get(key) ?? []), term]);
  }
  const kept: Weighted[] = [...rest];
  for (const terms of groups.values()) {
    if (terms.length < 2 || !vanishes(algebra, terms)) kept.push(...terms);
  }
  return kept.length === p.size ? p : kept.length === 0 ? nothing : polynomial(kept);
}

function vanishes(algebra: Algebra, terms: readonly Weighted[]): boolean {
  const [first] = terms;
  const shared = open(sumIn(first!.monomial)!).indices;
  const bodies = terms.map(({ coef, monomial: m }) => {
    const sum = sumIn(m)!;
    return scaled(polynomialOf(rename(sum.body, sum.indices, shared)), coef);
  });
  return multipliedOut(algebra, algebra.add(...bodies)).size === 0;
}
