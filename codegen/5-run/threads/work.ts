import type { KernelDescription, LoadedKernel, Numbers } from "../module.ts";
import type { Board } from "./board.ts";
import { CANCELLED, type Command } from "./control.ts";
import { rowsAtOnce, shareOf, type Rows } from "./shares.ts";

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

export function workOn(kernel: LoadedKernel, board: Board): Work {
  const { model } = kernel;
  const lengths = rowLengths(model);
  const operations = Object.values(model.operations).reduce((total, count) => total + count, 0);
  const most = rowsAtOnce(operations);
  const part = (name: string, values: Numbers, { from, to }: Rows): Numbers => {
    const length = lengths.get(name);
    return length === undefined ? values : values.subarray(from * length, to * length);
  };
  const argumentsOf = (rows: Rows, names: readonly string[]): readonly Numbers[] =>
    names.map((name) => part(name, board.inputs[name]!, rows));
  const all = Object.keys(model.inputs);
  const isLabel = new Set(model.labels);
  const predictors = all.filter((name) => !isLabel.has(name));
  const predicted = Object.keys(model.predictions);
  const scratch = model.gradients.map((name) => board.gradients[name]!.slice().fill(0));

  function* pieces({ from, to }: Rows): Generator<Rows> {
    for (let start = from; start < to; start += most) {
      if (Atomics.load(board.control, CANCELLED) !== 0) return;
      yield { from: start, to: Math.min(to, start + most) };
    }
  }

  /** Means over pieces become the mean over the share, each weighted by its rows. */
  function costAndGradient(share: Rows, k: number): void {
    const partial = model.gradients.map((name) => board.partials[k]![name]!);
    const count = share.to - share.from;
    if (count <= most) {
      const given = argumentsOf(share, all);
      board.costs[k] = count === 0 ? 0 : kernel.costAndGradientBatch(count, ...given, ...partial);
      return;
    }
    let cost = 0;
    for (const values of partial) values.fill(0);
    for (const rows of pieces(share)) {
      const weight = (rows.to - rows.from) / count;
      cost +=
        weight * kernel.costAndGradientBatch(rows.to - rows.from, ...argumentsOf(rows, all), ...scratch);
      for (const [g, values] of partial.entries()) {
        const addend = scratch[g]!;
        for (let e = 0; e < values.length; e++) values[e] = values[e]! + weight * addend[e]!;
      }
    }
    board.costs[k] = cost;
  }

  const run: Readonly<Record<Command, (share: Rows, k: number) => void>> = {
    costAndGradientBatch: costAndGradient,
    costBatch(share, k) {
      let cost = 0;
      for (const rows of pieces(share)) {
        const count = rows.to - rows.from;
        cost += (count / (share.to - share.from)) * kernel.costBatch(count, ...argumentsOf(rows, all));
      }
      board.costs[k] = cost;
    },
    predictBatch(share) {
      for (const rows of pieces(share)) {
        const into = predicted.map((name) => part(name, board.predictions[name]!, rows));
        kernel.predictBatch(rows.to - rows.from, ...argumentsOf(rows, predictors), ...into);
      }
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
        sum.fill(0, from, to);
        for (let s = 0; s < shares; s++) {
          const share = shareOf(rows, shares, s);
          if (share.to === share.from) continue;
          const values = board.partials[s]![name]!;
          const weight = (share.to - share.from) / rows;
          for (let e = from; e < to; e++) sum[e] = sum[e]! + weight * values[e]!;
        }
      }
    },
  };
}
