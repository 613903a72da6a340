import { evaluatorOf, type Dense, type Point } from "../../src/index.ts";
import type { Lesson } from "./lesson.ts";

/** All numbers of a lesson at one point. */
export interface Reading {
  readonly cost: number;
  /** Inputs, parameters and labels as they are given, and every quantity that is computed from them. */
  readonly values: ReadonlyMap<string, Dense>;
  /** The derivative of the cost by every quantity it depends on through a name. */
  readonly gradients: ReadonlyMap<string, Dense>;
}

/**
 * Evaluates a model and its derivatives at points of the shapes of `like`.
 * @error EvaluationError where a value does not exist; the reader throws it too
 */
export function readerOf({ model, derivation }: Lesson, like: Point): (at: Point) => Reading {
  const definitions = [...model.definitions.values()];
  const { adjoints } = derivation;
  const evaluate = evaluatorOf(
    [
      ...definitions.map(({ value, params }) => ({ value, axes: params })),
      ...adjoints.map(({ value, indices }) => ({ value, axes: indices })),
    ],
    like,
  );
  return (at) => {
    const found = evaluate(at);
    const values = new Map<string, Dense>(at.tensors);
    for (const [k, { name }] of definitions.entries()) values.set(name, found[k]!);
    const gradients = new Map(adjoints.map(({ name }, k) => [name, found[definitions.length + k]!] as const));
    return { cost: values.get(derivation.of)!.values[0]!, values, gradients };
  };
}
