import type { Nest } from "../1-lower/nest.ts";
import type { ArrayDecl, Loop, Offset, Value } from "../1-lower/value.ts";
import { rowOf, type OperationClass } from "../1-lower/scalar.ts";
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
  /**
   * The loop of a sum that is run outside of the loop in lanes, some rounds at a time, so that a matrix is read in the
   * order of memory; the sums so far stand where the results will.
   */
  readonly streamed?: Loop | undefined;
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
/** Vectors in a round of a loop that has no sum, and of the last two of several, whose numbers serve one another. */
const PLAIN = { alone: 4, along: 4, across: 2 } as const;
/** Larger results leave the second cache; they are faster written in the order of memory. */
const PAIRED_BYTES = 524_288;
/** Values of so few operations stay in registers for all results of a round. */
const CHEAP_OPERATIONS = 4;
/** Rounds of a sum that reads a matrix in the order of memory, and vectors in each (measured on V8 11, 12 and 13). */
const STREAMED = { along: 4, across: 4 } as const;

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
  const streamed = side === undefined ? undefined : streamedLoop(nest, side, lanes);
  if (lane !== undefined && streamed !== undefined) {
    const chosen = new Map([[streamed, STREAMED.along], [lane, STREAMED.across]]); // prettier-ignore
    return { outer: ordered, inner, lane, together: chosen, streamed };
  }
  return { outer: ordered, inner: moved(inner), lane, together: together(nest, ordered, lane, lanes) };
}

/**
 * The loop of a sum of rows, Σₖ x[k]·W[k, j]: where a row is longer than what fits the registers, going down its
 * columns would read a little of every row, time and again.
 */
function streamedLoop(nest: Nest, lane: Loop, lanes: number): Loop | undefined {
  const { loops, reduction, stores } = nest;
  const runs = ({ extent, runtime }: Loop): boolean => extent !== 1 || runtime !== undefined;
  const [store] = stores;
  const [row, ...others] = (reduction?.loops ?? []).filter(runs);
  const isPlain = stores.length === 1 && store!.accumulate !== true && loops.filter(runs).length === 1;
  if (reduction?.op !== "sum" || row === undefined || others.length > 0 || !isPlain) return undefined;
  const isShort = row.extent < 2 * STREAMED.along || lane.extent <= RESULTS.alone * lanes;
  if (isShort || [row, lane].some(({ runtime }) => runtime !== undefined)) return undefined;
  const loads = leavesOf(nest).flatMap((leaf) => (leaf.kind === "load" ? [leaf] : []));
  const isRead = loads.some(({ array }) => array === store!.array);
  const hasRows = loads.some(({ at }) => Math.abs(coefficient(at, row)) >= lane.extent && coefficient(at, lane) === 1);
  return hasRows && !isRead ? row : undefined;
} // prettier-ignore

/** Results in registers: every number that is read serves several of them. */
function together(
  nest: Nest,
  outer: readonly Loop[],
  lane: Loop | undefined,
  lanes: number,
): ReadonlyMap<Loop, number> {
  const chosen = new Map<Loop, number>();
  const isLane = lane !== undefined && nest.loops.includes(lane);
  if (nest.reduction === undefined) {
    if (!isLane) return chosen;
    const around = outer.slice(0, outer.indexOf(lane)).findLast(({ extent }) => extent > 1);
    const bytes = (16 / lanes) * outer.reduce((total, { extent }) => total * extent, 1);
    const isPair =
      around !== undefined && around.runtime === undefined && bytes <= PAIRED_BYTES && isCheap(nest);
    chosen.set(lane, isPair ? PLAIN.across : PLAIN.alone);
    if (isPair) chosen.set(around, PLAIN.along);
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

const cheap: ReadonlySet<OperationClass> = new Set(["×", "+", "−", "comparison", "free"]);

function isCheap(nest: Nest): boolean {
  const seen = new Set<Value>();
  const stack = [...rootsOf(nest)];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (value.kind !== "op" || seen.has(value)) continue;
    if (!cheap.has(rowOf(value.op).counts)) return false;
    seen.add(value);
    stack.push(...value.args);
  }
  return seen.size <= CHEAP_OPERATIONS;
}
