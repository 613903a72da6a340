import type { Dataset } from "./data/dataset.ts";
import { appendConstant, applyScaling } from "./data/scale.ts";
import { TrainError } from "./error.ts";
import { classAt } from "./evaluate.ts";
import type { Numbers, TrainingKernel } from "./kernel.ts";
import { allocate } from "./kernel.ts";
import { labelSize, layOut, wantsConstant } from "./samples.ts";
import type { Weights } from "./weights.ts";
import { restoreParams } from "./weights.ts";

export interface Prediction {
  /** rows × size of the label: probabilities (or numbers), row-major. */
  readonly values: Numbers;
  /** The class of each row, an index into the names of the targets. */
  readonly classes: Int32Array;
}

/**
 * What trained weights say about new rows, given in the units of the data file (scaling and the constant 1 are
 * applied as they were in training).
 *
 * @param features rows × weights.features.length, row-major
 * @error E0912 another number of features · E0915, E0916 weights of another model · E0919 the model predicts nothing
 */
export function predict(kernel: TrainingKernel, weights: Weights, features: Float64Array): Prediction {
  if (kernel.predict === undefined) throw new TrainError("E0919", { missing: "prediction" });
  const width = weights.features.length;
  const rows = features.length / width;
  const data: Dataset = {
    source: "",
    rows,
    featureNames: weights.features,
    features,
    targetNames: weights.targets,
    targets: new Float64Array(rows * weights.targets.length),
    kind: "classes",
  };
  if (!Number.isInteger(rows)) {
    const names = weights.features.join(", ");
    throw new TrainError("E0912", {
      found: features.length,
      features: names,
      name: "features",
      expected: width,
    });
  }
  const scaled = weights.scaling === undefined ? data : applyScaling(data, weights.scaling);
  const samples = layOut(kernel, wantsConstant(kernel, data) === undefined ? scaled : appendConstant(scaled));
  const size = labelSize(kernel);
  const values = allocate(kernel.precision, rows * size);
  kernel.predict(rows, samples.columns, restoreParams(weights, kernel), values);
  return { values, classes: Int32Array.from({ length: rows }, (_, row) => classAt(values, row, size)) };
}
