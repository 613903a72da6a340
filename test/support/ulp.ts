import { all, type BigNumber, create } from "mathjs";

/** Arithmetic of 64 digits: the independent referee. */
const math = create(all!, { number: "BigNumber", precision: 64 });

/** The double as it is: `bignumber(0.1)` would read its shortest decimal form instead. */
export function exactly(x: number): BigNumber {
  const [word = 0n] = new BigUint64Array(new Float64Array([x]).buffer);
  const exponent = Number((word >> 52n) & 2047n);
  const fraction = word & ((1n << 52n) - 1n);
  const size = exponent === 0 ? fraction : fraction | (1n << 52n);
  return math
    .bignumber(`${x < 0 ? "-" : ""}${size}`)
    .times(math.bignumber(2).pow(Math.max(exponent, 1) - 1075));
}

const big = (x: number | string): BigNumber => math.bignumber(x);
const one = big(1);

/** erf by its Maclaurin series. */
function erf(x: BigNumber): BigNumber {
  const square = x.times(x);
  let sum = x;
  let term = x;
  for (let k = 1; k < 4000 && term.abs().gt("1e-90"); k++) {
    term = term.times(square).div(-k);
    sum = sum.plus(term.div(2 * k + 1));
  }
  return sum.times(2).div(math.sqrt(math.bignumber(math.pi as unknown as BigNumber)));
}

/** erfc for x ≥ 2 by the continued fraction of Laplace. */
function erfcFar(x: BigNumber): BigNumber {
  let value = x;
  for (let k = 1200; k > 0; k--) value = x.plus(big(k).div(2).div(value));
  return x
    .times(x)
    .neg()
    .exp()
    .div(value)
    .div(math.sqrt(math.bignumber(math.pi as unknown as BigNumber)));
}

/** tanh without cancellation near 0. */
function tanh(x: BigNumber): BigNumber {
  const e = expm1(x.times(2));
  return e.div(e.plus(2));
}

function expm1(x: BigNumber): BigNumber {
  if (x.abs().gt(0.1)) return x.exp().minus(1);
  let sum = x;
  for (let k = 2, term = x; k < 60; k++) {
    term = term.times(x).div(k);
    sum = sum.plus(term);
  }
  return sum;
}

/** The functions in 64 digits, to at least 60 of them. */
export const exactFunctions = {
  exp: (x) => x.exp(),
  log: (x) => x.ln(),
  tanh,
  expm1,
  log1p: (x) => (x.abs().lt("1e-20") ? x.minus(x.times(x).div(2)).plus(x.pow(3).div(3)) : x.plus(1).ln()),
  sigmoid: (x) => one.div(one.plus(x.neg().exp())),
  softplus: (x) => {
    const e = x.neg().abs().neg().exp();
    const tail = e.lt("1e-25") ? e.minus(e.times(e).div(2)).plus(e.pow(3).div(3)) : e.plus(1).ln();
    return x.gt(0) ? x.plus(tail) : tail;
  },
  erf,
  erfc: (x) => (x.gt(4) ? erfcFar(x) : one.minus(erf(x))),
} satisfies Readonly<Record<string, (x: BigNumber) => BigNumber>>;

export type ExactFunction = keyof typeof exactFunctions;

interface Format {
  readonly digits: number;
  readonly smallest: number;
  readonly largest: number;
}
const double: Format = { digits: 53, smallest: -1022, largest: 1023 };
const single: Format = { digits: 24, smallest: -126, largest: 127 };

/** |found − exact| in units in the last place of the exact value. */
export function ulpError(found: number, exact: BigNumber, format: "double" | "single" = "double"): number {
  const { digits, smallest, largest } = format === "double" ? double : single;
  const size = exact.abs();
  if (size.isZero()) return found === 0 ? 0 : Infinity;
  let exponent = Math.floor(Number(size.log(2).toString()));
  if (size.lt(big(2).pow(exponent))) exponent--;
  const unit = big(2).pow(Math.max(exponent, smallest) - digits + 1);
  if (Number.isNaN(found)) return Infinity;
  // Infinity stands for everything from half a unit above the largest number.
  const overflow = big(2)
    .pow(largest + 1)
    .times(Math.sign(found));
  if (!Number.isFinite(found) && size.gte(overflow.abs())) return 0;
  const value = Number.isFinite(found) ? exactly(found) : overflow;
  return Number(value.minus(exact).abs().div(unit).toString());
}

/** The exact value at a double. */
export const exactAt = (name: ExactFunction, x: number): BigNumber => exactFunctions[name](exactly(x));
