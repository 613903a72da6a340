import type { Dataset } from "./data/dataset.ts";
import type { Scaling } from "./data/scale.ts";
import { appendConstant, applyScaling, fitScaling } from "./data/scale.ts";
import { split } from "./data/split.ts";
import type { Epoch } from "./descend.ts";
import { descend } from "./descend.ts";
import type { Notice } from "./error.ts";
import { TrainError } from "./error.ts";
import type { Evaluation } from "./evaluate.ts";
import { evaluate } from "./evaluate.ts";
import type { Initialiser } from "./initialise.ts";
import { initialise } from "./initialise.ts";
import type { Numbers, TrainingKernel, UnitActivity } from "./kernel.ts";
import { judgeAssumedSum, judgeClasses, judgeCourse, judgeUnits } from "./notice.ts";
import { Optimiser, type OptimiserName } from "./optimise.ts";
import { layOut, wantsConstant } from "./samples.ts";
import type { Weights } from "./weights.ts";
import { restoreParams, requireSameRun } from "./weights.ts";

export interface TrainingOptions {
  /** The last epoch, counted from the first run also when going on from saved weights. */
  readonly epochs: number;
  readonly rate: number;
  readonly seed: number;
  /** Plain gradient descent by default. */
  readonly optimiser?: OptimiserName;
  /** Rows in one step; by default all (full batch). */
  readonly batchSize?: number;
  readonly initialiser?: Initialiser;
  /** Share of the rows held back to measure accuracy on, 0.2 by default. */
  readonly heldOutShare?: number;
  /** Whether features are scaled to mean 0 and variance 1 (by the training rows); true by default. */
  readonly standardise?: boolean;
  /** Assumptions of the model on the sum of a label, to be checked on the data: "sum(k, y[k]) == 1". */
  readonly assumedLabelSum?: { readonly text: string; readonly total: number };
  /** Saved weights to go on from. */
  readonly start?: Weights;
}

/** Everything a report, a page or a file of weights needs to know after (or during) training. */
export interface TrainingResult {
  readonly ending: "finished" | "diverged" | "aborted";
  readonly epoch: number;
  /** Loss by epoch of this run. */
  readonly losses: readonly number[];
  readonly training: Evaluation;
  readonly heldOut: Evaluation;
  readonly units: readonly UnitActivity[];
  readonly notices: readonly Notice[];
  readonly classNames: readonly string[];
  readonly weights: Weights;
}

/** One training run: data laid out, weights begun, and a descent to be asked for epoch by epoch. */
export interface TrainingSession {
  readonly params: readonly Numbers[];
  readonly options: TrainingOptions;
  /** Does epochs one by one as they are asked for; ends with the last or when the descent diverges. */
  readonly epochs: Generator<Epoch, void, void>;
  /** How things stand now. */
  result(ending?: "aborted"): TrainingResult;
}

/**
 * Splits, scales and lays out the data, begins the weights, and returns a session at epoch 0 (or at the epoch of
 * the saved weights).
 *
 * @error E0901 seed · E0912, E0913 the data do not fit the model · E0915–E0917, E0921 the weights do not ·
 *   E0918 an option out of its range · E0919 nothing to train · E0920 too few rows of a class
 */
export function openSession(
  kernel: TrainingKernel,
  data: Dataset,
  options: TrainingOptions,
): TrainingSession {
  requireOptions(options);
  const { parts, scaling, notices } = prepare(kernel, data, options);
  const training = layOut(kernel, parts.training);
  const heldOut = layOut(kernel, parts.heldOut);
  const { seed, rate, initialiser = "he", optimiser: name = "sgd", start } = options;
  const run = { seed, rate, batchSize: options.batchSize ?? 0, heldOutShare: options.heldOutShare ?? 0.2 };
  if (start !== undefined) requireSameRun(start, kernel, data, { ...run, optimiser: name });
  const params =
    start === undefined
      ? initialise(kernel.params, initialiser, seed, kernel.precision)
      : restoreParams(start, kernel);
  const optimiser = new Optimiser(name, params, start?.optimiser);
  const from = start?.epoch ?? 0;
  const losses: number[] = [];
  let isDiverged = false;
  const assumption = options.assumedLabelSum;
  const labelNotices =
    assumption === undefined
      ? []
      : judgeAssumedSum(data.targets, data.targetNames.length, assumption.text, assumption.total);

  function* epochs(): Generator<Epoch, void, void> {
    const batchSize = options.batchSize ?? training.rows;
    for (const epoch of descend(kernel, training, params, {
      epochs: options.epochs,
      from,
      rate,
      optimiser,
      batchSize,
      seed,
    })) {
      losses.push(epoch.loss);
      isDiverged = epoch.isDiverged;
      yield epoch;
    }
  }

  const classNames = data.kind === "classes" ? data.targetNames : [];
  return {
    params,
    options,
    epochs: epochs(),
    result(aborted) {
      const units = kernel.units?.(training.rows, training.columns, params) ?? [];
      const onTraining = evaluate(kernel, training, params, classNames.length);
      const epoch = from + losses.length - Number(isDiverged);
      return {
        ending: isDiverged ? "diverged" : (aborted ?? "finished"),
        epoch,
        losses,
        training: onTraining,
        heldOut: evaluate(kernel, heldOut, params, classNames.length),
        units,
        notices: [
          ...notices,
          ...labelNotices,
          ...judgeCourse({ losses, isDiverged, rate, from }),
          ...judgeUnits(units),
          ...judgeClasses(onTraining, classNames),
        ],
        classNames,
        weights: {
          model: kernel.hash,
          epoch,
          ...run,
          features: data.featureNames,
          targets: data.targetNames,
          ...(scaling === undefined ? {} : { scaling }),
          ...(name === "sgd" ? {} : { optimiser: optimiser.state }),
          params: kernel.params.map(({ name, shape }, k) => ({ name, shape, values: [...params[k]!] })),
        },
      };
    },
  };
}

function prepare(kernel: TrainingKernel, data: Dataset, options: TrainingOptions) {
  const parts = split(data, options.heldOutShare ?? 0.2, options.seed);
  const fitted = options.standardise === false ? undefined : fitScaling(parts.training);
  const scaling: Scaling | undefined = options.start === undefined ? fitted?.scaling : options.start.scaling;
  const constant = wantsConstant(kernel, data);
  const finish = (part: Dataset): Dataset => {
    const scaled = scaling === undefined ? part : applyScaling(part, scaling);
    return constant === undefined ? scaled : appendConstant(scaled);
  };
  return {
    parts: { training: finish(parts.training), heldOut: finish(parts.heldOut) },
    scaling,
    notices: [...(fitted?.notices ?? []), ...(constant === undefined ? [] : [constant])],
  };
}

function requireOptions({ epochs, rate, batchSize, start }: TrainingOptions): void {
  const require = (isFine: boolean, name: string, value: number, expected: string) => {
    if (!isFine) throw new TrainError("E0918", { name, value, expected });
  };
  require(Number.isInteger(epochs) && epochs >= 0, "epochs", epochs, "an integer ≥ 0");
  require(Number.isFinite(rate) && rate > 0, "rate", rate, "a number > 0");
  if (batchSize !== undefined) {
    require(Number.isInteger(batchSize) && batchSize > 0, "batchSize", batchSize, "an integer ≥ 1");
  }
  if (start !== undefined) require(epochs >= start.epoch, "epochs", epochs, `an integer ≥ ${start.epoch}`);
}
