import type { BigNumber } from "mathjs";
import type { Rational } from "../core/rational.ts";
import type { Arithmetic } from "./arithmetic.ts";

/** Decimal digits of the arithmetic; sixteen more are carried, so that 64 are right after some cancellation. */
const CARRIED = 80;

/** Numbers nearer than 10⁻⁵⁰ (relatively, beyond 1) count as equal: what differs by rounding alone is a tie. */
const TIE = "1e-50";

interface Environment {
  readonly big: (value: number | string) => BigNumber;
  readonly zero: BigNumber;
  readonly one: BigNumber;
  readonly tie: BigNumber;
  readonly pi: BigNumber;
}

/** m·2ᵉ without rounding, which the shortest decimal of a double is not. */
function exactly(value: number, { big }: Environment): BigNumber {
  if (!Number.isFinite(value) || Number.isInteger(value)) return big(value);
  let [mantissa, exponent] = [value, 0];
  for (; !Number.isInteger(mantissa); exponent--) mantissa *= 2;
  return big(mantissa).times(big(2).pow(exponent));
}

/** 2/√π e^(−x²) Σ 2ⁿ x^(2n+1) / (2n+1)!!: all terms have one sign (Abramowitz & Stegun 7.1.6). */
function erf(x: BigNumber, { big, one, pi }: Environment): BigNumber {
  if (x.isNaN()) return x;
  if (x.abs().gt(16)) return x.isNegative() ? one.neg() : one;
  const square = x.times(x);
  let term = x;
  let total = x;
  for (let n = 1; term.abs().gt(total.abs().times(`1e-${CARRIED + 2}`)); n++) {
    term = term
      .times(square)
      .times(2)
      .div(2 * n + 1);
    total = total.plus(term);
  }
  return total.times(2).div(pi.sqrt()).times(square.neg().exp()).plus(big(0));
}

/** The digits that cancel when 1 is added to or subtracted from something near it are carried on top. */
function nearOne(
  x: BigNumber,
  { one }: Environment,
  far: (x: BigNumber) => BigNumber,
  near: (x: BigNumber) => BigNumber,
) {
  return x.abs().lt("1e-8") ? near(x) : far(x.plus(one));
}

function table(environment: Environment): Arithmetic<BigNumber> {
  const { big, zero, one, tie, pi } = environment;
  const isTie = (a: BigNumber, b: BigNumber): boolean => {
    if (!a.isFinite() || !b.isFinite()) return a.eq(b);
    const [x, y] = [a.abs(), b.abs()];
    const size = x.gt(y) ? x : y;
    return a
      .minus(b)
      .abs()
      .lte(tie.times(size.gt(one) ? size : one));
  };
  const ordered =
    (holds: (a: BigNumber, b: BigNumber) => boolean) =>
    (a: BigNumber, b: BigNumber): boolean | undefined =>
      a.isNaN() || b.isNaN() ? undefined : holds(a, b);
  const greater = (a: BigNumber, b: BigNumber): BigNumber => (a.isNaN() || a.gte(b) ? a : b);
  const lesser = (a: BigNumber, b: BigNumber): BigNumber => (a.isNaN() || a.lte(b) ? a : b);
  const rational = ({ num, den }: Rational): BigNumber => big(num.toString()).div(big(den.toString()));
  // x − x²/2 + x³/3 − … and x + x²/2 + x³/6 + …, of which seven terms suffice below 10⁻⁸ for 64 digits.
  const series = (x: BigNumber, divisor: (n: number) => number): BigNumber => {
    let total = zero;
    let power = one;
    for (let n = 1; n <= 9; n++) {
      power = power.times(x);
      total = total.plus(power.div(divisor(n)));
    }
    return total;
  };
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
  const log1p = (x: BigNumber): BigNumber =>
    nearOne(x, environment, (y) => y.ln(), (y) => series(y, (n) => (n % 2 === 1 ? n : -n))); // prettier-ignore
  const expm1 = (x: BigNumber): BigNumber => (x.abs().lt("1e-8") ? series(x, factorial) : x.exp().minus(one));
  const sigmoid = (x: BigNumber): BigNumber => one.div(one.plus(x.neg().exp()));
  const total = (values: readonly BigNumber[]): BigNumber => values.reduce((a, b) => a.plus(b), zero);
  return {
    rational,
    number: (value) => exactly(value, environment),
    real: { pi },
    unordered: big(Number.NaN),
    add: (a, b) => a.plus(b),
    mul: (a, b) => a.times(b),
    pow: (base, exponent, exact) => {
      if (exact?.den === 2n) return base.sqrt().pow(big(exact.num.toString()));
      return base.pow(exponent);
    },
    unary: {
      exp: (x) => x.exp(),
      log: (x) => x.ln(),
      log1p,
      expm1,
      abs: (x) => x.abs(),
      sign: (x) => (x.isNaN() ? x : isTie(x, zero) ? zero : x.isNegative() ? one.neg() : one),
      sin: (x) => x.sin(),
      cos: (x) => x.cos(),
      tan: (x) => x.sin().div(x.cos()),
      tanh: (x) => one.minus(big(2).div(x.times(2).exp().plus(one))),
      sigmoid,
      softplus: (x) => greater(x, zero).plus(log1p(x.abs().neg().exp())),
      relu: (x) => greater(x, zero),
      gelu: (x) =>
        x.isFinite() || x.isNaN()
          ? x.times(one.plus(erf(x.div(big(2).sqrt()), environment))).div(2)
          : x.isNegative()
            ? zero
            : x,
      erf: (x) => erf(x, environment),
    },
    binary: { max: greater, min: lesser },
    relation: {
      "==": ordered(isTie),
      "!=": ordered((a, b) => !isTie(a, b)),
      ">": ordered((a, b) => a.gt(b) && !isTie(a, b)),
      ">=": ordered((a, b) => a.gt(b) || isTie(a, b)),
    },
    reduce: {
      sum: total,
      prod: (values) => values.reduce((a, b) => a.times(b), one),
      max: (values) => values.reduce(greater),
      min: (values) => values.reduce(lesser),
      logsumexp: (values) => {
        const top = values.reduce(greater, big(-Infinity));
        if (!top.isFinite()) return top;
        return top.plus(total(values.map((x) => x.minus(top).exp())).ln());
      },
    },
    isZero: (x) => x.isZero(),
    isLogOfZero: (x) => x.eq(-Infinity),
  };
}

/**
 * Decimal arithmetic with 64 right digits, by mathjs, which is loaded on first use. A comparison of numbers
 * that agree to 50 digits finds them equal, so that ties survive rounding.
 */
export async function loadDecimals(): Promise<Arithmetic<BigNumber>> {
  const { create, bignumberDependencies } = await import("mathjs");
  const math = create(
    { bignumberDependencies: bignumberDependencies! },
    { number: "BigNumber", precision: CARRIED },
  );
  const big = (value: number | string): BigNumber => math.bignumber(value);
  const one = big(1);
  return table({ big, zero: big(0), one, tie: big(TIE), pi: one.neg().acos() });
}
