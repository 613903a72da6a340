import {
  derive,
  EvaluationError,
  evaluateScalar,
  gradcheck,
  type Model,
  positives,
  samplePoint,
  type Point,
} from "../src/index.ts";
import { known } from "./derivation.ts";
import { Failure } from "./failure.ts";
import { modelSizes } from "./point.ts";
import type { GradcheckRecord } from "./show/gradcheck.ts";

export interface GradcheckRequest {
  readonly of: string | undefined;
  readonly wrt: readonly string[] | undefined;
  readonly seed: number;
}

/** A random point at which kinks are avoided, switches are seen on either side, and the assumptions are met. */
export function generic(model: Model, of: string, seed: number): Point {
  const { value } = model.definitions.get(of)!;
  const { assumptions } = model;
  try {
    return samplePoint([value], { seed, sizes: modelSizes(model), assumptions, positive: positives(model) })
      .point;
  } catch (error) {
    throw asFailure(error);
  }
}

/** The quantity that is checked. @error E1030, E1032 names · E1034 no scalar */
export function checkedQuantity(model: Model, of: string | undefined): string {
  const name = known(derive(model, { of, wrt: [] })).of;
  if (model.definitions.get(name)!.shape.length > 0) throw new Failure("E1034", { name });
  return name;
}

/** Every partial of the closed forms against finite differences and the Taylor slope, by the oracle. */
export function check(model: Model, { of, wrt, seed }: GradcheckRequest, at: Point): GradcheckRecord {
  const derivation = known(derive(model, { of, wrt }));
  const { value } = model.definitions.get(derivation.of)!;
  const formulas = derivation.results.map((result) => ({
    name: result.wrt,
    axes: result.axes,
    value: result.value,
  }));
  try {
    evaluateScalar(value, at);
    return gradcheck(value, formulas, at, { seed });
  } catch (error) {
    throw asFailure(error);
  }
}

const asFailure = (error: unknown): unknown =>
  error instanceof EvaluationError ? new Failure("E1035", { reason: error.message }) : error;
