import type { Nest, Program, Store } from "../1-lower/nest.ts";
import type { ArrayDecl, Loop, Offset, Value, Values } from "../1-lower/value.ts";
import { arraysRead, nestsFor, rootsOf } from "./prune.ts";
import { rewriteValue } from "./rewrite.ts";

/** A kernel for many samples, which go through it in chunks. */
export interface BatchProgram {
  readonly values: Values;
  /** What does not depend on the samples. */
  readonly before: readonly Nest[];
  /** Run for every chunk. */
  readonly chunk: readonly Nest[];
  /** At most so many samples are in flight. */
  readonly chunkSize: number;
  /** Intermediate arrays, with one row per sample of a chunk where they depend on the samples. */
  readonly locals: readonly ArrayDecl[];
}

export interface BatchRequest {
  readonly program: Program;
  /** Inputs and labels: arrays with one row per sample. */
  readonly perSample: ReadonlySet<ArrayDecl>;
  /** Outputs that are summed over the samples. */
  readonly summed: ReadonlySet<ArrayDecl>;
  /** Outputs with one row per sample. */
  readonly rows: ReadonlySet<ArrayDecl>;
}

/** Intermediate results of a chunk should stay in the second-level cache. */
const CHUNK_NUMBERS = 32_768;
const MAX_CHUNK = 64;
const MIN_CHUNK = 8;

const sizeOf = ({ shape }: ArrayDecl): number => shape.reduce((a, b) => a * b, 1);

/**
 * A kernel for one sample, run for a chunk of samples at a time: intermediate arrays get an axis for the sample,
 * outer products become matrix products that sum over it.
 */
export function batchProgram({ program, perSample, summed, rows }: BatchRequest): BatchProgram {
  const { values } = program;
  const nests = nestsFor(program.nests, new Set([...summed, ...rows]));
  const varying = new Set(perSample);
  for (const nest of nests)
    if ([...arraysRead(rootsOf(nest))].some((array) => varying.has(array)))
      for (const { array } of nest.stores) varying.add(array);

  const locals = nests
    .flatMap(({ stores }) => stores.map(({ array }) => array))
    .filter(({ kind }) => kind === "local");
  const width = locals
    .filter((array) => varying.has(array))
    .reduce((total, array) => total + sizeOf(array), 0);
  const fitting = 2 ** Math.floor(Math.log2(CHUNK_NUMBERS / Math.max(1, width)));
  const chunkSize = Math.max(MIN_CHUNK, Math.min(MAX_CHUNK, fitting));
  const sample = values.runtimeLoop("rows", chunkSize);
  const start = values.runtimeLoop("start", Infinity);
  const grown = new Map<ArrayDecl, ArrayDecl>();
  for (const array of locals) {
    if (!varying.has(array)) grown.set(array, array);
    else
      grown.set(array, { id: array.id, kind: "local", name: array.name, shape: [chunkSize, ...array.shape] });
  }
  const inRows = (array: ArrayDecl): boolean => perSample.has(array) || rows.has(array);
  const move = (array: ArrayDecl, at: Offset): Offset => {
    if (!varying.has(array) && !rows.has(array)) return at;
    if (summed.has(array)) return at;
    const size = sizeOf(array);
    const first = inRows(array) ? [{ loop: start, coef: size }] : [];
    return { terms: [...first, { loop: sample, coef: size }, ...at.terms], constant: at.constant };
  };
  const moved = (value: Value): Value =>
    rewriteValue(value, values, (leaf) =>
      leaf.kind === "load"
        ? values.load(grown.get(leaf.array) ?? leaf.array, move(leaf.array, leaf.at))
        : leaf,
    );
  const store = ({ array, at, value }: Store): Store => ({
    array: grown.get(array) ?? array,
    at: move(array, at),
    value: moved(value),
  });

  const before: Nest[] = [];
  const chunk: Nest[] = [];
  for (const nest of nests) {
    const isOutput = nest.stores.some(({ array }) => summed.has(array));
    const isRow = nest.stores.some(({ array }) => rows.has(array));
    if (!isOutput && !isRow && !nest.stores.some(({ array }) => varying.has(array))) before.push(nest);
    else if (isOutput) chunk.push(summedNest(nest, sample, moved, values));
    else
      chunk.push({
        loops: [sample, ...nest.loops],
        ...(nest.reduction === undefined
          ? {}
          : { reduction: { ...nest.reduction, body: moved(nest.reduction.body) } }),
        stores: nest.stores.map(store),
        ...(nest.routine === undefined ? {} : { routine: nest.routine }),
      });
  }
  return { values, before, chunk, chunkSize, locals: [...new Set(grown.values())] };
}

/** An output nest, summed over the samples of the chunk and added to what earlier chunks gave. */
function summedNest(nest: Nest, sample: Loop, moved: (value: Value) => Value, values: Values): Nest {
  const [only] = nest.stores;
  const { reduction } = nest;
  const loops = reduction === undefined ? [sample] : [sample, ...reduction.loops];
  const body = moved(reduction === undefined ? only!.value : reduction.body);
  return {
    loops: nest.loops,
    reduction: { op: "sum", loops, body },
    stores: [{ ...only!, value: values.reduced, accumulate: true }],
  };
}
