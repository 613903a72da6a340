import type { Numbers, TrainingKernel } from "./kernel.ts";
import { allocate, sizeOf } from "./kernel.ts";
import type { Samples } from "./samples.ts";

/** How a model does on some rows. */
export interface Evaluation {
  readonly rows: number;
  /** Mean cost over the rows; NaN for no rows. */
  readonly loss: number;
  /** Share of the rows whose class is predicted; absent where there are no classes or no predictions. */
  readonly accuracy?: number;
  /** confusion[true class][predicted class] = number of rows */
  readonly confusion?: readonly (readonly number[])[];
}

/** Loss, accuracy and confusion table. `classes` is the number of classes, or 0 for numbers to be met. */
export function evaluate(
  kernel: TrainingKernel,
  samples: Samples,
  params: readonly Numbers[],
  classes: number,
): Evaluation {
  const { rows } = samples;
  if (rows === 0) return { rows, loss: Number.NaN };
  const gradients = kernel.params.map(({ shape }) => allocate(kernel.precision, sizeOf(shape)));
  const loss = kernel.run(rows, samples.columns, params, gradients);
  if (classes === 0 || kernel.predict === undefined) return { rows, loss };
  const label = kernel.inputs.findIndex(({ role }) => role === "label");
  const width = sizeOf(kernel.inputs[label]!.shape);
  const predictions = allocate(kernel.precision, rows * width);
  kernel.predict(rows, samples.columns, params, predictions);
  const confusion = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
  let correct = 0;
  for (let row = 0; row < rows; row++) {
    const truth = classAt(samples.columns[label]!, row, width);
    const guess = classAt(predictions, row, width);
    confusion[truth]![guess]! += 1;
    if (truth === guess) correct++;
  }
  return { rows, loss, accuracy: correct / rows, confusion };
}

/** The class a row of probabilities (or of a label) points at; a single number points at 1 from one half on. */
export function classAt(values: Numbers, row: number, width: number): number {
  if (width === 1) return Number(values[row]! >= 0.5);
  let best = 0;
  for (let k = 1; k < width; k++) if (values[row * width + k]! > values[row * width + best]!) best = k;
  return best;
}
