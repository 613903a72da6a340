import { evaluate, evaluateScalar, type Dense, type Expr, type Index, type Point } from "../../src/index.ts";
import type { Lesson } from "./lesson.ts";

/** All numbers of a lesson at one point. */
export interface Reading {
  readonly cost: number;
  /** Inputs, parameters and labels as they are given, and every quantity that is computed from them. */
  readonly values: ReadonlyMap<string, Dense>;
  /** The derivative of the cost by every quantity it depends on through a name. */
  readonly gradients: ReadonlyMap<string, Dense>;
}

const scalar = (value: number): Dense => ({ shape: [], values: [value] });

function valueOf(e: Expr, axes: readonly Index[], at: Point): Dense {
  return axes.length === 0 ? scalar(evaluateScalar(e, at)) : evaluate(e, axes, at);
}

/**
 * Evaluates a model and its derivatives by definition.
 * @error EvaluationError where a value does not exist
 */
export function readAt({ model, derivation }: Lesson, at: Point): Reading {
  const values = new Map<string, Dense>(at.tensors);
  for (const { name, params, value } of model.definitions.values())
    values.set(name, valueOf(value, params, at));
  const gradients = new Map(
    derivation.adjoints.map(({ name, indices, value }) => [name, valueOf(value, indices, at)] as const),
  );
  return { cost: values.get(derivation.of)!.values[0]!, values, gradients };
}
