import type { Expr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import { postorder } from "../core/walk.ts";
import { doubles } from "./doubles.ts";
import { checkListed, extentAt, inOrder } from "./evaluate.ts";
import { EvaluationError } from "./failure.ts";
import { offsetsInto, placesOf } from "./places.ts";
import { tensorDims, type Dense, type Point } from "./point.ts";
import { tabulator, type Table } from "./tables.ts";

/** An expression, and the order of the axes of its value. */
export interface Axed {
  readonly value: Expr;
  readonly axes: readonly Index[];
}

/** The values of the expressions at a point, in their order. */
export type Evaluator = (at: Point) => readonly (Dense & { readonly values: Float64Array })[];

/**
 * `evaluate` for several expressions at many points whose tensors have the same shapes, in double precision: what
 * depends on sizes alone is worked out once, and what the expressions share is computed once per point. The values
 * are those of `evaluate`, bit for bit.
 *
 * @param at a point of the shapes and sizes that all others have too; its numbers do not matter
 * @error EvaluationError as `evaluate`; the evaluator throws wrong-shape at a point of other shapes
 */
export function evaluatorOf(targets: readonly Axed[], at: Point): Evaluator {
  const roots = targets.map(({ value }) => value);
  const extent = extentAt(roots, at);
  const nodes = [...postorder(roots)].map(
    (node) => [node, tabulator(node, placesOf(node, extent), doubles)] as const,
  );
  const wanted = targets.map(({ value, axes }) => {
    checkListed(value, axes);
    return { value, shape: axes.map(extent.lengths), offsets: offsetsInto(value.free, axes, extent.lengths) };
  });
  const shapes = [...tensorDims(roots).keys()].map((name) => [name, extent.shapeOf(name)] as const);
  return (there) => {
    for (const [name, shape] of shapes) checkShape(name, shape, there);
    const tables = new Map<Expr, Table<number>>();
    for (const [node, tabulate] of nodes) tables.set(node, tabulate(tables, there));
    return wanted.map(({ value, shape, offsets }) => ({
      shape,
      values: Float64Array.from(inOrder(tables.get(value)!, offsets, doubles)),
    }));
  };
}

function checkShape(name: string, expected: readonly number[], at: Point): void {
  const data = at.tensors.get(name);
  if (data === undefined) throw new EvaluationError({ kind: "missing-tensor", name });
  const { shape } = data;
  if (shape === expected || (shape.length === expected.length && shape.every((n, k) => n === expected[k])))
    return;
  throw new EvaluationError({
    kind: "wrong-shape",
    name,
    expected: `[${expected.join(", ")}]`,
    found: shape,
  });
}
