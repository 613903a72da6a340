import { erf, erfc } from "../core/erf.ts";
import { isInteger, toNumber, type Rational } from "../core/rational.ts";
import type { Arithmetic } from "./arithmetic.ts";

/** Σ values, from left to right. */
const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** log Σ exp values, shifted by the largest one so that nothing overflows; −∞ over nothing. */
function logsumexp(values: readonly number[]): number {
  const top = values.reduce((a, b) => Math.max(a, b), -Infinity);
  if (!Number.isFinite(top)) return top;
  return top + Math.log(total(values.map((x) => Math.exp(x - top))));
}

/** xⁿ for a whole n by repeated squaring. */
function wholePower(x: number, n: number): number {
  let result = 1;
  let base = x;
  for (let rest = Math.abs(n); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= base;
    base *= base;
  }
  return n < 0 ? 1 / result : result;
}

const HALF_POWER_LIMIT = 64;

function pow(base: number, exponent: number, exact: Rational | undefined): number {
  if (exact === undefined) return base ** exponent;
  if (isInteger(exact) && Math.abs(exponent) <= HALF_POWER_LIMIT) return wholePower(base, exponent);
  // The square root is rounded correctly; `**` is not.
  if (exact.den === 2n && Math.abs(exponent) <= HALF_POWER_LIMIT)
    return wholePower(Math.sqrt(base), Number(exact.num));
  return base ** exponent;
}

const ordered =
  (holds: (a: number, b: number) => boolean) =>
  (a: number, b: number): boolean | undefined =>
    Number.isNaN(a) || Number.isNaN(b) ? undefined : holds(a, b);

/**
 * Double precision. NaN propagates through everything, relu and max included; relu(−0) is +0; the stable forms
 * stand where the textbook ones overflow or cancel.
 */
export const doubles: Arithmetic<number> = {
  rational: toNumber,
  number: (value) => value,
  real: { pi: Math.PI },
  unordered: Number.NaN,
  add: (a, b) => a + b,
  mul: (a, b) => a * b,
  pow,
  unary: {
    exp: Math.exp,
    log: Math.log,
    log1p: Math.log1p,
    expm1: Math.expm1,
    abs: Math.abs,
    sign: Math.sign,
    sin: Math.sin,
    cos: Math.cos,
    tan: Math.tan,
    tanh: Math.tanh,
    sigmoid: (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))),
    softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    relu: (x) => Math.max(0, x),
    // x Φ(x) with Φ(x) = erfc(−x/√2)/2, which does not cancel for negative x; 0 in the limit x → −∞.
    gelu: (x) => (x === -Infinity ? 0 : 0.5 * x * erfc(-x * Math.SQRT1_2)),
    erf,
  },
  binary: { max: (a, b) => Math.max(a, b), min: (a, b) => Math.min(a, b) },
  relation: {
    "==": ordered((a, b) => a === b),
    "!=": ordered((a, b) => a !== b),
    ">": ordered((a, b) => a > b),
    ">=": ordered((a, b) => a >= b),
  },
  reduce: {
    sum: total,
    prod: (values) => values.reduce((a, b) => a * b, 1),
    max: (values) => values.reduce((a, b) => Math.max(a, b)),
    min: (values) => values.reduce((a, b) => Math.min(a, b)),
    logsumexp,
  },
  isZero: (x) => x === 0,
  isLogOfZero: (x) => x === -Infinity,
};
