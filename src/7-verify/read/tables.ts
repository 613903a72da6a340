import { affineConst, affineOf } from "../../core/affine.ts";
import { add, affineExpr, constant, iverson, mul, neg, select, zero } from "../../core/build.ts";
import type { Expr, IversonExpr } from "../../core/expr.ts";
import { rational } from "../../core/rational.ts";
import type { Span } from "../../core/span.ts";
import { shapeParam } from "../../2-elaborate/wording.ts";
import type { Context } from "./scope.ts";
import { axesOf, commonShape, fail, hows, succeed, val, withShape, type Outcome, type Val } from "./value.ts";

/** `value if condition, …, else value` */
export function chosen(vals: readonly Val[], isOpenEnded: boolean, span: Span, context: Context): Outcome {
  let shape: Val["shape"] = [];
  for (const value of vals) {
    const common = commonShape(shape, value.shape, context.scope.same);
    if (common === undefined) return fail("E0304", { params: { name: "cases", wanted: { term: "number" } }, labels: [{ span, text: "here", params: { shape: shapeParam(value.shape) } }] }); // prettier-ignore
    shape = common;
  }
  const exprs = vals.map((value) => (value.shape.length === 0 ? value.expr : withShape(value, shape)));
  const conditions = exprs.filter((_, k) => k % 2 === 1);
  const isRest = !isOpenEnded && coverAll(conditions);
  let result = isOpenEnded ? exprs.pop()! : isRest ? exprs.at(-2)! : zero;
  const pairs = isRest ? exprs.slice(0, -2) : exprs;
  for (let k = pairs.length - 2; k >= 0; k -= 2) result = select(pairs[k + 1]!, pairs[k]!, result);
  return succeed(val(shape, result, span, { how: hows(vals), from: vals }));
}

type Order = -1 | 0 | 1;

const orders: { readonly [R in IversonExpr["rel"]]: readonly Order[] } = {
  "==": [0], "!=": [-1, 1], ">": [1], ">=": [0, 1],
}; // prettier-ignore

/**
 * Whether comparisons of the same two values leave nothing out, so that the last stands for "otherwise": z > 0 and
 * z ≤ 0, but not z > 0 and z ≤ -1. At a kink alone, z > 0 and z < 0, nothing need be said.
 */
function coverAll(conditions: readonly Expr[]): boolean {
  const [first] = conditions;
  if (first?.kind !== "iverson") return false;
  const found = new Set<Order>();
  for (const condition of conditions) {
    if (condition.kind !== "iverson") return false;
    const { rel, left, right } = condition;
    const isSame = left === first.left && right === first.right;
    const isTurned =
      (left === first.right && right === first.left) ||
      (right === zero && first.right === zero && left === neg(first.left));
    if (!isSame && !isTurned) return false;
    for (const order of orders[rel]) found.add(isSame ? order : ((0 - order) as Order));
  }
  return found.has(-1) && found.has(1);
}

/** The matrix of the given entries, row by row; a single row or column is a vector. */
export function writtenOut(vals: readonly Val[], rows: number, columns: number, span: Span): Outcome {
  const bad = vals.find(({ shape }) => shape.length > 0);
  if (bad !== undefined) return fail("E0203", { params: { shape: shapeParam(bad.shape), sizes: bad.shape.map(({ key }) => key).join("×") }, labels: [{ span: bad.span, text: "here" }] }); // prettier-ignore
  const shape =
    rows === 1 || columns === 1 ? [affineConst(rows * columns)] : [affineConst(rows), affineConst(columns)];
  const axes = axesOf(shape);
  const at = (k: number): readonly number[] =>
    shape.length === 1 ? [k + 1] : [Math.floor(k / columns) + 1, (k % columns) + 1];
  const terms = vals.map((value, k) => {
    const picks = at(k).map((place, axis) =>
      iverson("==", affineExpr(affineOf(axes[axis]!)), constant(place)),
    );
    return { coef: rational(1), expr: mul(...picks, value.expr) };
  });
  return succeed(
    val(shape, add(terms), span, { how: hows(vals), from: vals, turned: rows === 1 && columns > 1 }),
  );
}
