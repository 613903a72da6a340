import { isBinder, type Expr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import { ZERO } from "../core/rational.ts";
import { postorder } from "../core/walk.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { present } from "./combine.ts";
import { doubles } from "./doubles.ts";
import { EvaluationError } from "./failure.ts";
import { offsetsInto, placesOf, type Extent } from "./places.ts";
import { lengthOf, product, sizesAt, tensorDims, type Dense, type Point } from "./point.ts";
import { tabulator, type Table } from "./tables.ts";

/** What a node costs besides its entries, in entries. */
const NODE = 4;

/** @error EvaluationError where data and declarations contradict each other */
export function extentAt<T>(roots: readonly Expr[], at: Point<T>): Extent {
  const sizes = sizesAt(tensorDims(roots), at);
  const known = new Map<Index, number>();
  return {
    sizes,
    lengths: (index) => {
      const length = known.get(index) ?? lengthOf(index.size, sizes);
      known.set(index, length);
      return length;
    },
    shapeOf: (name) => {
      const data = at.tensors.get(name);
      if (data === undefined) throw new EvaluationError({ kind: "missing-tensor", name });
      return data.shape;
    },
  };
}

/**
 * The values of an expression at a point, by the definition of every operator and nothing else: each node is
 * tabulated over its free indices, children first. Slow and obviously right; everything faster is compared
 * with it.
 *
 * @param order the free indices of e in the order of the axes of the result; it may list more
 * @shape over `order`, row-major
 * @error EvaluationError where data is missing or has the wrong shape, a size is unknown, a slot that matters
 *   is out of range, or max or min run over nothing
 */
export const evaluateIn = <T>(
  arithmetic: Arithmetic<T>,
  e: Expr,
  order: readonly Index[],
  at: Point<T>,
): Dense<T> & { readonly values: readonly T[] } =>
  evaluated(arithmetic, e, order, at, new Map<Expr, Table<T>>());

/** @param tables what is known already; what is made is added */
function evaluated<T>(
  arithmetic: Arithmetic<T>,
  e: Expr,
  order: readonly Index[],
  at: Point<T>,
  tables: Map<Expr, Table<T>>,
): Dense<T> & { readonly values: readonly T[] } {
  const extent = extentAt([e], at);
  const { lengths } = extent;
  for (const node of postorder([e], (below) => !tables.has(below))) {
    if (tables.has(node)) continue;
    at.meter?.spend(NODE + product([...node.free, ...(isBinder(node) ? node.indices : [])].map(lengths)));
    tables.set(node, tabulator(node, placesOf(node, extent), arithmetic)(tables, at));
  }
  checkListed(e, order);
  const values = inOrder(tables.get(e)!, offsetsInto(e.free, order, lengths), arithmetic);
  return { shape: order.map(lengths), values };
}

/** @error EvaluationError unlisted-index */
export function checkListed(e: Expr, order: readonly Index[]): void {
  const unlisted = e.free.find((index) => !order.includes(index));
  if (unlisted !== undefined) throw new EvaluationError({ kind: "unlisted-index", name: unlisted.name });
}

/** @error EvaluationError where an entry has no value */
export function inOrder<T>(table: Table<T>, offsets: Int32Array, arithmetic: Arithmetic<T>): readonly T[] {
  const zero = arithmetic.rational(ZERO);
  return Array.from(offsets, (offset) => present(table[offset]!, zero));
}

/** `evaluateIn` in double precision. */
export function evaluate(
  e: Expr,
  order: readonly Index[],
  at: Point,
): Dense & { readonly values: Float64Array } {
  const { shape, values } = evaluateIn(doubles, e, order, at);
  return { shape, values: Float64Array.from(values) };
}

/** Evaluates many expressions at one point in double precision: what they have in common is computed once. */
export class AtPoint {
  readonly at: Point;
  readonly #tables = new Map<Expr, Table<number>>();

  constructor(at: Point) {
    this.at = at;
  }

  /** As `evaluate` does it, with the same errors. */
  table(e: Expr, order: readonly Index[]): Dense {
    return evaluated(doubles, e, order, this.at, this.#tables);
  }
}

/** The value of a scalar in double precision. */
export const evaluateScalar = (e: Expr, at: Point): number => evaluate(e, [], at).values[0]!;
