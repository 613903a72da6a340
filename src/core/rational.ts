/** Exact rational numbers: the weights of sums and every literal of the language. */
export interface Rational {
  readonly num: bigint;
  /** Always positive, and coprime to `num`. */
  readonly den: bigint;
}

const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

/**
 * num / den in lowest terms.
 * @error RangeError when den is 0.
 */
export function rational(num: bigint | number, den: bigint | number = 1n): Rational {
  let n = BigInt(num);
  let d = BigInt(den);
  if (d === 0n) throw new RangeError("a rational number cannot have denominator 0");
  if (d === 1n) return { num: n, den: d };
  if (d < 0n) [n, d] = [-n, -d];
  const g = gcd(n, d);
  return g > 1n ? { num: n / g, den: d / g } : { num: n, den: d };
}

export const ZERO = rational(0);
export const ONE = rational(1);
export const MINUS_ONE = rational(-1);

export const addRational = (a: Rational, b: Rational): Rational =>
  a.den === 1n && b.den === 1n
    ? { num: a.num + b.num, den: 1n }
    : rational(a.num * b.den + b.num * a.den, a.den * b.den);

export const mulRational = (a: Rational, b: Rational): Rational =>
  a.den === 1n && b.den === 1n ? { num: a.num * b.num, den: 1n } : rational(a.num * b.num, a.den * b.den);

export const negRational = (a: Rational): Rational => ({ num: -a.num, den: a.den });

/** @error RangeError at 0. */
export const invRational = (a: Rational): Rational => rational(a.den, a.num);

export const isZero = (a: Rational): boolean => a.num === 0n;
export const isOne = (a: Rational): boolean => a.num === 1n && a.den === 1n;
export const isInteger = (a: Rational): boolean => a.den === 1n;
export const isNegative = (a: Rational): boolean => a.num < 0n;
export const equalRational = (a: Rational, b: Rational): boolean => a.num === b.num && a.den === b.den;

/** −1, 0 or 1, as a < b, a = b, a > b. */
export const compareRational = (a: Rational, b: Rational): number => {
  const difference = a.num * b.den - b.num * a.den;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/** aⁿ for an integer n. @error RangeError for 0 to a negative power. */
export function powRational(a: Rational, n: bigint): Rational {
  if (n < 0n) return powRational(invRational(a), -n);
  return { num: a.num ** n, den: a.den ** n };
}

/**
 * The positive factor that a sum with these weights is divided by to be primitive: the greatest common divisor
 * of the numerators, over the denominator if they all have the same one. Different denominators stay: taking
 * them out of 1·x + 1/10·y would leave weights of 10, and of 10ⁿ after n layers of a network.
 */
export function content(all: readonly Rational[]): Rational {
  const [first] = all;
  if (first === undefined) return ONE;
  const num = all.reduce((divisor, a) => gcd(divisor, a.num), 0n);
  const den = all.every((a) => a.den === first.den) ? first.den : 1n;
  return num === 0n ? ONE : rational(num, den);
}

/**
 * The exact value of a decimal literal such as `0.1`, `3`, `2.5e-3`.
 * @returns undefined when the text is not a decimal number, or its exponent is beyond ±4096.
 */
export function parseDecimal(text: string): Rational | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  if (whole === "" && fraction === "") return undefined;
  const power = Number(exponent) - fraction.length;
  if (Math.abs(power) > 4096) return undefined;
  const digits = BigInt(whole + fraction) * (sign === "-" ? -1n : 1n);
  return power >= 0 ? rational(digits * 10n ** BigInt(power)) : rational(digits, 10n ** BigInt(-power));
}

/** The nearest double. Exact for integers below 2⁵³ and for quotients of such. */
export function toNumber(a: Rational): number {
  const [n, d] = [Number(a.num), Number(a.den)];
  if (Number.isSafeInteger(n) && Number.isSafeInteger(d)) return n / d;
  return quotient(a);
}

/** n/d by scaling to 64 significant bits first, so that huge terms neither overflow nor lose the quotient. */
function quotient(a: Rational): number {
  const negative = a.num < 0n;
  const n = negative ? -a.num : a.num;
  const shift = n.toString(2).length - a.den.toString(2).length - 64;
  const scaled = shift > 0 ? n / (a.den << BigInt(shift)) : (n << BigInt(-shift)) / a.den;
  const half = Math.trunc(shift / 2);
  const value = Number(scaled) * 2 ** half * 2 ** (shift - half);
  return negative ? -value : value;
}

/** `3`, `-1/2`. */
export const rationalText = (a: Rational): string => (a.den === 1n ? `${a.num}` : `${a.num}/${a.den}`);
