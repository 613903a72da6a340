import { affineConst, affineOf } from "../../core/affine.ts";
import { add, affineExpr, constant, iverson, mul, select } from "../../core/build.ts";
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
  let result = isOpenEnded ? exprs.pop()! : exprs.at(-2)!;
  const pairs = isOpenEnded ? exprs : exprs.slice(0, -2);
  for (let k = pairs.length - 2; k >= 0; k -= 2) result = select(pairs[k + 1]!, pairs[k]!, result);
  return succeed(val(shape, result, span, { how: hows(vals), from: vals }));
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
