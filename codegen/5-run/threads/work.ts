import type { KernelDescription, LoadedKernel, Numbers } from "../module.ts";
import type { Board } from "./board.ts";
import { CANCELLED, type Command } from "./control.ts";
import { rowsAtOnce, shareOf, type Rows } from "./shares.ts";
import { kernelIn, viewIn, type KernelInSpace, type Space } from "./space.ts";

/** What one thread does, over a board: a share of the rows, or a slice of the sum of gradients. */
export interface Work {
  /** Computes the k-th share; returns early, with no result, when the call is given up. */
  share(command: Command, rows: number, shares: number, k: number): void;
  /** Adds the gradients of all shares, in their order, over the k-th slice of each gradient. */
  slice(rows: number, shares: number, k: number): void;
}

/** The names of arguments that have a row per sample, with the length of a row. */
const rowLengths = ({ inputs, predictions, samples }: KernelDescription): ReadonlyMap<string, number> =>
  new Map(
    [...samples.map((name) => [name, inputs[name]!] as const), ...Object.entries(predictions)].map(
      ([name, shape]) => [name, shape.reduce((product, size) => product * size, 1)],
    ),
  );

/** What a share asks of the kernel; the gradients of its mean are left in its partial ones. */
interface Calls {
  readonly costAndGradient: (k: number, rows: Rows) => number;
  readonly cost: (k: number, rows: Rows) => number;
  readonly predict: (k: number, rows: Rows) => void;
}

type Part = (name: string, from: "inputs" | "predictions", rows: Rows) => Numbers;

/** Calls that take all arrays. */
function callsOf(kernel: LoadedKernel, partials: Board["partials"], part: Part): Calls {
  const { model } = kernel;
  const all = Object.keys(model.inputs);
  const predictors = all.filter((name) => !model.labels.includes(name));
  const predicted = Object.keys(model.predictions);
  const count = ({ from, to }: Rows): number => to - from;
  const inputs = (names: readonly string[], rows: Rows) => names.map((name) => part(name, "inputs", rows));
  return {
    costAndGradient: (k, rows) =>
      kernel.costAndGradientBatch(
        count(rows),
        ...inputs(all, rows),
        ...model.gradients.map((name) => partials[k]![name]!),
      ),
    cost: (_, rows) => kernel.costBatch(count(rows), ...inputs(all, rows)),
    predict: (_, rows) =>
      kernel.predictBatch(
        count(rows),
        ...inputs(predictors, rows),
        ...predicted.map((name) => part(name, "predictions", rows)),
      ),
  };
}

/** Calls of the share's own kernel, which has parameters and gradients where it computes. */
function callsIn(space: Space, kernel: LoadedKernel, part: Part): Calls {
  const { model } = kernel;
  const predictors = model.samples.filter((name) => !model.labels.includes(name));
  const predicted = Object.keys(model.predictions);
  const made = new Map<number, KernelInSpace>();
  const own = (k: number): KernelInSpace => {
    const known = made.get(k) ?? kernelIn(space, kernel, k);
    made.set(k, known);
    return known;
  };
  const count = ({ from, to }: Rows): number => to - from;
  const samples = (names: readonly string[], rows: Rows) => names.map((name) => part(name, "inputs", rows));
  return {
    costAndGradient: (k, rows) => own(k).costAndGradientBatch(count(rows), ...samples(model.samples, rows)),
    cost: (k, rows) => own(k).costBatch(count(rows), ...samples(model.samples, rows)),
    predict: (k, rows) =>
      own(k).predictBatch(
        count(rows),
        ...samples(predictors, rows),
        ...predicted.map((name) => part(name, "predictions", rows)),
      ),
  };
}

export function workOn(kernel: LoadedKernel, board: Board): Work {
  const { model } = kernel;
  const { space } = board;
  const lengths = rowLengths(model);
  const operations = Object.values(model.operations).reduce((total, count) => total + count, 0);
  const most = rowsAtOnce(operations);
  const here = (arrays: Readonly<Record<string, Numbers>>): Readonly<Record<string, Numbers>> =>
    space === undefined
      ? arrays
      : Object.fromEntries(Object.entries(arrays).map(([name, values]) => [name, viewIn(space, values)]));
  const arrays = { inputs: here(board.inputs), predictions: here(board.predictions) };
  const part: Part = (name, from, rows) => {
    const length = lengths.get(name);
    const values = arrays[from][name]!;
    return length === undefined ? values : values.subarray(rows.from * length, rows.to * length);
  };
  const calls = space === undefined ? callsOf(kernel, board.partials, part) : callsIn(space, kernel, part);
  const scratch = model.gradients.map((name) => board.gradients[name]!.slice().fill(0));

  function* pieces({ from, to }: Rows): Generator<Rows> {
    for (let start = from; start < to; start += most) {
      if (Atomics.load(board.control, CANCELLED) !== 0) return;
      yield { from: start, to: Math.min(to, start + most) };
    }
  }

  /** Means over pieces become the mean over the share, each weighted by its rows. */
  function costAndGradient(share: Rows, k: number): void {
    const count = share.to - share.from;
    if (count <= most) {
      board.costs[k] = count === 0 ? 0 : calls.costAndGradient(k, share);
      return;
    }
    const partial = model.gradients.map((name) => board.partials[k]![name]!);
    let cost = 0;
    for (const values of scratch) values.fill(0);
    for (const rows of pieces(share)) {
      const weight = (rows.to - rows.from) / count;
      cost += weight * calls.costAndGradient(k, rows);
      for (const [g, values] of scratch.entries()) {
        const addend = partial[g]!;
        for (let e = 0; e < values.length; e++) values[e] = values[e]! + weight * addend[e]!;
      }
    }
    for (const [g, values] of partial.entries()) values.set(scratch[g]!);
    board.costs[k] = cost;
  }

  const run: Readonly<Record<Command, (share: Rows, k: number) => void>> = {
    costAndGradientBatch: costAndGradient,
    costBatch(share, k) {
      let cost = 0;
      for (const rows of pieces(share))
        cost += ((rows.to - rows.from) / (share.to - share.from)) * calls.cost(k, rows);
      board.costs[k] = cost;
    },
    predictBatch(share, k) {
      for (const rows of pieces(share)) calls.predict(k, rows);
    },
    listen() {},
    stop() {},
  };
  return {
    share: (command, rows, shares, k) => run[command](shareOf(rows, shares, k), k),
    slice(rows, shares, k) {
      for (const name of model.gradients) {
        const sum = board.gradients[name]!;
        const { from, to } = shareOf(sum.length, shares, k);
        let isFirst = true;
        for (let s = 0; s < shares; s++) {
          const share = shareOf(rows, shares, s);
          if (share.to === share.from) continue;
          const values = board.partials[s]![name]!;
          const weight = (share.to - share.from) / rows;
          if (isFirst) for (let e = from; e < to; e++) sum[e] = weight * values[e]!;
          else for (let e = from; e < to; e++) sum[e] = sum[e]! + weight * values[e]!;
          isFirst = false;
        }
      }
    },
  };
}
