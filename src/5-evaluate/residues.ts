import { rational, type Rational } from "../core/rational.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { doubles } from "./doubles.ts";
import { Undefined } from "./failure.ts";
import type { PrimeField } from "./fields.ts";

/**
 * A number as its residues in the fields of a tower, with a double beside them that decides comparisons. Where
 * a residue is missing the number does not exist there: a pole, a root of a non-square, an exponent from below
 * the bottom.
 */
export interface Residues {
  readonly at: readonly (bigint | undefined)[];
  readonly approximately: number;
}

const nan = new Undefined({ kind: "no-such-number", what: "a comparison with NaN" });

/** A rational number that equals the double. */
function exactRational(value: number): Rational {
  let [mantissa, denominator] = [value, 1n];
  for (; !Number.isInteger(mantissa); denominator *= 2n) mantissa *= 2;
  return rational(BigInt(mantissa), denominator);
}

/** A random-looking element for an opaque function of x: FNV-1a and the finaliser of splitmix64. */
function opaque(name: string, x: bigint, { prime }: PrimeField): bigint {
  const mask = (1n << 64n) - 1n;
  let h = 0xcbf29ce484222325n;
  for (const unit of `${name}:${x}`) h = ((h ^ BigInt(unit.codePointAt(0)!)) * 0x100000001b3n) & mask;
  h = ((h ^ (h >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
  h = ((h ^ (h >> 27n)) * 0x94d049bb133111ebn) & mask;
  return ((h ^ (h >> 31n)) & mask) % prime;
}

/** An opaque odd function: f(−x) = −f(x). */
function odd(name: string, x: bigint, field: PrimeField): bigint {
  if (x === 0n) return 0n;
  const negative = field.prime - x;
  return x < negative ? opaque(name, x, field) : (field.prime - opaque(name, negative, field)) % field.prime;
}

/**
 * Exact arithmetic modulo the primes of a tower. Rational operations, exp, log and powers obey their laws
 * exactly; sin and cos are rational functions of one opaque odd value, so that sin² + cos² = 1; erf is opaque.
 * Two different functions agree at a random point with probability at most degree/prime (Schwartz 1980,
 * Zippel 1979).
 */
export function residueArithmetic(tower: readonly PrimeField[]): Arithmetic<Residues> {
  type Each = (field: PrimeField, storey: number) => bigint | undefined;
  const make = (approximately: number, each: Each): Residues => ({ at: tower.map(each), approximately });
  const map = (
    approximately: number,
    x: Residues,
    f: (a: bigint, field: PrimeField, storey: number) => bigint | undefined,
  ): Residues =>
    make(approximately, (field, k) => {
      const a = x.at[k];
      return a === undefined ? undefined : f(a, field, k);
    });
  const zip = (
    approximately: number,
    x: Residues,
    y: Residues,
    f: (a: bigint, b: bigint, field: PrimeField) => bigint | undefined,
  ): Residues =>
    make(approximately, (field, k) => {
      const [a, b] = [x.at[k], y.at[k]];
      return a === undefined || b === undefined ? undefined : f(a, b, field);
    });

  const fraction = ({ num, den }: Rational): Residues =>
    make(Number(num) / Number(den), ({ prime, mul, inverse }) => {
      const below = inverse(((den % prime) + prime) % prime);
      return below && mul(((num % prime) + prime) % prime, below);
    });
  const [zero, one, two] = [0, 1, 2].map((n) => fraction(rational(n))) as [Residues, Residues, Residues];
  const half = fraction(rational(1, 2));
  const add = (x: Residues, y: Residues): Residues =>
    zip(x.approximately + y.approximately, x, y, (a, b, field) => field.add(a, b));
  const mul = (x: Residues, y: Residues): Residues =>
    zip(x.approximately * y.approximately, x, y, (a, b, field) => field.mul(a, b));
  const neg = (x: Residues): Residues => map(-x.approximately, x, (a, { prime }) => (prime - a) % prime);
  const inverse = (x: Residues): Residues => map(1 / x.approximately, x, (a, field) => field.inverse(a));
  const sub = (x: Residues, y: Residues): Residues => add(x, neg(y));
  const withValue = (x: Residues, approximately: number): Residues => ({ at: x.at, approximately });

  /** The whole number that x is, where it is one of moderate size. */
  const wholeValue = (x: Residues): bigint | undefined => {
    if (!Number.isInteger(x.approximately) || Math.abs(x.approximately) > 1e6) return undefined;
    const value = BigInt(x.approximately);
    const isIt = x.at.every((a, k) => a === undefined || (a - value) % tower[k]!.prime === 0n);
    return isIt && x.at.some((a) => a !== undefined) ? value : undefined;
  };

  const exp = (x: Residues): Residues =>
    make(Math.exp(x.approximately), (field, k) => {
      const exponent = x.at[k - 1];
      return exponent === undefined ? undefined : field.exp(exponent);
    });
  const log = (x: Residues): Residues =>
    make(Math.log(x.approximately), (_, k) => {
      const above = x.at[k + 1];
      return above === undefined || !(x.approximately > 0) ? undefined : tower[k + 1]!.log(above);
    });
  const sigmoid = (x: Residues): Residues =>
    withValue(inverse(add(one, exp(neg(x)))), doubles.unary.sigmoid(x.approximately) as number);
  const trigonometric = (
    x: Residues,
    approximately: number,
    f: (t: bigint, field: PrimeField) => bigint | undefined,
  ): Residues => map(approximately, x, (a, field) => f(odd("tan(x/2)", a, field), field));
  const sin = (x: Residues): Residues =>
    trigonometric(x, Math.sin(x.approximately), (t, field) => {
      const below = field.inverse(field.add(1n, field.mul(t, t)));
      return below && field.mul(field.mul(2n, t), below);
    });
  const cos = (x: Residues): Residues =>
    trigonometric(x, Math.cos(x.approximately), (t, field) => {
      const below = field.inverse(field.add(1n, field.mul(t, t)));
      return below && field.mul(field.add(1n, field.prime - field.mul(t, t)), below);
    });
  const erf = (x: Residues): Residues =>
    map(doubles.unary.erf(x.approximately) as number, x, (a, field) => odd("erf", a, field));

  const isZero = (x: Residues): boolean =>
    x.at.some((a) => a !== undefined) && x.at.every((a) => a === undefined || a === 0n);
  const compare = (x: Residues, y: Residues): number | undefined => {
    const difference = sub(x, y);
    if (isZero(difference)) return 0;
    const { approximately } = difference;
    // Different numbers whose doubles are as good as equal: the order cannot be told.
    const size = Math.max(Math.abs(x.approximately), Math.abs(y.approximately));
    return Math.abs(approximately) > 1e-12 * size ? Math.sign(approximately) : undefined;
  };
  const relation =
    (holds: (order: number) => boolean) =>
    (x: Residues, y: Residues): boolean | undefined => {
      const order = compare(x, y);
      return order === undefined ? undefined : holds(order);
    };
  const choose = (x: Residues, y: Residues, first: (order: number) => boolean): Residues | Undefined => {
    const order = compare(x, y);
    return order === undefined ? nan : first(order) ? x : y;
  };
  const max = (x: Residues, y: Residues): Residues | Undefined => choose(x, y, (order) => order >= 0);
  const min = (x: Residues, y: Residues): Residues | Undefined => choose(x, y, (order) => order <= 0);
  const extremum = (values: readonly Residues[], op: typeof max): Residues | Undefined =>
    values.reduce<Residues | Undefined>((a, b) => (a instanceof Undefined ? a : op(a, b)), values[0]!);
  const sum = (values: readonly Residues[]): Residues => values.reduce(add, zero);

  return {
    rational: fraction,
    number: (value) =>
      Number.isFinite(value) ? fraction(exactRational(value)) : make(value, () => undefined),
    // Four times a square is a square: the roots in the normal density exist.
    real: { pi: make(Math.PI, (field) => field.mul(4n, field.power(opaque("pi", 0n, field), 2n))) },
    unordered: nan,
    add,
    mul,
    pow: (base, exponent, exact) => {
      const approximately = doubles.pow(base.approximately, exponent.approximately, exact) as number;
      const whole = wholeValue(exponent);
      if (whole !== undefined) {
        const size = whole < 0n ? -whole : whole;
        const power = map(approximately, base, (a, field) => field.power(a, size));
        return withValue(whole < 0n ? inverse(power) : power, approximately);
      }
      return make(approximately, (field, k) => {
        // Exponents of squares count modulo their order, the prime of the storey below.
        const [a, power] = [base.at[k], exponent.at[k - 1]];
        if (a === undefined || power === undefined || !field.isSquare(a)) return undefined;
        return field.power(a, power);
      });
    },
    unary: {
      exp,
      log,
      log1p: (x) => withValue(log(add(one, x)), Math.log1p(x.approximately)),
      expm1: (x) => withValue(sub(exp(x), one), Math.expm1(x.approximately)),
      abs: (x) => {
        const order = compare(x, zero);
        return order === undefined ? nan : order < 0 ? neg(x) : x;
      },
      sign: (x) => {
        const order = compare(x, zero);
        return order === undefined ? nan : order === 0 ? zero : order > 0 ? one : neg(one);
      },
      sin,
      cos,
      tan: (x) => mul(sin(x), inverse(cos(x))),
      tanh: (x) => {
        const squared = exp(mul(two, x));
        const value = mul(sub(squared, one), inverse(add(squared, one)));
        return withValue(value, Math.tanh(x.approximately));
      },
      sigmoid,
      softplus: (x) => withValue(log(add(one, exp(x))), doubles.unary.softplus(x.approximately) as number),
      relu: (x) => max(x, zero),
      gelu: (x) => {
        const root = make(Math.SQRT1_2, (field) =>
          field.isSquare(2n) ? field.inverse(field.power(2n, (field.order + 1n) / 2n)) : undefined,
        );
        const value = mul(mul(half, x), add(one, erf(mul(x, root))));
        return withValue(value, doubles.unary.gelu(x.approximately) as number);
      },
      erf,
    },
    binary: { max, min },
    relation: {
      "==": relation((order) => order === 0),
      "!=": relation((order) => order !== 0),
      ">": relation((order) => order > 0),
      ">=": relation((order) => order >= 0),
    },
    reduce: {
      sum,
      prod: (values) => values.reduce(mul, one),
      max: (values) => extremum(values, max),
      min: (values) => extremum(values, min),
      logsumexp: (values) =>
        withValue(
          log(sum(values.map(exp))),
          doubles.reduce.logsumexp(values.map((x) => x.approximately)) as number,
        ),
    },
    isZero,
    isLogOfZero: () => false,
  };
}
