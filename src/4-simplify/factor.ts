import { add, constant, factorsOf, mul, pow } from "../core/build.ts";
import type { AddExpr, Expr } from "../core/expr.ts";
import {
  addRational,
  compareRational,
  isInteger,
  isNegative,
  negRational,
  ONE,
  type Rational,
} from "../core/rational.ts";
import { rule, type Rule } from "./rule.ts";

/** The factors of a term as powers. Beside x a factor 1/x or √x is a base of its own: x · 1/x is not 1 at 0. */
type Monomial = ReadonlyMap<Expr, Rational>;

function monomial(e: Expr): Monomial {
  const factors = factorsOf(e).map((whole) =>
    whole.kind === "pow" && whole.exponent.kind === "const"
      ? { whole, base: whole.base, exponent: whole.exponent.value }
      : { whole, base: whole, exponent: ONE },
  );
  // x and 1/x, or x and x^(1/2), may stand side by side: such powers count as bases of their own.
  const isAlone = (base: Expr): boolean => factors.filter((other) => other.base === base).length === 1;
  return new Map(
    factors.map(({ whole, base, exponent }) => (isAlone(base) ? [base, exponent] : [whole, ONE])),
  );
}

/** What two powers of one base share: x² and x³ share x², x and 1/x nothing. */
function shared(a: Rational, b: Rational): Rational | undefined {
  if (isNegative(a) !== isNegative(b)) return undefined;
  const smaller = compareRational(a, b) * (isNegative(a) ? -1 : 1) <= 0 ? a : b;
  const larger = smaller === a ? b : a;
  // x^(3/2) = x^(1/2) x holds where x^(1/2) is defined; splitting x = x^(1/2) x^(1/2) would lose negative x.
  return isInteger(larger) && !isInteger(smaller) ? undefined : smaller;
}

function intersect(a: Monomial, b: Monomial): Monomial {
  const common = new Map<Expr, Rational>();
  for (const [base, exponent] of a) {
    const other = b.get(base);
    const power = other && shared(exponent, other);
    if (power !== undefined) common.set(base, power);
  }
  return common;
}

const product = (m: Monomial): Expr =>
  mul(...[...m].map(([base, exponent]) => pow(base, constant(exponent))));

function quotient(m: Monomial, divisor: Monomial): Expr {
  const rest = new Map(m);
  for (const [base, exponent] of divisor) {
    const left = addRational(m.get(base)!, negRational(exponent));
    if (left.num === 0n) rest.delete(base);
    else rest.set(base, left);
  }
  return product(rest);
}

/** a b + a c = a (b + c), for everything that all terms share. */
function factorAll(e: AddExpr): Expr | undefined {
  if (e.terms.length < 2) return undefined;
  const monomials = e.terms.map((t) => monomial(t.expr));
  const common = monomials.reduce(intersect);
  if (common.size === 0) return undefined;
  return mul(
    product(common),
    add(e.terms.map((t, k) => ({ coef: t.coef, expr: quotient(monomials[k]!, common) }))),
  );
}

/** a b + a c + d = a (b + c) + d, for the factor that most terms share; sums of three terms or more. */
function factorSome(e: AddExpr): Expr | undefined {
  if (e.terms.length < 3) return undefined;
  const monomials = e.terms.map((t) => monomial(t.expr));
  const counts = new Map<Expr, number>();
  for (const m of monomials)
    for (const [base, exponent] of m)
      if (!isNegative(exponent)) counts.set(base, (counts.get(base) ?? 0) + 1);
  let best: Expr | undefined;
  for (const [base, n] of counts) if (n >= 2 && (best === undefined || n > counts.get(best)!)) best = base;
  if (best === undefined) return undefined;
  const base = best;
  const sharing = e.terms.flatMap((t, k) => {
    const exponent = monomials[k]!.get(base);
    return exponent !== undefined && !isNegative(exponent) ? [{ term: t, monomial: monomials[k]! }] : [];
  });
  const common = sharing.map((s) => s.monomial).reduce(intersect);
  if (common.size === 0) return undefined;
  const inner = add(sharing.map(({ term, monomial: m }) => ({ coef: term.coef, expr: quotient(m, common) })));
  const rest = e.terms.filter((t) => !sharing.some((s) => s.term === t));
  return add([{ coef: ONE, expr: mul(product(common), inner) }, ...rest]);
}

export const factorRules: readonly Rule[] = [
  rule({ id: "factor", law: "a b + a c = a (b + c)", needs: "always", at: "add", apply: factorAll }),
  rule({ id: "factor-some", law: "a b + a c + d = a (b + c) + d", needs: "always", at: "add", apply: factorSome }),
]; // prettier-ignore
