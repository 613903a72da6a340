import { affineOf } from "../../core/affine.ts";
import { rename } from "../../core/bind.ts";
import { constant, div, mul, neg, one, sub, tensor } from "../../core/build.ts";
import type { Expr } from "../../core/expr.ts";
import { rational } from "../../core/rational.ts";
import { defaultQuantity } from "../../4-simplify/derive.ts";
import type { DerivativeSide, Line, Reading } from "../line.ts";
import type { Bench, Finding, Wanted } from "./bench.ts";
import { cutShort, slipFinding } from "./findings.ts";
import { recogniseSlip } from "./recognise.ts";
import { judgeShape } from "./shape.ts";
import { diagnose } from "./wording.ts";
import type { Work } from "./work.ts";

/** What an update is about: the parameter, the derivative by it, and the step sizes that may be meant. */
interface Update {
  readonly old: Reading;
  /** ∂C/∂W over the axes of the old value. */
  readonly gradient: Wanted;
  readonly steps: readonly Expr[];
}

/** W ← W − η ∂C/∂W for a number η of the model, or any positive number. */
export function* judgeUpdate(bench: Bench, line: Line): Work<Finding> {
  const update = updateOf(bench, line);
  const { right } = line;
  if (update === undefined || right.kind !== "value")
    return { status: right.kind === "hole" ? "hole" : "unreadable", diagnostics: [] };
  const { old, gradient, steps } = update;
  if (right.readings.length === 0) return yield* judgeShape(bench, line, gradient);
  const values = right.readings.flatMap(
    (reading) => bench.truths.expand(reading.value, reading.derivatives) ?? [],
  );
  for (const value of values) {
    const step = sub(old.value, value);
    for (const eta of [...steps, ...ratio(bench, step, gradient)])
      if (bench.working.prove(step, mul(eta, gradient.truth)) !== undefined)
        return { status: "proved", diagnostics: [] };
    yield;
  }
  return (yield* slipped(bench, line, update, values)) ?? refuted(bench, line, update, "E0400", undefined);
}

function updateOf(bench: Bench, { left, right }: Line): Update | undefined {
  const old = left.kind === "value" ? left.readings[0] : undefined;
  const readings = right.kind === "value" ? right.readings : [];
  const mentioned = readings.flatMap(({ derivatives }) => derivatives)[0]?.of;
  const of = mentioned ?? defaultQuantity(bench.text.model)?.name;
  if (old?.value.kind !== "tensor" || of === undefined) return undefined;
  const wrt = old.value.name;
  const closed = bench.truths.closed(of, [wrt]);
  if (closed === undefined || closed.axes.length !== old.axes.length) return undefined;
  const side: DerivativeSide = {
    kind: "derivative",
    of,
    ofSlots: [],
    wrt,
    wrtSlots: old.axes.map(affineOf),
    axes: old.axes,
    layout: "as-variable",
  };
  const truth = rename(closed.value, closed.axes, old.axes);
  const everywhere = { truth, everywhere: truth, shown: truth, given: undefined };
  const gradient = { ...everywhere, axes: old.axes, side, derivative: bench.truths.of(side) };
  const numbers = [...bench.text.model.declarations.values()].flatMap(({ name, shape }) =>
    shape.length === 0 ? [tensor(name, [], [])] : [],
  );
  return { old, gradient, steps: [...numbers, one] };
}

/** The positive number of few digits that a step is of the gradient, where it looks like one. */
function ratio(bench: Bench, step: Expr, { truth, axes }: Wanted): readonly Expr[] {
  const at = bench.working.sample(step, truth, 1)?.point;
  const found = at && bench.working.compare(step, truth, axes, at);
  if (found === undefined || found.true === 0) return [];
  const digits = Math.round((found.claimed / found.true) * 1e6);
  return digits > 0 && Number.isSafeInteger(digits) ? [constant(rational(digits, 1_000_000))] : [];
}

/** The gradient alone, a step along a wrong gradient, or a step upwards. */
function* slipped(
  bench: Bench,
  line: Line,
  update: Update,
  values: readonly Expr[],
): Work<Finding | undefined> {
  const { old, gradient, steps } = update;
  const { truth, axes } = gradient;
  const isEqual = (value: Expr, to: Expr): boolean => bench.working.prove(value, to) !== undefined;
  for (const value of values)
    for (const eta of steps)
      if ([truth, neg(truth)].some((g) => isEqual(value, mul(eta, g))))
        return refuted(bench, line, update, "E0414", "gradient-for-update");
  const scene = bench.scene(gradient, line);
  let isCut = false;
  for (const value of values)
    for (const eta of steps) {
      const claimed = div(sub(old.value, value), eta);
      const search = yield* recogniseSlip(bench.working, claimed, axes, scene);
      isCut ||= search.isCut;
      const { found } = search;
      if (found === undefined) continue;
      const { witness, code, slip } = yield* slipFinding(bench, line, gradient, claimed, undefined, found);
      const finding = refuted(bench, line, update, code ?? "E0400", slip);
      return witness === undefined ? finding : { ...finding, witness };
    }
  return isCut ? cutShort(line, refuted(bench, line, update, "E0400", undefined)) : undefined;
}

function refuted(
  bench: Bench,
  line: Line,
  { old, gradient, steps }: Update,
  code: NonNullable<Finding["code"]>,
  slip: string | undefined,
): Finding {
  const right = sub(old.value, mul(steps[0] ?? one, gradient.truth));
  const expected = bench.formula(right, old.axes);
  const text = bench.inPlace(right, old.axes);
  const fix = text === undefined ? undefined : { span: line.rightSpan, text, confidence: "likely" as const };
  const params = { expected, left: bench.formula(old.value, old.axes) };
  return {
    status: "refuted",
    code,
    ...(slip === undefined ? {} : { slip }),
    expected,
    ...(fix === undefined ? {} : { fix }),
    diagnostics: [diagnose(code, line.rightSpan, { params, help: ["why", "expected"], fix })],
  };
}
