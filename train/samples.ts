import type { Dataset } from "./data/dataset.ts";
import type { Notice } from "./error.ts";
import { TrainError } from "./error.ts";
import type { InputSpec, Numbers, TrainingKernel } from "./kernel.ts";
import { allocate, sizeOf } from "./kernel.ts";

/** A data set laid out for a kernel: one array for each input, n samples row after row. */
export interface Samples {
  readonly rows: number;
  readonly columns: readonly Numbers[];
}

const widthOf = (inputs: readonly InputSpec[], role: InputSpec["role"]): number =>
  inputs.filter((input) => input.role === role).reduce((sum, { shape }) => sum + sizeOf(shape), 0);

/** How many numbers a label holds. */
export const labelSize = (kernel: TrainingKernel): number => widthOf(kernel.inputs, "label");

/** Whether the model takes exactly one feature more than the data have: the constant 1 that plays the bias. */
export function wantsConstant(kernel: TrainingKernel, data: Dataset): Notice | undefined {
  const size = widthOf(kernel.inputs, "input");
  const found = data.featureNames.length;
  if (found + 1 !== size) return undefined;
  const name = kernel.inputs.findLast(({ role }) => role === "input")!.name;
  return { code: "N0908", values: { name, size, found } };
}

/**
 * Deals the features to the model's inputs and the targets to its labels, in order of declaration.
 * A label of one number holds 0 or 1 for two classes.
 *
 * @error E0912 another number of features · E0913 another number of classes · E0919 no input, label or param
 */
export function layOut(kernel: TrainingKernel, data: Dataset): Samples {
  requireTrainable(kernel);
  requireWidth(kernel, data);
  const offsets = { input: 0, label: isBinary(kernel, data) ? 1 : 0 };
  const columns = kernel.inputs.map(({ role, shape }) => {
    const size = sizeOf(shape);
    const source = role === "input" ? data.features : data.targets;
    const width = role === "input" ? data.featureNames.length : data.targetNames.length;
    const column = allocate(kernel.precision, data.rows * size);
    for (let row = 0; row < data.rows; row++) {
      const start = row * width + offsets[role];
      column.set(source.subarray(start, start + size), row * size);
    }
    offsets[role] += size;
    return column;
  });
  return { rows: data.rows, columns };
}

/** Two classes for one number: the label is 1 for the second class and 0 for the first. */
const isBinary = (kernel: TrainingKernel, data: Dataset): boolean =>
  data.kind === "classes" && data.targetNames.length === 2 && labelSize(kernel) === 1;

function requireTrainable(kernel: TrainingKernel): void {
  const roles = new Set(kernel.inputs.map(({ role }) => role));
  const missing = [
    kernel.params.length === 0 && "param",
    !roles.has("input") && "input",
    !roles.has("label") && "label",
  ].filter((word) => word !== false);
  if (missing.length > 0) throw new TrainError("E0919", { missing: missing.join(", ") });
}

function requireWidth(kernel: TrainingKernel, data: Dataset): void {
  const nameOf = (role: InputSpec["role"]) =>
    kernel.inputs.flatMap((input) => (input.role === role ? [input.name] : [])).join(", ");
  const wanted = widthOf(kernel.inputs, "input");
  const [found, features] = [data.featureNames.length, data.featureNames.join(", ")];
  if (found !== wanted) {
    throw new TrainError(
      "E0912",
      { found, features, name: nameOf("input"), expected: wanted },
      { file: data.source },
    );
  }
  const expected = labelSize(kernel);
  const [classes, names] = [data.targetNames.length, data.targetNames.join(", ")];
  if (classes !== expected && !isBinary(kernel, data)) {
    const values = { found: classes, classes: names, name: nameOf("label"), expected };
    throw new TrainError("E0913", values, { file: data.source });
  }
}
