import { hasRoutines, type Nest, type Program, type Routine } from "../1-lower/nest.ts";
import type { Value } from "../1-lower/value.ts";
import { countOperations, type Operations } from "./count.ts";
import { stepOf } from "../1-lower/nest.ts";
import { rowOf, type OperationClass } from "../1-lower/scalar.ts";

/** How the functions of a kernel are written. */
export interface Plan {
  /** Functions that take all arrays as arguments. */
  readonly module: "unrolled" | "loops";
  /** The function bound to its own arrays. */
  readonly bound: "unrolled" | "loops";
  readonly reason: string;
}

/** V8 needs about so many bytes of bytecode for an operation of straight-line code, with its loads and stores. */
const BYTES_PER_OPERATION = 11;
/**
 * Code that takes its arrays as arguments: at 320 parameters (17 kB) it takes less than half the time of loops on one
 * processor and as much on another, for one sample and for batches; at 576 (31 kB) it is never faster than loops.
 */
const UNROLL_ARGUMENTS = 24_576;
/**
 * WebAssembly without loops, one sample or many in lanes: at 64 parameters (4.3 kB) it takes nine tenths of the time of
 * loops, at 96 as much, at 192 (11 kB) a fifth more, at 576 twice as much.
 */
const UNROLL_WASM = 5000;
/** V8 never optimises a function of more than 61,440 bytes; unrolled code stays clear of that. */
const UNROLL_AT_ALL = 50_000;

const product = (nest: Nest): number => nest.loops.reduce((total, { extent }) => total * extent, 1);

/** Distinct operations below the roots. */
function operationsBelow(roots: readonly Value[]): readonly Value[] {
  const seen = new Set<Value>();
  const stack = [...roots];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (value.kind !== "op" || seen.has(value)) continue;
    seen.add(value);
    stack.push(...value.args);
  }
  return [...seen];
}

/** How often each operation of a program runs for one sample, in loops without any hoisting. */
export function* executions(nests: readonly Nest[]): Generator<readonly [Value, number]> {
  for (const nest of nests) {
    const rounds = product(nest);
    const { reduction, stores } = nest;
    for (const value of operationsBelow(stores.map(({ value }) => value))) yield [value, rounds];
    if (reduction === undefined) continue;
    const inner = reduction.loops.reduce((total, { extent }) => total * extent, rounds);
    for (const value of operationsBelow([reduction.body])) yield [value, inner];
  }
}

/** Operations of the elimination of a full matrix: of all rows for an inverse, of those below for a determinant. */
function eliminationCost({ op, size: n }: Routine): readonly (readonly [OperationClass, number])[] {
  const pivots = (n * (n - 1)) / 2;
  if (op === "inv") {
    const updates = n * (n - 1) * n + n * (n - 1) * ((n - 1) / 2);
    return [["×", updates + n * n + pivots], ["−", updates], ["÷", n], ["comparison", pivots + n * n]]; // prettier-ignore
  }
  const updates = ((n - 1) * n * (2 * n - 1)) / 6;
  const result: readonly [OperationClass, number] = op === "det" ? ["×", updates + n] : ["×", updates];
  const logs: readonly (readonly [OperationClass, number])[] = op === "logdet" ? [["log", n], ["+", n]] : []; // prettier-ignore
  return [result, ["−", updates], ["÷", pivots], ["comparison", 2 * pivots + n], ...logs];
}

/** The count of a program that runs as loops; a reduction takes one step less than it has rounds. */
export function countLoops(nests: readonly Nest[]): Operations {
  const counts = new Map(countOperations(executions(nests)));
  for (const nest of nests) {
    if (nest.routine !== undefined)
      for (const [kind, count] of eliminationCost(nest.routine))
        counts.set(kind, (counts.get(kind) ?? 0) + product(nest) * count);
    if (nest.reduction === undefined) continue;
    const { counts: kind } = rowOf(stepOf[nest.reduction.op]);
    const length = nest.reduction.loops.reduce((total, { extent }) => total * extent, 1);
    counts.set(kind, (counts.get(kind) ?? 0) + product(nest) * Math.max(0, length - 1));
  }
  return counts;
}

/** Estimated bytecode of the unrolled kernel. */
export function unrolledBytes({ nests }: Program): number {
  let operations = 0;
  for (const [, times] of executions(nests)) operations += times;
  for (const nest of nests) {
    if (nest.reduction !== undefined)
      operations += nest.reduction.loops.reduce((total, { extent }) => total * extent, product(nest));
    if (nest.stores.some(({ array }) => array.kind === "output")) operations += product(nest);
  }
  return operations * BYTES_PER_OPERATION;
}

const kilobytes = (bytes: number): string =>
  `${bytes < 10_000 ? (bytes / 1000).toFixed(1) : Math.round(bytes / 1000)} kB`;

const hasLoops = ({ nests }: Program): boolean =>
  nests.some(({ loops, reduction }) =>
    [...loops, ...(reduction?.loops ?? [])].some(({ extent }) => extent > 1),
  );

/** Straight-line code for small models, loops where that would be too much for the engine. */
export function planFor(
  program: Program,
  forced: "unrolled" | "loops" | undefined,
  target: "ts" | "wasm",
): Plan {
  if (hasRoutines(program))
    return { module: "loops", bound: "loops", reason: "the pivots of an elimination depend on the data" };
  const bytes = unrolledBytes(program);
  const size = `unrolled it would take about ${kilobytes(bytes)} of bytecode`;
  if (forced === "loops") return { module: "loops", bound: "loops", reason: "asked for" };
  if (bytes > UNROLL_AT_ALL && hasLoops(program)) {
    const asked = forced === "unrolled" ? "unrolled code was asked for, but " : "";
    return {
      module: "loops",
      bound: "loops",
      reason: `${asked}${size}, and V8 does not optimise functions above 61 kB`,
    };
  }
  if (forced === "unrolled" && bytes <= UNROLL_AT_ALL)
    return { module: "unrolled", bound: "unrolled", reason: "asked for" };
  if (target === "wasm" && bytes > UNROLL_WASM && hasLoops(program))
    return { module: "loops", bound: "loops", reason: `${size}; loops over vectors are faster` };
  if (bytes > UNROLL_AT_ALL)
    return { module: "loops", bound: "loops", reason: `${size}, in functions of 200 statements` };
  if (bytes <= UNROLL_ARGUMENTS)
    return { module: "unrolled", bound: "unrolled", reason: `about ${kilobytes(bytes)} of bytecode` };
  return {
    module: "loops",
    bound: "unrolled",
    reason: `${size}; only the bound kernel is, which stays fast at that size`,
  };
}
