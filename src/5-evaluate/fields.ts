/**
 * A tower of prime fields p₀ < p₁ < …, each p = 2q + 1 with q the prime below it (a Cunningham chain of the
 * first kind). Exponents of a group of order q live in the field of q: x ↦ gˣ from one storey to the next is a
 * homomorphism, which is what makes exp(u)·exp(v) and exp(u + v) the same number (Gonnet, Determining
 * equivalence of expressions in random polynomial time, STOC 1984).
 */
const bottom = 85_864_769n;
/** As deep as exponentials may be nested; higher storeys have larger tables of logarithms. */
const STOREYS = 6;

export interface PrimeField {
  readonly prime: bigint;
  /** The order of the group of squares: the prime of the storey below. */
  readonly order: bigint;
  readonly add: (a: bigint, b: bigint) => bigint;
  readonly mul: (a: bigint, b: bigint) => bigint;
  /** 1/a; undefined at 0. */
  readonly inverse: (a: bigint) => bigint | undefined;
  readonly power: (base: bigint, exponent: bigint) => bigint;
  /** Squares play the part of the positive numbers: they have roots and logarithms. */
  readonly isSquare: (a: bigint) => boolean;
  /** The exponential function: gⁿ for a fixed square g. */
  readonly exp: (exponent: bigint) => bigint;
  /** The n with gⁿ = a; undefined where a is no square. */
  readonly log: (a: bigint) => bigint | undefined;
}

const mod = (a: bigint, p: bigint): bigint => ((a % p) + p) % p;

function power(base: bigint, exponent: bigint, p: bigint): bigint {
  let result = 1n;
  let square = mod(base, p);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % p;
    square = (square * square) % p;
  }
  return result;
}

/** Shanks's baby steps and giant steps, with the table made on first use. */
function discreteLogarithm(p: bigint, order: bigint, g: bigint): (a: bigint) => bigint | undefined {
  const steps = BigInt(Math.ceil(Math.sqrt(Number(order))));
  const known = new Map<bigint, bigint>();
  let table: Map<bigint, bigint> | undefined;
  const giant = power(power(g, steps, p), p - 2n, p);
  const baby = (): Map<bigint, bigint> => {
    const made = new Map<bigint, bigint>();
    for (let n = 0n, value = 1n; n < steps; n++, value = (value * g) % p) made.set(value, n);
    return made;
  };
  return (a) => {
    const remembered = known.get(a);
    if (remembered !== undefined) return remembered;
    table ??= baby();
    for (let m = 0n, value = a; m <= steps; m++, value = (value * giant) % p) {
      const n = table.get(value);
      if (n === undefined) continue;
      const found = mod(m * steps + n, order);
      known.set(a, found);
      return found;
    }
    return undefined;
  };
}

function field(prime: bigint): PrimeField {
  const order = (prime - 1n) / 2n;
  const isSquare = (a: bigint): boolean => a !== 0n && power(a, order, prime) === 1n;
  // 4 = 2² is a square other than 1, hence of order q.
  const log = discreteLogarithm(prime, order, 4n);
  return {
    prime,
    order,
    add: (a, b) => (a + b) % prime,
    mul: (a, b) => (a * b) % prime,
    inverse: (a) => (a === 0n ? undefined : power(a, prime - 2n, prime)),
    power: (base, exponent) => power(base, exponent, prime),
    isSquare,
    exp: (exponent) => power(4n, exponent, prime),
    log: (a) => (isSquare(a) ? log(a) : undefined),
  };
}

/** The tower, from the bottom up. Logarithm tables are made when they are needed, once per tower. */
export function fieldTower(): readonly PrimeField[] {
  const fields: PrimeField[] = [];
  for (let p = bottom; fields.length < STOREYS; p = 2n * p + 1n) fields.push(field(p));
  return fields;
}
