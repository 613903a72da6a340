import { reduce, rename, sumOver } from "../../core/bind.ts";
import { factorsOf, mul } from "../../core/build.ts";
import type { Diagnostic, Fix } from "../../core/diagnostic.ts";
import type { Expr } from "../../core/expr.ts";
import type { Index } from "../../core/index.ts";
import { isCode } from "../../core/messages/catalogue.ts";
import type { Line } from "../line.ts";
import type { Equality } from "./equal.ts";
import type { Bench, Finding, Wanted } from "./bench.ts";
import { layoutFinding } from "./findings.ts";
import { mendedSide } from "./mended.ts";
import { sites } from "./mutate.ts";
import type { Work } from "./work.ts";
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

/** What a right side of another shape would have to become. */
function slipOf(bench: Bench, line: Line, wanted: Wanted): "layout" | ShapeSlip | undefined {
  let slip: ShapeSlip | undefined;
  for (const { reading } of line.right.kind === "value" ? line.right.rejected : []) {
    const value = reading && bench.truths.expand(reading.value, reading.derivatives);
    if (reading === undefined || value === undefined) continue;
    const turned = transposeOf(bench.working, wanted, value, reading.axes);
    if (turned === "layout") return "layout";
    if (turned === "transposed") slip ??= "transposed-outer-product";
    if (isWithoutIndex(bench.working, wanted, value, reading.axes)) slip ??= "missing-index";
    if (isUnsummed(bench.working, wanted, value, reading.axes))
      slip ??= isEntrywise(line.text) ? "elementwise-for-matrix-product" : "missing-sum";
  }
  return slip;
}

type ShapeSlip =
  | "transposed-outer-product"
  | "missing-index"
  | "elementwise-for-matrix-product"
  | "missing-sum";

/** A right side that has the shape of the left one in no reading. */
export function* judgeShape(bench: Bench, line: Line, wanted: Wanted): Work<Finding> {
  const rejected = line.right.kind === "value" ? line.right.rejected : [];
  const known = slipOf(bench, line, wanted);
  if (known === "layout") return layoutFinding(line);
  const { expected, fix: whole } = bench.repair(line, wanted);
  const edit = yield* mendedSide(bench, line, wanted);
  const slip = known ?? edit?.slip;
  const fix =
    edit === undefined ? whole : { span: line.rightSpan, text: edit.text, confidence: "certain" as const };
  const more = { ...(slip === undefined ? {} : { slip }), expected, ...(fix === undefined ? {} : { fix }) };
  if (slip === "missing-index")
    return { status: "refuted", code: "E0203", ...more, diagnostics: [withoutIndex(line, fix)] };
  const [only] = rejected;
  // A right side that makes no sense by itself, and not because of a sign that can be read in several ways.
  if (only !== undefined && rejected.every(({ how, shape }) => how === "" && shape === undefined)) {
    const why = { ...only.why, severity: "error" as const, ...(fix === undefined ? {} : { fix }) };
    return {
      status: "refuted",
      ...(isCode(why.code) ? { code: why.code } : {}),
      ...more,
      diagnostics: [why],
    };
  }
  const tried = rejected.map(({ how, shape }) =>
    [how, shape === undefined ? "✗" : shapeText(shape)].filter((s) => s !== "").join(": "),
  );
  const readings = [...new Set(tried)].join("; ");
  const shown = diagnose("E0310", line.rightSpan, {
    params: { wanted: shapeText(wanted.axes.map(({ size }) => size)), readings, expected },
    help: ["readings", ...(slip === "transposed-outer-product" ? ["transposed"] : []), "expected"],
    fix,
  });
  return { status: "refuted", code: "E0310", ...more, diagnostics: [shown] };
}

/** The vector that stands where one of its entries should. */
function withoutIndex(line: Line, fix: Fix | undefined): Diagnostic {
  const parts =
    line.right.kind === "value" ? line.right.rejected.flatMap(({ reading }) => reading?.parts ?? []) : [];
  const vectors = parts
    .filter((part) => part.axes.length === 1 && part.value.kind !== "tensor")
    .sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start));
  const [smallest] = vectors;
  const size = smallest?.axes[0]?.size.key ?? "";
  return diagnose("E0203", smallest?.span ?? line.rightSpan, {
    params: { shape: { term: "vector", params: { shape: size } }, sizes: size },
    fix,
  });
}

/** Whether a sum in the value would give what is wanted, if its index ran through the axis that is too much. */
function isWithoutIndex(
  equality: Equality,
  { truth, axes }: Wanted,
  value: Expr,
  own: readonly Index[],
): boolean {
  if (own.length !== axes.length + 1) return false;
  const named = own.slice(0, axes.length);
  const extra = own.at(-1)!;
  if (named.some((index, k) => index.size !== axes[k]!.size)) return false;
  const renamed = rename(value, named, axes);
  for (const { node, put } of sites(renamed, [...axes, extra])) {
    if (node.kind !== "reduce" || node.op !== "sum") continue;
    for (const index of node.indices) {
      if (index.size !== extra.size) continue;
      const inside = put(reduce("sum", node.indices, rename(node.body, [extra], [index])));
      // What stands beside the sum belongs under it, too.
      const whole = factorsOf(renamed).includes(node)
        ? reduce("sum", node.indices, mul(...factorsOf(renamed).filter((f) => f !== node).map((f) => rename(f, [extra], [index])), node.body)) // prettier-ignore
        : inside;
      for (const candidate of [inside, whole])
        if (!candidate.free.includes(extra) && equality.prove(candidate, truth) !== undefined) return true;
    }
  }
  return false;
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
