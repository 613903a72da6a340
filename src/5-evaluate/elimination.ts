import type { MatrixOp } from "../core/ops.ts";
import { MINUS_ONE, ONE, ZERO } from "../core/rational.ts";
import type { Arithmetic, Outcome } from "./arithmetic.ts";
import { Undefined } from "./failure.ts";

/** A matrix by rows. */
type Rows<T> = readonly (readonly T[])[];

/** A computation that met a number its arithmetic does not have. */
class Missing extends Error {
  readonly reason: Undefined;

  constructor(reason: Undefined) {
    super();
    this.reason = reason;
  }
}

const valueOf = <T>(x: Outcome<T>): T => {
  if (x instanceof Undefined) throw new Missing(x);
  return x;
};

interface Elimination<T> {
  /** What was beside the matrix, multiplied by its inverse from the left. */
  readonly beside: T[][];
  /** The pivots, with the sign of the permutation of rows in the first one. */
  readonly pivots: readonly T[];
}

/**
 * Gauss's and Jordan's elimination with the largest pivot of each column (Golub & Van Loan 2013, §3.4), in any
 * arithmetic: [A | B] becomes [1 | A⁻¹ B]. "unordered" where a pivot is NaN.

 */
function eliminate<T>(
  arithmetic: Arithmetic<T>,
  matrix: Rows<T>,
  beside: Rows<T>,
): Elimination<T> | "singular" | "unordered" {
  const { rational, add, mul, pow, unary, relation, isZero } = arithmetic;
  const minusOne = rational(MINUS_ONE);
  const rows = matrix.map((row, k) => [...row, ...beside[k]!]);
  const n = rows.length;
  const larger = (x: T, y: T): boolean => {
    const [a, b] = [unary.abs(x), unary.abs(y)];
    return !(a instanceof Undefined) && !(b instanceof Undefined) && relation[">"](a, b) === true;
  };
  const pivots: T[] = [];
  let isOdd = false;
  for (let column = 0; column < n; column++) {
    let best = -1;
    for (let row = column; row < n; row++) {
      const candidate = rows[row]![column]!;
      if (!isZero(candidate) && (best < 0 || larger(candidate, rows[best]![column]!))) best = row;
    }
    if (best < 0) return "singular";
    isOdd = isOdd !== (best !== column);
    [rows[column], rows[best]] = [rows[best]!, rows[column]!];
    const top = rows[column]!;
    const pivot = top[column]!;
    if (relation["=="](pivot, pivot) === undefined) return "unordered";
    pivots.push(pivot);
    const inverse = valueOf(pow(pivot, minusOne, MINUS_ONE));
    for (let k = column + 1; k < top.length; k++) top[k] = valueOf(mul(top[k]!, inverse));
    for (const [row, target] of rows.entries()) {
      if (row === column || isZero(target[column]!)) continue;
      const factor = valueOf(mul(minusOne, target[column]!));
      for (let k = column + 1; k < top.length; k++)
        target[k] = valueOf(add(target[k]!, valueOf(mul(factor, top[k]!))));
    }
  }
  if (isOdd) pivots[0] = valueOf(mul(minusOne, pivots[0]!));
  return { beside: rows.map((row) => row.slice(n)), pivots };
}

const unitRows = <T>({ rational }: Arithmetic<T>, n: number): T[][] =>
  Array.from({ length: n }, (_, row) =>
    Array.from({ length: n }, (_, column) => rational(row === column ? ONE : ZERO)),
  );

/** What a function of a square matrix gives: a matrix by rows for the inverse, one number otherwise. */
export type MatrixValue<T> = readonly (readonly Outcome<T>[])[];

const filled = <T>(n: number, value: Outcome<T>): MatrixValue<T> =>
  Array.from({ length: n }, () => Array.from({ length: n }, () => value));

/** Each function of an n × n matrix, from its elimination and where it is singular. */
const rows: {
  readonly [Op in MatrixOp]: {
    readonly regular: <T>(arithmetic: Arithmetic<T>, found: Elimination<T>) => MatrixValue<T>;
    readonly singular: <T>(arithmetic: Arithmetic<T>, n: number) => MatrixValue<T>;
  };
} = {
  inv: {
    regular: (_arithmetic, { beside }) => beside,
    singular: ({ unordered }, n) => filled(n, unordered),
  },
  det: {
    regular: ({ rational, mul }, { pivots }) => [
      [pivots.reduce((product, pivot) => valueOf(mul(product, pivot)), rational(ONE))],
    ],
    singular: ({ rational }) => [[rational(ZERO)]],
  },
  // The sum of the logarithms does not overflow where the product of the pivots would; log 0 = −∞.
  logdet: {
    regular: ({ rational, add, unary }, { pivots }) => {
      const sizes = pivots.map((pivot) => valueOf(unary.log(valueOf(unary.abs(pivot)))));
      return [[sizes.reduce((sum, size) => valueOf(add(sum, size)), rational(ZERO))]];
    },
    singular: ({ rational, unary }) => [[unary.log(rational(ZERO))]],
  },
};

/**
 * A⁻¹, det A or log |det A| of a matrix by rows. A singular matrix has the determinant 0, the log-determinant −∞ and an
 * inverse of NaN; where the arithmetic has no such number there is no value.
 *
 * @shape matrix: [n, n] → [n, n] for the inverse, [1, 1] otherwise
 */
export function matrixValue<T>(arithmetic: Arithmetic<T>, op: MatrixOp, matrix: Rows<T>): MatrixValue<T> {
  const n = matrix.length;
  const size = op === "inv" ? n : 1;
  try {
    const found = eliminate(
      arithmetic,
      matrix,
      op === "inv" ? unitRows(arithmetic, n) : matrix.map(() => []),
    );
    if (found === "unordered") return filled(size, arithmetic.unordered);
    return found === "singular" ? rows[op].singular(arithmetic, n) : rows[op].regular(arithmetic, found);
  } catch (failure) {
    if (!(failure instanceof Missing)) throw failure;
    return filled(size, failure.reason);
  }
}
