import { pow, unary } from "../../core/build.ts";
import type { Expr } from "../../core/expr.ts";
import { isInteger } from "../../core/rational.ts";
import type { Span } from "../../core/span.ts";
import { matrixPower } from "../../2-elaborate/matrix.ts";
import { shapeParam } from "../../2-elaborate/wording.ts";
import { mostFactors } from "../../1-parse/latex/cursor.ts";
import type { Tex } from "../../1-parse/latex/syntax.ts";
import type { Mention } from "./names.ts";
import type { Context } from "./scope.ts";
import {
  axesOf,
  combine,
  either,
  fail,
  fitting,
  succeed,
  val,
  withShape,
  type Outcome,
  type Val,
} from "./value.ts";

/** The largest power of a matrix that is written out. */
const largestPower = 16n;

/**
 * A value to powers, one after the other. A vector is raised entry by entry; a square matrix is multiplied
 * with itself, or raised entry by entry where only that fits.
 *
 * @param isEntrywise the power stands on a function: `\tanh^2 z`
 */
export function powered(
  base: Val,
  exponents: readonly Tex[],
  span: Span,
  context: Context,
  isEntrywise = false,
): Outcome {
  if (exponents.length > mostFactors)
    return fail("E0125", { params: { limit: mostFactors }, labels: [{ span, text: "here" }] });
  let result = succeed(base);
  for (const exponent of exponents) {
    const power = context.evaluate(exponent, context);
    result = combine([result, power], ([value, by]) => raised(value!, by!, span, context, isEntrywise));
  }
  return result;
}

function raised(value: Val, by: Val, span: Span, context: Context, isEntrywise: boolean): Outcome {
  const { shape, expr } = value;
  const made = (power: Expr, how: readonly string[] = []): Val =>
    val(shape, power, span, {
      turned: value.turned,
      how: [...value.how, ...by.how, ...how],
      from: [value, by],
    });
  if (by.shape.length > 0)
    return fail("E0306", {
      labels: [
        { span: by.span, text: "here" },
        { span: value.span, text: "base", params: { shape: shapeParam(shape) } },
      ],
    });
  const entrywise = made(
    pow(expr, by.expr),
    shape.length === 2 && !isEntrywise ? ["power entry by entry"] : [],
  );
  if (shape.length !== 2 || isEntrywise) return succeed(entrywise);
  const exponent = by.expr.kind === "const" && isInteger(by.expr.value) ? by.expr.value.num : undefined;
  const isSquare = fitting(shape[0]!, shape[1]!, context.scope.same);
  if (exponent === undefined || exponent > largestPower || !isSquare) return succeed(entrywise);
  const square = [shape[0]!, shape[0]!];
  // Nobody writes A⁻¹ for the reciprocals of the entries.
  if (exponent < 0n && exponent >= -largestPower)
    return succeed({
      ...made(matrixPower(withShape(value, square), square, Number(exponent), axesOf)),
      shape: square,
    });
  return either([
    succeed(made(matrixPower(expr, square, Number(exponent), axesOf), ["power of the matrix"])),
    succeed(entrywise),
  ]);
}

/** e^{x}, entry by entry. */
export const exponential = (of: Outcome, span: Span): Outcome =>
  combine([of], ([x]) =>
    succeed(val(x!.shape, unary("exp", x!.expr), span, { how: x!.how, turned: x!.turned, from: [x!] })),
  );

/** Whether `e` is the number: where the text has no e, or one with entries, whose powers are those of entries. */
export function isEuler({ slots, powers: [power] }: Mention, { scope }: Context): boolean {
  const shape = scope.shapeOf("e");
  return shape === undefined || (shape.length > 0 && slots.length === 0 && power?.kind !== "number");
}
