import type { Numbers, TrainingKernel } from "./kernel.ts";
import { allocate, sizeOf } from "./kernel.ts";
import { Optimiser } from "./optimise.ts";
import { permutation, stream } from "./random.ts";
import type { Samples } from "./samples.ts";

export interface DescentOptions {
  /** The last epoch; the first is `from` + 1. */
  readonly epochs: number;
  /** Epochs already done, for a run that goes on. */
  readonly from: number;
  /** The step: W ← W − rate · ∂Cost/∂W. */
  readonly rate: number;
  /** Turns gradients into steps; plain descent by default. */
  readonly optimiser?: Optimiser;
  /** Rows in one step; all rows (in their order) or more mean full batch. */
  readonly batchSize: number;
  /** Orders the rows of mini-batches, by epoch. */
  readonly seed: number;
}

export interface Epoch {
  /** Counted from 1. */
  readonly epoch: number;
  /** Mean cost over the rows, each batch at the weights it met: for full batch, before this epoch's step. */
  readonly loss: number;
  /** The loss (of the batch at fault) or its gradient was not finite; the weights are those before the step that led there. */
  readonly isDiverged: boolean;
}

/**
 * Descent along the gradient, one epoch for each request, changing `params` in place. Nothing is random but the order of
 * rows in mini-batches, which depends on the seed and the epoch alone: to go on from saved weights gives the
 * same bits as never to have stopped. Ends after an epoch that diverges.
 *
 * @source the notes, W ← W − η ∂Cost/∂W; mini-batches as in Robbins & Monro 1951
 */
export function* descend(
  kernel: TrainingKernel,
  samples: Samples,
  params: readonly Numbers[],
  options: DescentOptions,
): Generator<Epoch, void, void> {
  const { rows } = samples;
  const size = Math.min(options.batchSize, rows);
  const batchOf = size === rows ? () => samples : batches(kernel, samples, size);
  const gradients = params.map((values) => allocate(kernel.precision, values.length));
  const optimiser = options.optimiser ?? new Optimiser("sgd", params);
  const moving = [...params, ...optimiser.memory.flat()];
  const previous = moving.map((values) => values.slice());
  let steps = 0;
  for (let epoch = options.from + 1; epoch <= options.epochs; epoch++) {
    const order = size === rows ? undefined : permutation(rows, stream(options.seed, "shuffle", epoch));
    let total = 0;
    for (let start = 0; start < rows; start += size) {
      const batch = batchOf(order, start);
      const loss = kernel.run(batch.rows, batch.columns, params, gradients);
      total += loss * batch.rows;
      if (!Number.isFinite(loss) || !gradients.every(isFiniteArray)) {
        for (const [k, values] of moving.entries()) values.set(previous[k]!);
        if (steps > 0) optimiser.forget();
        yield { epoch, loss, isDiverged: true };
        return;
      }
      for (const [k, values] of moving.entries()) previous[k]!.set(values);
      optimiser.step(params, gradients, options.rate);
      steps++;
    }
    yield { epoch, loss: total / rows, isDiverged: false };
  }
}

/** A sum is finite only if every term is: one pass, no branches. Terms are shrunk so that no finite sum overflows. */
function isFiniteArray(values: Numbers): boolean {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at]! * 2 ** -64;
  return Number.isFinite(sum);
}

/** Copies the rows order[start …] into arrays of its own, used again for every batch. */
function batches(kernel: TrainingKernel, samples: Samples, size: number) {
  const widths = kernel.inputs.map(({ shape }) => sizeOf(shape));
  const columns = widths.map((width) => allocate(kernel.precision, size * width));
  return (order: Int32Array | undefined, start: number): Samples => {
    const rows = Math.min(size, samples.rows - start);
    for (const [k, width] of widths.entries()) {
      const [source, target] = [samples.columns[k]!, columns[k]!];
      for (let r = 0; r < rows; r++) {
        const row = order === undefined ? start + r : order[start + r]!;
        for (let at = 0; at < width; at++) target[r * width + at] = source[row * width + at]!;
      }
    }
    return { rows, columns };
  };
}
