import { entry } from "../../core/build.ts";
import type { Expr } from "../../core/expr.ts";
import { formalIndex, type Index } from "../../core/index.ts";
import { postorder } from "../../core/walk.ts";
import { AtPoint } from "../../5-evaluate/evaluate.ts";
import { EvaluationError } from "../../5-evaluate/failure.ts";
import type { Dense, Point } from "../../5-evaluate/point.ts";
import type { Variant } from "./backward.ts";
import { TOLERANCE, type Equality } from "./equal.ts";
import type { Scene } from "./scene.ts";
import { inOrderOfTrial, type Slip } from "./slips.ts";
import type { Work } from "./work.ts";

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

/** The search for a slip: what was found, or whether more could have been tried. */
export interface Search {
  readonly found: Recognised | undefined;
  /** Whether wrong formulas were left untried because the allowance of the line was used up. */
  readonly isCut: boolean;
}

const nothing: Search = { found: undefined, isCut: false };
const cut: Search = { found: undefined, isCut: true };

/**
 * The slip that makes the claim of the right formula, as a proved identity. A random point sorts out most wrong
 * formulas before any proof is tried.
 */
export function* recogniseSlip(
  equality: Equality,
  claim: Expr,
  axes: readonly Index[],
  scene: Scene,
): Work<Search> {
  const { meter } = equality;
  const at = generalPoint(equality, claim, scene);
  if (at === undefined) return meter.isSpent ? cut : nothing;
  const wanted = equality.withConstants(claim);
  const named = withDefinitions(equality, scene, at);
  const values = valuesAt(named, wanted, axes);
  if (values === undefined) return meter.isSpent ? cut : nothing;
  const tried = new Set<Expr>();
  let isCut = false;
  for (const slip of inOrderOfTrial) {
    // Half of the allowance is for what needs no derivation: a sign, a name, an index.
    const isOver = (): boolean => (slip.derives === true ? meter.isHalfSpent : meter.isSpent);
    isCut ||= isOver();
    if (isOver()) continue;
    for (const variant of slip.variants(scene)) {
      yield;
      const open = equality.withConstants(scene.compared(variant.value));
      if (tried.has(open)) continue;
      tried.add(open);
      // A variant is a copy of the formula.
      meter.charge(NODE * postorder([open]).length);
      if (tried.size > MAX_VARIANTS) return cut;
      if (isOver()) break;
      if (!mayBeEqual(named, open, values, axes)) continue;
      const value = equality.withConstants(scene.close(open));
      if (equality.prove(wanted, value) !== undefined)
        return { found: { slip, variant: inText(variant, scene) }, isCut: false };
    }
  }
  return { found: undefined, isCut };
}

const inText = ({ value, wrong, right }: Variant, scene: Scene): Variant => {
  const closed = (e: Expr): Expr => scene.inText(scene.close(e));
  return {
    value: closed(value),
    ...(wrong === undefined ? {} : { wrong: closed(wrong) }),
    ...(right === undefined ? {} : { right: closed(right) }),
  };
};

/** A point that has data for everything the model declares. */
function generalPoint(equality: Equality, claim: Expr, scene: Scene): Point | undefined {
  const declared = [...equality.model.declarations.values()].map(({ name, shape }) =>
    entry(name, shape.map((size, k) => formalIndex(k + 1, size))),
  ); // prettier-ignore
  return equality.sample(claim, scene.compared(scene.right), SEED, "normal", declared)?.point;
}

/** The point with the values of the definitions, for formulas in which they stand by name. */
function withDefinitions(equality: Equality, scene: Scene, at: Point): AtPoint {
  const values = new AtPoint(at);
  const own = scene.definitions.flatMap(({ name, params, value }): (readonly [string, Dense])[] => {
    const table = tableAt(values, equality.withConstants(value), params);
    return table === undefined ? [] : [[name, table]];
  });
  return new AtPoint({ ...at, tensors: new Map([...at.tensors, ...own]) });
}

function tableAt(at: AtPoint, e: Expr, axes: readonly Index[]): Dense | undefined {
  try {
    return at.table(e, axes);
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

const valuesAt = (at: AtPoint, e: Expr, axes: readonly Index[]): ArrayLike<number> | undefined =>
  tableAt(at, e, axes)?.values;

/** Whether the wrong formula has the values of the claim, up to rounding. */
function mayBeEqual(at: AtPoint, value: Expr, claimed: ArrayLike<number>, axes: readonly Index[]): boolean {
  if (value.free.some((index) => !axes.includes(index))) return false;
  const found = valuesAt(at, value, axes);
  if (found === undefined || found.length !== claimed.length) return false;
  const largest = Array.from(claimed).reduce((top, x) => Math.max(top, Math.abs(x)), 0);
  return Array.from(found).every((x, n) => {
    const wanted = claimed[n]!;
    if (!Number.isFinite(wanted)) return !Number.isFinite(x);
    return Math.abs(x - wanted) <= TOLERANCE * Math.max(Math.abs(x), Math.abs(wanted), 1e-3 * largest, 1e-12);
  });
}
