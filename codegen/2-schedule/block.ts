import type { Nest } from "../1-lower/nest.ts";
import type { Loop, Offset, Value, Values } from "../1-lower/value.ts";
import { rootsOf } from "./prune.ts";
import { rewriteOffsets } from "./rewrite.ts";

/** A loop taken several rounds at a time. */
export interface Block {
  readonly loop: Loop;
  readonly size: number;
}

/** The order of the loops of a nest, and which of them are taken in blocks. */
export interface Blocking {
  readonly outer: readonly Loop[];
  readonly blocks: readonly Block[];
  /** Loops of the reduction, the last one innermost. */
  readonly inner: readonly Loop[];
}

/** Accumulators that fit the registers: 8 along one axis, 4 × 3 along two (measured on V8, 16 registers). */
const ALONG_ONE = 8;
const ALONG_TWO = [4, 3] as const;

/** The smallest step that a load takes per round of the loop; Infinity where none depends on it. */
function strides(roots: readonly Value[]): (loop: Loop) => number {
  const smallest = new Map<Loop, number>();
  const seen = new Set<Value>();
  const stack = [...roots];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (seen.has(value)) continue;
    seen.add(value);
    if (value.kind === "op") stack.push(...value.args);
    if (value.kind === "load")
      for (const { loop, coef } of value.at.terms)
        smallest.set(loop, Math.min(smallest.get(loop) ?? Infinity, Math.abs(coef)));
  }
  return (loop) => smallest.get(loop) ?? Infinity;
}

/**
 * How a nest is run: a reduction keeps a block of results in registers, so that every number it loads is used
 * several times; neighbours in memory are neighbours in time.
 */
export function blockingOf(nest: Nest): Blocking {
  if (nest.reduction === undefined) {
    const [store] = nest.stores;
    const stride = (loop: Loop): number => Math.abs(coefficient(store!.at, loop));
    return { outer: [...nest.loops].sort((a, b) => stride(b) - stride(a)), blocks: [], inner: [] };
  }
  const stride = strides(rootsOf(nest));
  const inner = [...nest.reduction.loops].sort((a, b) => stride(b) - stride(a));
  const ranked = nest.loops.filter((loop) => loop.extent > 1).sort((a, b) => stride(a) - stride(b));
  const [near, far] = [ranked[0], ranked.slice(1).sort((a, b) => b.extent - a.extent)[0]];
  const blocks: Block[] = [];
  if (near !== undefined && far !== undefined)
    blocks.push(
      { loop: far, size: blockSize(far, ALONG_TWO[0]) },
      { loop: near, size: blockSize(near, ALONG_TWO[1]) },
    );
  else if (near !== undefined) blocks.push({ loop: near, size: blockSize(near, ALONG_ONE) });
  return { outer: nest.loops.filter((loop) => !blocks.some((block) => block.loop === loop)), blocks, inner };
}

/** About `wanted` rounds; short axes are split evenly rather than into a block and a rest. */
function blockSize({ extent, runtime }: Loop, wanted: number): number {
  if (runtime !== undefined || extent >= 3 * wanted) return wanted;
  return Math.ceil(extent / Math.ceil(extent / wanted));
}

const coefficient = (at: Offset, loop: Loop): number =>
  at.terms.find((term) => term.loop === loop)?.coef ?? 0;

/** Rounds of a cheap innermost loop at a time: the loop itself would cost as much as its body (measured on V8). */
const CHEAP_ROUNDS = 4;
const CHEAP_OPERATIONS = 4;

/** How many rounds of its innermost loop a nest without a reduction takes at a time. */
export function stepOf(nest: Nest, { extent, runtime }: Loop): number {
  if (runtime !== undefined || extent < 2 * CHEAP_ROUNDS) return 1;
  const seen = new Set<Value>();
  const stack = [...rootsOf(nest)];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (value.kind !== "op" || seen.has(value)) continue;
    if (value.op === "exp" || value.op === "log") return 1;
    seen.add(value);
    stack.push(...value.args);
  }
  return seen.size <= CHEAP_OPERATIONS ? CHEAP_ROUNDS : 1;
}

/** The offset some rounds further on. */
export const offsetLater = (at: Offset, by: ReadonlyMap<Loop, number>): Offset => ({
  ...at,
  constant: at.terms.reduce((total, { loop, coef }) => total + coef * (by.get(loop) ?? 0), at.constant),
});

/** The value some rounds further on. */
export const valueLater = (value: Value, values: Values, by: ReadonlyMap<Loop, number>): Value =>
  [...by.values()].every((rounds) => rounds === 0)
    ? value
    : rewriteOffsets(value, values, (at) => offsetLater(at, by));
