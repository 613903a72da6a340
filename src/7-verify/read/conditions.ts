import { iverson, mul, one } from "../../core/build.ts";
import type { Expr } from "../../core/expr.ts";
import type { Comparator, Comparison } from "../../1-parse/latex/syntax.ts";
import { shapeParam } from "../../2-elaborate/wording.ts";
import type { Context } from "./scope.ts";
import { combine, commonShape, fail, hows, succeed, val, withShape, type Outcome } from "./value.ts";

const brackets: { readonly [C in Comparator]: (a: Expr, b: Expr) => Expr } = {
  "==": (a, b) => iverson("==", a, b),
  "!=": (a, b) => iverson("!=", a, b),
  ">": (a, b) => iverson(">", a, b),
  ">=": (a, b) => iverson(">=", a, b),
  "<": (a, b) => iverson(">", b, a),
  "<=": (a, b) => iverson(">=", b, a),
};

/** 1 where all comparisons hold, entry by entry. */
export function conditionsHold(conditions: readonly Comparison[], context: Context): Outcome {
  const first = conditions[0];
  const span = first?.span ?? { start: 0, end: 0 };
  if (first === undefined) return succeed(val([], one, span));
  const parts = conditions.map((condition) => comparison(condition, context));
  return combine(parts, (vals) => {
    let shape = vals[0]!.shape;
    for (const value of vals) shape = commonShape(shape, value.shape, context.scope.same) ?? shape;
    const expr = mul(
      ...vals.map((value) => (value.shape.length === 0 ? value.expr : withShape(value, shape))),
    );
    return succeed(val(shape, expr, span, { how: hows(vals), from: vals }));
  });
}

function comparison({ op, left, right, span }: Comparison, context: Context): Outcome {
  const parts = [left, right].map((side) => context.evaluate(side, context));
  return combine(parts, ([a, b]) => {
    const shape = commonShape(a!.shape, b!.shape, context.scope.same);
    if (shape === undefined)
      return fail("E0301", {
        params: { left: shapeParam(a!.shape), right: shapeParam(b!.shape) },
        labels: [
          { span: b!.span, text: "second", params: { shape: shapeParam(b!.shape) } },
          { span: a!.span, text: "first", params: { shape: shapeParam(a!.shape) } },
        ],
      });
    const [x, y] = [a!, b!].map((value) => (value.shape.length === 0 ? value.expr : withShape(value, shape)));
    return succeed(
      val(shape, brackets[op](x!, y!), span, { how: hows([a!, b!]), from: [a!, b!], turned: a!.turned }),
    );
  });
}
