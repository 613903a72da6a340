import {
  checkGradient,
  derive,
  evaluate,
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
import { compiled } from "./numbers.ts";
import { modelSizes } from "./point.ts";
import type { GradcheckRecord } from "./show/gradcheck.ts";

export interface GradcheckRequest {
  readonly of: string | undefined;
  readonly wrt: readonly string[] | undefined;
  readonly seed: number;
  /** At most so many entries of each variable are checked. */
  readonly entries: number | undefined;
}

/** Up to so many partials are all checked by default; of more, a few of each variable. */
const mostPartials = 2000;
const fewEntries = 20;

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

/**
 * The closed forms against finite differences and the Taylor slope. The closed forms are evaluated by the oracle,
 * and so is the quantity; where only some of very many partials are drawn, a kernel that agrees with the oracle at
 * the point stands in for it.
 */
export async function check(
  model: Model,
  { of, wrt, seed, entries }: GradcheckRequest,
  at: Point,
): Promise<GradcheckRecord> {
  const derivation = known(derive(model, { of, wrt }));
  const { value } = model.definitions.get(derivation.of)!;
  const formulas = derivation.results.map((result) => ({
    name: result.wrt,
    axes: result.axes,
    value: result.value,
  }));
  try {
    const exact = evaluateScalar(value, at);
    const partials = formulas.reduce((total, { name }) => total + entriesOf(at, name), 0);
    if (partials <= mostPartials) return gradcheck(value, formulas, at, { seed, limit: entries ?? Infinity });
    const kernel = await compiled(model, [{ indices: [], value }], at);
    const fast = (there: Point): number => kernel(there)[0]!.values[0]!;
    const agrees = Math.abs(fast(at) - exact) <= 1e-9 * Math.abs(exact);
    const claims = formulas.map(({ name, axes, value: formula }) => ({
      name,
      gradient: evaluate(formula, axes, at),
    }));
    const f = agrees ? fast : (there: Point): number => evaluateScalar(value, there);
    return checkGradient(f, claims, at, { seed, limit: entries ?? fewEntries });
  } catch (error) {
    throw asFailure(error);
  }
}

const entriesOf = (at: Point, name: string): number => at.tensors.get(name)?.values.length ?? 0;

const asFailure = (error: unknown): unknown =>
  error instanceof EvaluationError ? new Failure("E1035", { reason: error.message }) : error;
