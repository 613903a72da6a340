import { rename, sumOver } from "../../core/bind.ts";
import type { Expr } from "../../core/expr.ts";
import type { Index } from "../../core/index.ts";
import type { Line } from "../line.ts";
import type { Equality } from "./equal.ts";
import type { Finding, Judge, Wanted } from "./judge.ts";
import { diagnose, shapeText } from "./wording.ts";

/**
 * Whether a value over `axes` is the transpose of what is wanted: a matter of layout for a Jacobian of one vector by
 * another where the text writes no indices, a mistake for a gradient.
 */
export function transposeOf(
  equality: Equality,
  { truth, axes: wanted, side }: Wanted,
  value: Expr,
  axes: readonly Index[],
): "layout" | "transposed" | undefined {
  const [first, second] = wanted;
  const [row, column] = axes;
  if (wanted.length !== 2 || axes.length !== 2 || row!.size !== second!.size || column!.size !== first!.size)
    return undefined;
  const turned = rename(value, [row!, column!], [second!, first!]);
  if (equality.prove(turned, truth) === undefined) return undefined;
  const isJacobian = side !== undefined && side.and === undefined && side.ofSlots.length === 1;
  return isJacobian && side.layout === "unknown" ? "layout" : "transposed";
}

const isEntrywise = (text: string): boolean => /\\odot|\\circ|⊙|∘|\.\*/.test(text);

/** A right side that has the shape of the left one in no reading. */
export function judgeShape(judge: Judge, line: Line, wanted: Wanted): Finding {
  const rejected = line.right.kind === "value" ? line.right.rejected : [];
  let slip: string | undefined;
  for (const { reading } of rejected) {
    const value = reading && judge.truths.expand(reading.value, reading.derivatives);
    if (reading === undefined || value === undefined) continue;
    const turned = transposeOf(judge.equality, wanted, value, reading.axes);
    if (turned === "layout")
      return { status: "proved", code: "N0801", slip: "layout", diagnostics: [diagnose("N0801", line.rightSpan, { help: ["why"] })] }; // prettier-ignore
    if (turned === "transposed") slip ??= "transposed-outer-product";
    if (slip === undefined && isUnsummed(judge.equality, wanted, value, reading.axes))
      slip = isEntrywise(line.text) ? "elementwise-for-matrix-product" : "missing-sum";
  }
  const { expected, fix } = judge.repair(line, wanted);
  const readings = rejected
    .map(({ how, shape, why }) =>
      [how, shape === undefined ? why.code : shapeText(shape)].filter((s) => s !== "").join(": "),
    ) // prettier-ignore
    .join("; ");
  const shown = diagnose("E0310", line.rightSpan, {
    params: { wanted: shapeText(wanted.axes.map(({ size }) => size)), readings, expected },
    help: ["readings", ...(slip === "transposed-outer-product" ? ["transposed"] : []), "expected"],
    fix,
  });
  return {
    status: "refuted",
    code: "E0310",
    ...(slip === undefined ? {} : { slip }),
    expected,
    ...(fix === undefined ? {} : { fix }),
    diagnostics: [shown],
  };
}

/** Whether a sum over one more axis would give what is wanted. */
function isUnsummed(
  equality: Equality,
  { truth, axes }: Wanted,
  value: Expr,
  own: readonly Index[],
): boolean {
  if (own.length !== axes.length + 1) return false;
  return own.some((summed) => {
    const rest = own.filter((index) => index !== summed);
    if (rest.some((index, k) => index.size !== axes[k]!.size)) return false;
    const total = sumOver([summed], rename(value, rest, axes));
    return equality.prove(total, truth) !== undefined;
  });
}
