import { splitContent, unary } from "../../core/build.ts";
import type { UnaryOp } from "../../core/ops.ts";
import {
  isInteger,
  isNegative,
  MINUS_ONE,
  mulRational,
  negRational,
  ONE,
  rational,
  type Rational,
} from "../../core/rational.ts";
import { primes, type Algebra } from "./algebra.ts";
import {
  atomic,
  exprOf,
  exprOfMonomial,
  monomial,
  number,
  plus,
  polynomialOf,
  scaled,
  unity,
  type Polynomial,
  type Power,
} from "./polynomial.ts";

const half = rational(1, 2);
const negative = (p: Polynomial): Polynomial => scaled(p, MINUS_ONE);
const minus = (p: Polynomial, q: Polynomial): Polynomial => plus(p, negative(q));

/** e^(Σ c·t) = Π (e^t)^c, and e^(c log x) = x^c. */
export function exponential(algebra: Algebra, p: Polynomial): Polynomial {
  const factors = [...p.values()].map(({ coef, monomial: m }) => {
    const [only] = m.powers;
    const isLog = m.powers.length === 1 && only!.atom.kind === "unary" && only!.atom.op === "log";
    if (isLog && only!.atom.kind === "unary" && only!.exponent.num === 1n && only!.exponent.den === 1n)
      return algebra.power(polynomialOf(only!.atom.arg), coef);
    return atomic(unary("exp", exprOfMonomial(m)), coef);
  });
  return algebra.mul(...factors);
}

/** log c over the primes of a positive number c. */
function logOfNumber(c: Rational): Polynomial {
  const parts = [...primes(c.num)].map((p) => logAtom(number(rational(p))));
  const below = [...primes(c.den)].map((p) => negative(logAtom(number(rational(p)))));
  return plus(...parts, ...below);
}

const logAtom = (p: Polynomial): Polynomial => atomic(unary("log", exprOf(p)));

/** log x^n = n log x where x is positive wherever the left side is defined. */
function logOfPower({ atom, exponent }: Power): Polynomial {
  if (atom.kind === "unary" && atom.op === "exp") return scaled(polynomialOf(atom.arg), exponent);
  return scaled(atomic(unary("log", atom)), exponent);
}

/** log Π = Σ log, over the factors that are not negative. */
export function logarithm(algebra: Algebra, p: Polynomial): Polynomial {
  if (p.size === 0) return logAtom(p);
  const { coef, common, rest } = algebra.split(p);
  const isKnown = ({ atom, exponent }: Power): boolean =>
    !isInteger(exponent) || algebra.ground.signs.isNonNegative(atom);
  const outside = common.powers.filter(isKnown);
  const inside = common.powers.filter((power) => !isKnown(power));
  const sign = isNegative(coef) ? MINUS_ONE : ONE;
  const parts = [logOfNumber(mulRational(coef, sign)), ...outside.map(logOfPower)];
  const [only] = inside;
  const isOdd = only !== undefined && isInteger(only.exponent) && only.exponent.num % 2n !== 0n;
  // x³ is positive exactly where x is.
  if (inside.length === 1 && isOdd && rest === unity && sign === ONE) parts.push(logOfPower(only));
  else {
    const left = scaled(algebra.mul(algebra.settle(monomial(inside)), rest), sign);
    if (!(left.size === 1 && left.get("")?.coef.num === 1n)) parts.push(logAtom(left));
  }
  return plus(...parts);
}

/** f(−x) = ±f(x): the argument is given the sign of a primitive sum. */
function byParity(op: "sin" | "cos" | "erf", p: Polynomial): Polynomial {
  const { coef } = splitContent(exprOf(p));
  const flipped = isNegative(coef) ? negative(p) : p;
  if (p.size === 0) return op === "cos" ? unity : p;
  const value = atomic(unary(op, exprOf(flipped)));
  return isNegative(coef) && op !== "cos" ? negative(value) : value;
}

/** p [p > 0]. */
export const ramp = (algebra: Algebra, p: Polynomial): Polynomial =>
  algebra.mul(p, algebra.ground.signs.sides(algebra, p).positive);

type Law = (algebra: Algebra, p: Polynomial) => Polynomial;

const sigmoid: Law = (algebra, p) => {
  const e = exponential(algebra, p);
  return algebra.mul(e, algebra.power(plus(unity, e), MINUS_ONE));
};

/** Every function of one number through exp, log, sin, cos, erf and brackets. */
export const functionLaws: { readonly [Op in UnaryOp]: Law } = {
  exp: exponential,
  log: logarithm,
  log1p: (algebra, p) => logarithm(algebra, plus(unity, p)),
  expm1: (algebra, p) => minus(exponential(algebra, p), unity),
  abs: (algebra, p) => algebra.ground.signs.magnitude(algebra, p),
  sign: (algebra, p) => algebra.ground.signs.sign(algebra, p),
  sin: (_algebra, p) => byParity("sin", p),
  cos: (_algebra, p) => byParity("cos", p),
  tan: (algebra, p) => algebra.mul(byParity("sin", p), algebra.power(byParity("cos", p), MINUS_ONE)),
  tanh: (algebra, p) => {
    const e = exponential(algebra, scaled(p, rational(2)));
    return algebra.mul(minus(e, unity), algebra.power(plus(e, unity), MINUS_ONE));
  },
  sigmoid,
  softplus: (algebra, p) => logarithm(algebra, plus(unity, exponential(algebra, p))),
  relu: ramp,
  gelu: (algebra, p) => {
    const inner = algebra.mul(p, algebra.constantPower(rational(2), negRational(half)));
    return scaled(algebra.mul(p, plus(unity, byParity("erf", inner))), half);
  },
  erf: (_algebra, p) => byParity("erf", p),
};
