import { evaluate, EvaluationError, type Expr, type Index, type Model, type Point } from "../src/index.ts";
import { Failure } from "./failure.ts";

/** Relative difference up to which an assumed equation counts as met: data are rarely exact. */
const tolerance = 1e-9;

/**
 * Assumptions of the model that the data break, each as a warning (W1040) with both values. What cannot be
 * evaluated, because its tensors were not given, is not judged.
 */
export function brokenAssumptions(model: Model, at: Point): readonly Failure[] {
  const equations = model.assumptions.flatMap(({ text, left, right }) => {
    const values = entries([left, right], at);
    const wrong = values?.find(
      ([a, b]) => !(a === b || Math.abs(a! - b!) <= tolerance * Math.max(1, Math.abs(b!))),
    );
    return wrong === undefined ? [] : [new Failure("W1040", { text, found: wrong[0]!, expected: wrong[1]! })];
  });
  const meets = {
    positive: (x: number) => x > 0,
    "non-negative": (x: number) => x >= 0,
    "non-zero": (x: number) => x !== 0,
  };
  const facts = model.facts.flatMap(({ text, difference, is }) => {
    const wrong = entries([difference], at)?.find(([value]) => !meets[is](value!));
    return wrong === undefined ? [] : [new Failure("W1041", { text, found: wrong[0]! })];
  });
  return [...equations, ...facts];
}

/** The values of expressions side by side, over all their free indices. */
function entries(expressions: readonly Expr[], at: Point): readonly (readonly number[])[] | undefined {
  const indices: readonly Index[] = [...new Set(expressions.flatMap(({ free }) => free))];
  try {
    const [first, ...rest] = expressions.map((e) => evaluate(e, indices, at).values);
    return Array.from(first!, (value, k) => [value, ...rest.map((values) => values[k]!)]);
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}
