import { mul, neg, one, sub, sum, tensor } from "../../core/build.ts";
import type { Expr } from "../../core/expr.ts";
import { rename } from "../../core/bind.ts";
import { defaultQuantity } from "../../4-simplify/derive.ts";
import type { Line } from "../line.ts";
import type { Bench, Finding } from "./bench.ts";
import { judgeShape } from "./shape.ts";
import { diagnose } from "./wording.ts";

/** W ← W − η ∂C/∂W for some positive number η of the model, or a plain number. */
export function judgeUpdate(bench: Bench, line: Line): Finding {
  const { left, right } = line;
  const old = left.kind === "value" ? left.readings[0] : undefined;
  const name = old?.value.kind === "tensor" ? old.value.name : undefined;
  const quantity = defaultQuantity(bench.text.model);
  const closed =
    name === undefined || quantity === undefined ? undefined : bench.truths.closed(quantity.name, [name]);
  if (old === undefined || closed === undefined || right.kind !== "value")
    return { status: right.kind === "hole" ? "hole" : "unreadable", diagnostics: [] };
  const gradient = rename(closed.value, closed.axes, old.axes);
  const wanted = { truth: gradient, axes: old.axes, side: undefined, derivative: undefined };
  if (right.readings.length === 0) return judgeShape(bench, line, wanted);
  const steps = stepSizes(bench);
  const values = right.readings.flatMap(
    (reading) => bench.truths.expand(reading.value, reading.derivatives) ?? [],
  );
  const isEqual = (value: Expr, to: Expr): boolean => bench.working.prove(value, to) !== undefined;
  for (const value of values)
    for (const eta of steps)
      if (isEqual(value, sub(old.value, mul(eta, gradient)))) return { status: "proved", diagnostics: [] };
  const eta = steps[0] ?? one;
  const expected = bench.formula(sub(old.value, mul(eta, gradient)), old.axes);
  const wrongSign = values.some((value) =>
    steps.some((step) => isEqual(value, sum(old.value, mul(step, gradient)))),
  );
  const alone = values.some((value) =>
    steps.some((step) => [gradient, neg(gradient)].some((g) => isEqual(value, mul(step, g)))),
  );
  const code = wrongSign ? "E0407" : alone ? "E0414" : "E0400";
  const slip = wrongSign ? "sign" : alone ? "gradient-for-update" : undefined;
  const text = bench.inPlace(sub(old.value, mul(eta, gradient)), old.axes);
  const fix = text === undefined ? undefined : { span: line.rightSpan, text, confidence: "likely" as const };
  const params = { expected, left: bench.formula(old.value, old.axes) };
  const shown = diagnose(code, line.rightSpan, { params, help: ["why", "expected"], fix });
  return {
    status: "refuted",
    code,
    ...(slip === undefined ? {} : { slip }),
    expected,
    ...(fix === undefined ? {} : { fix }),
    diagnostics: [shown],
  };
}

/** What may stand for the step size: any number of the model, or 1. */
const stepSizes = (bench: Bench): readonly Expr[] => [
  ...[...bench.text.model.declarations.values()].flatMap(({ name, shape }) =>
    shape.length === 0 ? [tensor(name, [], [])] : [],
  ),
  one,
];
