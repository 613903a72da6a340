import { add, constant, factorsOf, mul, pow, termsOf } from "../../core/build.ts";
import type { Expr } from "../../core/expr.ts";
import { compareExpr } from "../../core/order.ts";
import {
  addRational,
  compareRational,
  isZero,
  mulRational,
  ONE,
  rationalText,
  ZERO,
  type Rational,
} from "../../core/rational.ts";

/** An atom to a rational power. Atoms are expressions in normal form that are no product, sum or power. */
export interface Power {
  readonly atom: Expr;
  readonly exponent: Rational;
}

/** A product of powers of distinct atoms. */
export interface Monomial {
  /** Equal monomials of one process have equal keys. */
  readonly key: string;
  readonly powers: readonly Power[];
}

export interface Weighted {
  readonly coef: Rational;
  readonly monomial: Monomial;
}

/** Σ coef·monomial, the monomials distinct and the weights not 0. */
export type Polynomial = ReadonlyMap<string, Weighted>;

export const unit: Monomial = { key: "", powers: [] };

/** The product of the powers; powers of one atom are added up. */
export function monomial(powers: readonly Power[]): Monomial {
  const exponents = new Map<Expr, Rational>();
  for (const { atom, exponent } of powers) {
    const seen = exponents.get(atom);
    exponents.set(atom, seen === undefined ? exponent : addRational(seen, exponent));
  }
  const kept: Power[] = [];
  for (const [atom, exponent] of exponents) if (!isZero(exponent)) kept.push({ atom, exponent });
  if (kept.length === 0) return unit;
  kept.sort((a, b) => a.atom.id - b.atom.id);
  return { key: kept.map((p) => `${p.atom.id}^${rationalText(p.exponent)}`).join(), powers: kept };
}

export const times = (a: Monomial, b: Monomial): Monomial =>
  a === unit ? b : b === unit ? a : monomial([...a.powers, ...b.powers]);

/** The monomial with every exponent multiplied by q. */
export const raised = ({ powers }: Monomial, q: Rational): Monomial =>
  monomial(powers.map(({ atom, exponent }) => ({ atom, exponent: mulRational(exponent, q) })));

export function polynomial(terms: Iterable<Weighted>): Polynomial {
  const collected = new Map<string, Weighted>();
  for (const term of terms) {
    const { key } = term.monomial;
    const seen = collected.get(key);
    const coef = seen === undefined ? term.coef : addRational(seen.coef, term.coef);
    if (isZero(coef)) collected.delete(key);
    else collected.set(key, { coef, monomial: term.monomial });
  }
  return collected;
}

export const nothing: Polynomial = polynomial([]);
export const number = (coef: Rational): Polynomial => polynomial([{ coef, monomial: unit }]);
export const unity: Polynomial = number(ONE);
export const atomic = (atom: Expr, exponent: Rational = ONE): Polynomial =>
  polynomial([{ coef: ONE, monomial: monomial([{ atom, exponent }]) }]);
export const single = (m: Monomial, coef: Rational = ONE): Polynomial => polynomial([{ coef, monomial: m }]);

export const plus = (...all: readonly Polynomial[]): Polynomial =>
  polynomial(all.flatMap((p) => [...p.values()]));
export const scaled = (p: Polynomial, by: Rational): Polynomial =>
  polynomial([...p.values()].map(({ coef, monomial: m }) => ({ coef: mulRational(coef, by), monomial: m })));

/** The only term of p, when it has one. */
export function soleTerm(p: Polynomial): Weighted | undefined {
  const [first] = p.values();
  return p.size === 1 ? first : undefined;
}

/** The value of p when it is a number. */
export const numberOf = (p: Polynomial): Rational | undefined =>
  p.size === 0 ? ZERO : p.size === 1 ? p.get("")?.coef : undefined;

export const exprOfMonomial = ({ powers }: Monomial): Expr =>
  mul(...powers.map(({ atom, exponent }) => pow(atom, constant(exponent))));

/** The polynomial as an expression; equal polynomials give the same object. */
export const exprOf = (p: Polynomial): Expr =>
  add([...p.values()].map(({ coef, monomial: m }) => ({ coef, expr: exprOfMonomial(m) })));

/** The monomial an expression in normal form is, by its structure alone. */
export const monomialOf = (e: Expr): Monomial =>
  e.kind === "const"
    ? unit
    : monomial(
        factorsOf(e).map((factor) =>
          factor.kind === "pow" && factor.exponent.kind === "const"
            ? { atom: factor.base, exponent: factor.exponent.value }
            : { atom: factor, exponent: ONE },
        ),
      );

/** The polynomial an expression in normal form is: the inverse of `exprOf`. */
export const polynomialOf = (e: Expr): Polynomial =>
  polynomial(termsOf(e).map(({ coef, expr }) => ({ coef, monomial: monomialOf(expr) })));

const degree = ({ powers }: Monomial): Rational =>
  powers.reduce((total, { exponent }) => addRational(total, exponent), ZERO);

/**
 * The graded lexicographic order of monomials (Cox, Little & O'Shea 2015, §2.2): an order that multiplication
 * keeps, so that replacing a leading monomial by smaller ones comes to an end.
 */
export function compareMonomials(a: Monomial, b: Monomial): number {
  const byDegree = compareRational(degree(a), degree(b));
  if (byDegree !== 0) return byDegree;
  const atoms = [...new Set([...a.powers, ...b.powers].map((p) => p.atom))].sort(compareExpr);
  const exponent = (m: Monomial, atom: Expr): Rational =>
    m.powers.find((p) => p.atom === atom)?.exponent ?? ZERO;
  for (const atom of atoms) {
    const order = compareRational(exponent(a, atom), exponent(b, atom));
    if (order !== 0) return order;
  }
  return 0;
}

/** The largest term of a polynomial that is not 0. */
export const leading = (p: Polynomial): Weighted =>
  [...p.values()].reduce((a, b) => (compareMonomials(a.monomial, b.monomial) >= 0 ? a : b));

/** What every term of p can be divided by: for each atom the smallest exponent. */
export function commonMonomial(p: Polynomial): Monomial {
  const terms = [...p.values()];
  const atoms = new Set(terms.flatMap(({ monomial: m }) => m.powers.map((power) => power.atom)));
  const powers: Power[] = [];
  for (const atom of atoms) {
    const exponents = terms.map(({ monomial: m }) => m.powers.find((q) => q.atom === atom)?.exponent ?? ZERO);
    powers.push({ atom, exponent: exponents.reduce((x, y) => (compareRational(x, y) <= 0 ? x : y)) });
  }
  return monomial(powers);
}
