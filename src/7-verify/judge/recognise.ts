import { entry } from "../../core/build.ts";
import type { Expr } from "../../core/expr.ts";
import { formalIndex, type Index } from "../../core/index.ts";
import { postorder } from "../../core/walk.ts";
import { evaluate } from "../../5-evaluate/evaluate.ts";
import { EvaluationError } from "../../5-evaluate/failure.ts";
import type { Meter } from "../../5-evaluate/meter.ts";
import type { Point } from "../../5-evaluate/point.ts";
import type { Variant } from "./backward.ts";
import { TOLERANCE, type Equality } from "./equal.ts";
import type { Scene } from "./scene.ts";
import { slips, type Slip } from "./slips.ts";

/** A slip that reproduces a claim exactly. */
export interface Recognised {
  readonly slip: Slip;
  readonly variant: Variant;
}

/** More wrong formulas than this are not tried. */
const MAX_VARIANTS = 1500;

const SEED = 77;

/** A node made costs about as much as so many entries computed. */
const NODE = 20;

/**
 * The slip that makes the claim of the right formula, as a proved identity. A random point sorts out most wrong
 * formulas before any proof is tried.
 */
export function recogniseSlip(
  equality: Equality,
  claim: Expr,
  axes: readonly Index[],
  scene: Scene,
): Recognised | undefined {
  const at = generalPoint(equality, claim, scene);
  if (at === undefined) return undefined;
  const wanted = equality.withConstants(claim);
  const values = valuesAt(wanted, axes, at);
  if (values === undefined) return undefined;
  const tried = new Set<Expr>();
  const size = postorder([scene.right]).length;
  for (const slip of slips) {
    for (const variant of slip.variants(scene)) {
      // A variant is a copy of the formula.
      if (!isAffordable(equality.meter, NODE * size)) return undefined;
      const value = equality.withConstants(scene.inText(variant.value));
      if (tried.has(value)) continue;
      tried.add(value);
      if (tried.size > MAX_VARIANTS) return undefined;
      if (!mayBeEqual(value, values, axes, at)) continue;
      if (equality.prove(wanted, value) !== undefined) return { slip, variant: inText(variant, scene) };
    }
  }
  return undefined;
}

function isAffordable(meter: Meter, entries: number): boolean {
  try {
    meter.spend(entries);
    return true;
  } catch (error) {
    if (error instanceof EvaluationError) return false;
    throw error;
  }
}

const inText = ({ value, wrong, right }: Variant, scene: Scene): Variant => ({
  value: scene.inText(value),
  ...(wrong === undefined ? {} : { wrong: scene.inText(wrong) }),
  ...(right === undefined ? {} : { right: scene.inText(right) }),
});

/** A point that has data for everything the model declares. */
function generalPoint(equality: Equality, claim: Expr, scene: Scene): Point | undefined {
  const declared = [...equality.model.declarations.values()].map(({ name, shape }) =>
    entry(name, shape.map((size, k) => formalIndex(k + 1, size))),
  ); // prettier-ignore
  return equality.sample(claim, scene.inText(scene.right), SEED, "normal", declared)?.point;
}

function valuesAt(e: Expr, axes: readonly Index[], at: Point): Float64Array | undefined {
  try {
    return evaluate(e, axes, at).values;
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

/** Whether the wrong formula has the values of the claim, up to rounding. */
function mayBeEqual(value: Expr, claimed: Float64Array, axes: readonly Index[], at: Point): boolean {
  if (value.free.some((index) => !axes.includes(index))) return false;
  const found = valuesAt(value, axes, at);
  if (found === undefined || found.length !== claimed.length) return false;
  const largest = claimed.reduce((top, x) => Math.max(top, Math.abs(x)), 0);
  return found.every((x, n) => {
    const wanted = claimed[n]!;
    if (!Number.isFinite(wanted)) return !Number.isFinite(x);
    return Math.abs(x - wanted) <= TOLERANCE * Math.max(Math.abs(x), Math.abs(wanted), 1e-3 * largest, 1e-12);
  });
}
