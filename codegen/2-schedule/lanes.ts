import type { Nest } from "../1-lower/nest.ts";
import type { ArrayDecl, Loop, Offset, Value } from "../1-lower/value.ts";
import { rootsOf } from "./prune.ts";

/** Which loop of a nest runs through the lanes of vectors, and how the rest of it is run. */
export interface LaneSchedule {
  /** Outermost first; loops over the results, then those of the reduction. */
  readonly outer: readonly Loop[];
  readonly inner: readonly Loop[];
  /** One of the loops: its rounds lie side by side in a vector. */
  readonly lane?: Loop | undefined;
  /** Rounds of an outer loop that are taken together, in vectors for the loop in lanes. */
  readonly together: ReadonlyMap<Loop, number>;
}

const coefficient = (at: Offset, loop: Loop): number =>
  at.terms.find((term) => term.loop === loop)?.coef ?? 0;

/** The leaves below the roots of a nest. */
function leavesOf(nest: Nest): Exclude<Value, { kind: "op" }>[] {
  const seen = new Set<Value>();
  const stack = [...rootsOf(nest)];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (seen.has(value)) continue;
    seen.add(value);
    if (value.kind === "op") stack.push(...value.args);
  }
  return [...seen].filter((value) => value.kind !== "op");
}

/** How many entries an array has; of one with rows for samples, how many the row has in which the place lies. */
export function rowLength({ shape }: ArrayDecl, at: Offset): number {
  const row = at.terms.find(({ loop }) => loop.runtime === "rows");
  return row !== undefined && row.coef > 1 ? row.coef : shape.reduce((a, b) => a * b, 1);
}

/**
 * Whether an entry surely lies in its array. One that does not is read in a branch that is not taken. Loops over
 * samples lead from row to row and stay inside by construction.
 */
export function isInside(array: ArrayDecl, at: Offset): boolean {
  let [low, high] = [at.constant, at.constant];
  for (const { loop, coef } of at.terms) {
    if (loop.runtime !== undefined) continue;
    if (loop.extent === 0) return true;
    const far = coef * (loop.extent - 1);
    low += Math.min(0, far);
    high += Math.max(0, far);
  }
  return low >= 0 && high < rowLength(array, at);
}

/** Whether all entries along a loop can be read and written as vectors: side by side, or the same for all. */
function fitsLanes(nest: Nest, loop: Loop, leaves: readonly Value[]): boolean {
  return leaves.every((leaf) => {
    if (leaf.kind === "position") return coefficient(leaf.at, loop) === 0;
    if (leaf.kind !== "load") return true;
    const coef = coefficient(leaf.at, loop);
    return coef === 0 || (coef === 1 && isInside(leaf.array, leaf.at));
  });
}

/** Vectors of results that are computed together: as many as leave registers for what they are made from. */
const RESULTS = { alone: 8, along: 4, across: 2 } as const;
/** Vectors in a round of a loop that has no sum. */
const PLAIN = 4;

/** Rounds of the innermost loops of a nest that are long enough for vectors. */
const isLong = ({ extent, runtime }: Loop, lanes: number): boolean =>
  runtime === "rows" ? true : extent >= lanes;

/** How a nest is run with vectors of so many lanes; 1 where there are none. */
export function laneSchedule(nest: Nest, lanes: number): LaneSchedule {
  const leaves = leavesOf(nest);
  const stride = (loop: Loop): number =>
    Math.min(Infinity, ...leaves.flatMap((leaf) => leaf.kind === "load" && coefficient(leaf.at, loop) !== 0 ? [Math.abs(coefficient(leaf.at, loop))] : [])); // prettier-ignore
  const stored = (loop: Loop): number => Math.abs(coefficient(nest.stores[0]!.at, loop));
  const outer = [...nest.loops].sort((a, b) => stored(b) - stored(a));
  const inner = [...(nest.reduction?.loops ?? [])].sort((a, b) => stride(b) - stride(a));
  const runs = (loop: Loop): boolean => lanes > 1 && isLong(loop, lanes) && fitsLanes(nest, loop, leaves);
  const side = outer.find((loop) => nest.stores.every(({ at }) => coefficient(at, loop) === 1) && runs(loop));
  const deep = side === undefined ? inner.findLast((loop) => stride(loop) === 1 && runs(loop)) : undefined;
  const lane = side ?? deep;
  const moved = (loops: readonly Loop[]): Loop[] =>
    lane === undefined || !loops.includes(lane)
      ? [...loops]
      : [...loops.filter((loop) => loop !== lane), lane];
  const ordered = moved(outer);
  return { outer: ordered, inner: moved(inner), lane, together: together(nest, ordered, lane) };
}

/** Results in registers: every number that is read serves several of them. */
function together(nest: Nest, outer: readonly Loop[], lane: Loop | undefined): ReadonlyMap<Loop, number> {
  const chosen = new Map<Loop, number>();
  const isLane = lane !== undefined && nest.loops.includes(lane);
  if (nest.reduction === undefined) {
    if (isLane) chosen.set(lane, PLAIN);
    return chosen;
  }
  const others = outer
    .filter((loop) => loop !== lane && (loop.extent > 1 || loop.runtime === "rows"))
    .sort((a, b) => (b.runtime === undefined ? b.extent : Infinity) - (a.runtime === undefined ? a.extent : Infinity)); // prettier-ignore
  const [other] = others;
  if (isLane) {
    chosen.set(lane, other === undefined ? RESULTS.alone : RESULTS.across);
    if (other !== undefined) chosen.set(other, RESULTS.along);
    return chosen;
  }
  if (other !== undefined) chosen.set(other, RESULTS.along);
  return chosen;
}
