import type { OptimiserName } from "./optimise.ts";
import type { Dataset } from "./data/dataset.ts";
import type { Scaling } from "./data/scale.ts";
import { TrainError } from "./error.ts";
import type { Numbers, TrainingKernel } from "./kernel.ts";
import { allocate, sizeOf } from "./kernel.ts";

/** The conditions under which a descent can be continued to the same bits. */
export interface RunConditions {
  readonly seed: number;
  readonly rate: number;
  /** 0 for full batch. */
  readonly batchSize: number;
  readonly heldOutShare: number;
}

/** Trained parameters with all that is needed to go on, or to predict for new data. */
export interface Weights extends RunConditions {
  /** Hash of the model's graph. */
  readonly model: string;
  /** Epochs done. */
  readonly epoch: number;
  readonly features: readonly string[];
  readonly targets: readonly string[];
  readonly scaling?: Scaling;
  /** What the optimiser remembers; plain gradient descent where it is missing. */
  readonly optimiser?: SavedOptimiser;
  readonly params: readonly SavedParam[];
}

export interface SavedOptimiser {
  readonly name: OptimiserName;
  /** Steps taken. */
  readonly steps: number;
  /** For each parameter in order, the arrays its method keeps, row-major. */
  readonly memory: readonly (readonly number[])[];
}

export interface SavedParam {
  readonly name: string;
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: readonly number[];
}

/** @error E0915 another shape · E0916 a parameter is missing */
export function restoreParams(weights: Weights, kernel: TrainingKernel): Numbers[] {
  return kernel.params.map(({ name, shape }) => {
    const saved = weights.params.find((param) => param.name === name);
    if (saved === undefined) {
      throw new TrainError("E0916", { name, found: weights.params.map((param) => param.name).join(", ") });
    }
    if (saved.shape.length !== shape.length || saved.shape.some((length, axis) => length !== shape[axis])) {
      throw new TrainError("E0915", { name, found: shapeText(saved.shape), expected: shapeText(shape) });
    }
    const values = allocate(kernel.precision, sizeOf(shape));
    values.set(saved.values);
    return values;
  });
}

/**
 * Whether saved weights can be gone on with. The rate may change: that is a schedule, not another descent.
 *
 * @error E0915, E0916, E0917 weights of another model · E0921 another seed, batch size, held-out share or columns
 */
export function requireSameRun(
  weights: Weights,
  kernel: TrainingKernel,
  data: Pick<Dataset, "featureNames" | "targetNames">,
  run: RunConditions & { readonly optimiser: OptimiserName },
): void {
  restoreParams(weights, kernel);
  if (weights.model !== kernel.hash) {
    throw new TrainError("E0917", { found: weights.model, expected: kernel.hash });
  }
  const conditions = {
    seed: [weights.seed, run.seed],
    optimiser: [weights.optimiser?.name ?? "sgd", run.optimiser],
    batchSize: [weights.batchSize, run.batchSize],
    heldOutShare: [weights.heldOutShare, run.heldOutShare],
    features: [weights.features.join(", "), data.featureNames.join(", ")],
    targets: [weights.targets.join(", "), data.targetNames.join(", ")],
  } as const;
  for (const [name, [found, expected]] of Object.entries(conditions)) {
    if (found !== expected) throw new TrainError("E0921", { name, found, expected });
  }
}

const shapeText = (shape: readonly number[]): string =>
  shape.length === 0 ? "scalar" : `[${shape.join(", ")}]`;
