import type { Affine, AffineAtom } from "../../core/affine.ts";
import { substitute } from "../../core/bind.ts";
import { asAffine, constant, iverson, mul, splitContent, unary, zero } from "../../core/build.ts";
import type { Expr } from "../../core/expr.ts";
import { compareIndex, type Index } from "../../core/index.ts";
import {
  addRational,
  compareRational,
  invRational,
  isInteger,
  isNegative,
  isOne,
  isZero,
  MINUS_ONE,
  mulRational,
  negRational,
  ONE,
  powRational,
  rational,
  type Rational,
} from "../../core/rational.ts";
import { indicesOf } from "../../core/affine.ts";
import type { Equalities } from "./equalities.ts";
import { solveFor } from "./forms.ts";
import {
  atomic,
  commonMonomial,
  exprOf,
  exprOfMonomial,
  leading,
  monomial,
  nothing,
  numberOf,
  polynomial,
  polynomialOf,
  raised,
  scaled,
  single,
  soleTerm,
  times,
  unit,
  unity,
  type Monomial,
  type Polynomial,
  type Power,
} from "./polynomial.ts";
import type { Signs } from "./signs.ts";

/** Thrown where a normal form would be too large; nothing is then said about equality. */
export class TooLarge extends Error {}

/** What arithmetic with polynomials stands on. */
export interface Ground {
  readonly signs: Signs;
  readonly equalities: Equalities;
  /** The normal form of an expression; used where a substitution has changed atoms. */
  readonly normal: (e: Expr) => Polynomial;
  /** Brackets whose two sides are one kink: [x < 0] = 1 − [x > 0], right wherever x ≠ 0. */
  readonly ignoresKinks: boolean;
  /** Monomials that may be made before `TooLarge` is thrown. */
  readonly budget: number;
}

/** Laws applied inside one another; each level takes several calls. */
const MAX_DEPTH = 400;

/** Prime factors of a small positive integer, and what is left of a large one. */
export function* primes(n: bigint): Generator<bigint> {
  let rest = n;
  for (let p = 2n; p * p <= rest && p < 1000n; p++) for (; rest % p === 0n; rest /= p) yield p;
  if (rest > 1n) yield rest;
}

/** Numbers are written out up to this power. */
const MAX_POWER = 1024n;

/** aⁿ, where that is no number of endless digits. */
function wholePower(a: Rational, n: bigint): Rational {
  const isUnit = a.den === 1n && a.num * a.num <= 1n;
  if (!isUnit && (n > MAX_POWER || n < -MAX_POWER)) throw new TooLarge("a number of too many digits");
  return powRational(a, n);
}

const floor = ({ num, den }: Rational): bigint => (num >= 0n ? num / den : -((-num + den - 1n) / den));

/**
 * Sums, products and powers of polynomials over atoms, each in normal form: Laurent polynomials in the atoms, where a
 * denominator of several terms is an atom to a negative power, reduced by D · D⁻¹ = 1.
 */
export class Algebra {
  readonly ground: Ground;
  readonly #settled = new Map<string, Polynomial>();
  #budget: number;
  #spent = 0;
  #depth = 0;

  constructor(ground: Ground) {
    this.ground = ground;
    this.#budget = ground.budget;
  }

  spend(count: number): void {
    this.#spent += count;
    if (this.#spent > this.#budget) throw new TooLarge("the normal form is too large");
  }

  /** Monomials made since `begin`. */
  get spent(): number {
    return this.#spent;
  }

  /** A budget anew, not above that of the ground; what was settled stays known. */
  begin(budget = this.ground.budget): void {
    this.#budget = Math.min(budget, this.ground.budget);
    this.#spent = 0;
    this.#depth = 0;
  }

  /** Forgets what was settled before all equalities were known. */
  forget(): void {
    this.#settled.clear();
    this.begin();
  }

  add(...all: readonly Polynomial[]): Polynomial {
    return polynomial(all.flatMap((p) => [...p.values()]));
  }

  mul(...all: readonly Polynomial[]): Polynomial {
    return all.reduce((a, b) => this.#product(a, b), unity);
  }

  #product(a: Polynomial, b: Polynomial): Polynomial {
    if (a === unity) return b;
    if (b === unity) return a;
    this.spend(a.size * b.size);
    const parts: Polynomial[] = [];
    for (const x of a.values())
      for (const y of b.values())
        parts.push(scaled(this.settle(times(x.monomial, y.monomial)), mulRational(x.coef, y.coef)));
    return this.add(...parts);
  }

  /** A product of powers as a polynomial in normal form. */
  settle(m: Monomial): Polynomial {
    if (m === unit) return unity;
    const known = this.#settled.get(m.key);
    if (known !== undefined) return known;
    this.spend(1);
    if (this.#depth >= MAX_DEPTH) throw new TooLarge("a law applied to its own result, again and again");
    this.#depth++;
    const value = this.#step(m) ?? single(m);
    this.#depth--;
    this.#settled.set(m.key, value);
    return value;
  }

  /** One law applied to a product, and its result settled; undefined where none applies. */
  #step(m: Monomial): Polynomial | undefined {
    for (const power of m.powers) {
      const rest = (): Polynomial => this.settle(monomial(m.powers.filter((p) => p !== power)));
      const better = this.#simplerPower(power);
      if (better !== undefined) return this.mul(better, rest());
    }
    return this.#brackets(m) ?? this.#kink(m) ?? this.#deltas(m) ?? this.#quotient(m) ?? this.#equality(m);
  }

  /** A power that is no power of an atom in normal form. */
  #simplerPower({ atom, exponent }: Power): Polynomial | undefined {
    if (atom.kind === "iverson" && !isNegative(exponent) && !isOne(exponent)) return atomic(atom);
    if (atom.kind === "const" && !isZero(atom.value)) {
      const n = floor(exponent);
      const left = addRational(exponent, rational(-n));
      if (n !== 0n) return scaled(isZero(left) ? unity : atomic(atom, left), wholePower(atom.value, n));
    }
    if (atom.kind === "add" && compareRational(exponent, ONE) >= 0) {
      const n = floor(exponent);
      const left = addRational(exponent, rational(-n));
      const expanded = this.power(polynomialOf(atom), rational(n));
      return isZero(left) ? expanded : this.mul(expanded, atomic(atom, left));
    }
    if (atom.kind === "mul" && isInteger(exponent)) return this.power(polynomialOf(atom), exponent);
    if (atom.kind === "unary" && atom.op === "sin" && isInteger(exponent) && exponent.num >= 2n) {
      const square = this.add(unity, scaled(atomic(unary("cos", atom.arg), rational(2)), MINUS_ONE));
      return this.mul(square, atomic(atom, rational(exponent.num - 2n)));
    }
    return undefined;
  }

  /** [x > 0] [x < 0] = 0. */
  #brackets(m: Monomial): Polynomial | undefined {
    const seen = new Set<Expr>();
    for (const { atom } of m.powers) {
      if (atom.kind !== "iverson" || atom.rel !== ">" || atom.right !== zero) continue;
      seen.add(atom.left);
      if (seen.has(negated(atom.left))) return nothing;
    }
    return undefined;
  }

  /** D = D [D > 0] + D [D < 0], used to rid lead(D) of the second bracket. */
  #kink(m: Monomial): Polynomial | undefined {
    for (const power of m.powers) {
      const { atom } = power;
      if (atom.kind !== "iverson" || atom.rel !== ">" || atom.right !== zero) continue;
      const { coef, primitive } = splitContent(atom.left);
      if (!isNegative(coef)) continue;
      const sum = polynomialOf(primitive);
      const lead = leading(sum);
      const others = monomial(m.powers.filter((p) => p !== power));
      if (lead.monomial === unit || !divides(lead.monomial, others)) continue;
      const [above, below] = [atomic(iverson(">", primitive, zero)), atomic(atom)];
      const rest = scaled(polynomial([...sum.values()].filter((t) => t !== lead)), invRational(lead.coef));
      const cofactor = this.settle(times(others, raised(lead.monomial, MINUS_ONE)));
      const onKink = this.add(unity, scaled(above, MINUS_ONE), scaled(below, MINUS_ONE));
      const outside = this.mul(single(lead.monomial), this.add(unity, scaled(above, MINUS_ONE)));
      return this.mul(cofactor, this.add(outside, this.mul(rest, onKink)));
    }
    return undefined;
  }

  /** [i = j] f(i) = [i = j] f(j): the later index gives way to the earlier one. */
  #deltas(m: Monomial): Polynomial | undefined {
    for (const power of m.powers) {
      const { atom } = power;
      if (atom.kind !== "iverson" || atom.rel !== "==" || atom.right !== zero) continue;
      const form = asAffine(atom.left);
      const index = form && lastSolvable(form);
      if (form === undefined || index === undefined) continue;
      const others = m.powers.filter((p) => p !== power);
      if (!others.some((p) => p.atom.free.includes(index.index))) continue;
      const image = substitute(
        mul(...others.map((p) => exprOfMonomial(monomial([p])))),
        new Map<AffineAtom, Affine>([[index.index, index.solution]]),
      );
      return this.mul(atomic(atom), this.ground.normal(image));
    }
    return undefined;
  }

  /** lead(D) · D^q = (D^(q+1) − (D − lead(D)) D^q) for a negative q. */
  #quotient(m: Monomial): Polynomial | undefined {
    for (const power of m.powers) {
      const { atom, exponent } = power;
      if (atom.kind !== "add" || !isNegative(exponent)) continue;
      const divisor = polynomialOf(atom);
      const lead = leading(divisor);
      if (lead.monomial === unit || !divides(lead.monomial, m)) continue;
      const inverse = invRational(lead.coef);
      const cofactor = times(m, raised(lead.monomial, MINUS_ONE));
      const without = monomial(cofactor.powers.filter((p) => p.atom !== atom));
      const higher = addRational(exponent, ONE);
      const first = this.mul(
        this.settle(without),
        isZero(higher) ? unity : this.settle(monomial([{ atom, exponent: higher }])),
      );
      const rest = polynomial([...divisor.values()].filter((t) => t !== lead));
      return this.add(
        scaled(first, inverse),
        scaled(this.mul(rest, this.settle(cofactor)), negRational(inverse)),
      );
    }
    return undefined;
  }

  /** What the model, or the search for a missing assumption, says of the product. */
  #equality(m: Monomial): Polynomial | undefined {
    const found = this.ground.equalities.rewrite(m);
    return found && this.mul(this.ground.normal(found.value), this.settle(found.rest));
  }

  /** p^q; a base of several terms is split into its content, its common powers, and an atom. */
  power(p: Polynomial, q: Rational): Polynomial {
    if (isZero(q)) return unity;
    if (isOne(q)) return p;
    if (isInteger(q) && !isNegative(q)) return this.#wholePower(p, q.num);
    if (p.size === 0) return isNegative(q) ? atomic(zero, q) : nothing;
    const { coef, common, rest } = this.split(p);
    const value = isInteger(q) ? wholePower(coef, q.num) : undefined;
    if (value !== undefined)
      return scaled(this.mul(this.settle(raised(common, q)), this.#inverse(rest, q)), value);
    return this.#root(coef, common, rest, q);
  }

  #wholePower(p: Polynomial, n: bigint): Polynomial {
    const term = soleTerm(p);
    if (term !== undefined)
      return scaled(this.settle(raised(term.monomial, rational(n))), wholePower(term.coef, n));
    if (n > 64n) throw new TooLarge("a high power of a sum");
    let result = unity;
    for (let k = 0n; k < n; k++) result = this.mul(result, p);
    return result;
  }

  #inverse(rest: Polynomial, q: Rational): Polynomial {
    return rest === unity ? unity : this.settle(monomial([{ atom: exprOf(rest), exponent: q }]));
  }

  /** p = coef · common · rest, where rest has no content, no common power, and a sign of its own. */
  split(p: Polynomial): { readonly coef: Rational; readonly common: Monomial; readonly rest: Polynomial } {
    const term = soleTerm(p);
    if (term !== undefined) return { coef: term.coef, common: term.monomial, rest: unity };
    const common = commonMonomial(p);
    const divided = common === unit ? p : this.mul(p, this.settle(raised(common, MINUS_ONE)));
    const inner = soleTerm(divided);
    if (inner !== undefined) return { coef: inner.coef, common: times(common, inner.monomial), rest: unity };
    const { coef, primitive } = splitContent(exprOf(divided));
    return { coef, common, rest: polynomialOf(primitive) };
  }

  /** (coef · common · rest)^q for a q that is no integer: only what is not negative comes out of the root. */
  #root(coef: Rational, common: Monomial, rest: Polynomial, q: Rational): Polynomial {
    const outside: Polynomial[] = [];
    const inside: Power[] = [];
    for (const { atom, exponent } of common.powers) {
      const product = mulRational(exponent, q);
      const isSquare = isInteger(exponent) && exponent.num % 2n === 0n;
      if (this.ground.signs.isNonNegative(atom) || !isInteger(exponent))
        outside.push(this.settle(monomial([{ atom, exponent: product }])));
      else if (isSquare) outside.push(this.power(this.ground.signs.magnitude(this, atomic(atom)), product));
      else inside.push({ atom, exponent });
    }
    const positive = isNegative(coef) ? negRational(coef) : coef;
    const left = this.add(
      scaled(this.mul(this.settle(monomial(inside)), rest), isNegative(coef) ? MINUS_ONE : ONE),
    );
    const root = numberOf(left);
    if (root === undefined || isNegative(root)) outside.push(this.#atomicPower(left, q));
    return this.mul(this.constantPower(positive, q), ...outside);
  }

  #atomicPower(p: Polynomial, q: Rational): Polynomial {
    const term = soleTerm(p);
    const [only] = term?.monomial.powers ?? [];
    if (term !== undefined && isOne(term.coef) && term.monomial.powers.length === 1)
      return atomic(only!.atom, mulRational(only!.exponent, q));
    return atomic(exprOf(p), q);
  }

  /** c^q for a positive number c, over its prime factors. */
  constantPower(c: Rational, q: Rational): Polynomial {
    const powers: Power[] = [];
    for (const p of primes(c.num)) powers.push({ atom: constant(rational(p)), exponent: q });
    for (const p of primes(c.den)) powers.push({ atom: constant(rational(p)), exponent: negRational(q) });
    return this.settle(monomial(powers));
  }
}

const negated = (e: Expr): Expr => exprOf(scaled(polynomialOf(e), MINUS_ONE));

/** The last index of the form that the bracket [form = 0] determines. */
function lastSolvable(form: Affine): { readonly index: Index; readonly solution: Affine } | undefined {
  let last: { index: Index; solution: Affine } | undefined;
  for (const index of indicesOf(form)) {
    const solution = solveFor(form, index);
    if (solution !== undefined && (last === undefined || compareIndex(index, last.index) > 0))
      last = { index, solution };
  }
  return last;
}

/** Whether m = d · (a product of non-negative powers of the atoms of d) · others. */
const divides = (d: Monomial, m: Monomial): boolean =>
  d.powers.every(({ atom, exponent }) => {
    const found = m.powers.find((p) => p.atom === atom)?.exponent;
    return !isNegative(exponent) && found !== undefined && compareRational(found, exponent) >= 0;
  });
