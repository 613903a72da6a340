import {
  kernelHere,
  kernelRequest,
  loadKernel,
  predictionOf,
  type Choice,
  type KernelOptions,
  type KernelRequest,
  type LoadedKernel,
  type OutputSpec,
} from "../codegen/index.ts";
import { structure, type Definition, type Model, type Unknown } from "../src/index.ts";
import { kernelFromModule } from "./from-module.ts";
import { allocate, sizeOf, type Numbers, type TrainingKernel, type UnitActivity } from "./kernel.ts";

/** What training needs of a model: its kernel, and what it assumes of its labels. */
export interface TrainableModel {
  readonly kernel: TrainingKernel;
  readonly assumedLabelSum?: { readonly text: string; readonly total: number };
}

/** A model whose kernel was generated here: what the kernel is written in, and why. */
export interface GeneratedModel extends TrainableModel {
  readonly choice: Choice;
}

export interface TrainableOptions {
  readonly name: string;
  /** The version of the generator, for the hash. */
  readonly version: string;
  readonly of?: string | undefined;
  readonly sizes?: ReadonlyMap<string, number>;
  /** Without fused operations unless they are asked for, so that a run has the same bits in every engine. */
  readonly kernel?: KernelOptions;
}

/** Hidden tensors whose units switch on and off, and which can be computed without a label. */
const switchesOf = (model: Model): readonly Definition[] =>
  [...model.definitions.values()].filter(
    (d) => structure.isRelu(d.value) && !structure.usesLabels(model, d.value),
  );

/** "sum(k, y[k]) == 1" where the model assumes what the entries of a label sum to. */
function assumedSum(model: Model): TrainableModel["assumedLabelSum"] {
  for (const { text, left, right } of model.assumptions) {
    const total = structure.constantOf(right);
    const summed = structure.summedTensor(left);
    if (total !== undefined && summed !== undefined && model.declarations.get(summed)?.role === "label")
      return { text, total };
  }
  return undefined;
}

/** The axes of each parameter over which the model sums where it uses it. */
const contractions = (model: Model, of: string | undefined): Readonly<Record<string, readonly number[]>> =>
  Object.fromEntries(structure.contractedAxes(model, of));

/** Hidden tensors whose units are counted; what the model predicts is no hidden tensor. */
const countedOf = (model: Model): readonly Definition[] => {
  const predicted = predictionOf(model)?.name;
  return switchesOf(model).filter(({ name }) => name !== predicted);
};

/** The kernel that training asks for: beside its predictions it gives the hidden units that switch. */
export function trainingRequest(model: Model, options: TrainableOptions): KernelRequest | Unknown {
  const request = kernelRequest(model, options);
  if ("known" in request) return request;
  const predictions: readonly OutputSpec[] = [
    ...(request.predictions ?? []),
    ...countedOf(model).map(({ name, params, value }) => ({ name, indices: params, value })),
  ];
  return { ...request, predictions };
}

/**
 * Generates the kernel of a model in memory, ready for training: mean cost and gradients over a batch, the
 * predictions, and how many rows switch each hidden unit on.
 * @error SizeError where a size has no value
 */
export async function trainableModel(
  model: Model,
  options: TrainableOptions,
): Promise<GeneratedModel | Unknown> {
  const request = trainingRequest(model, options);
  if ("known" in request) return request;
  const made = kernelHere({ ...request, options: { fused: false, ...request.options } });
  return { ...trainableFrom(model, await loadKernel(made), options.of), choice: made.choice };
}

/** The functions of a kernel that training calls. */
export type TrainableKernel = Pick<LoadedKernel, "model" | "costAndGradientBatch" | "predictBatch">;

/**
 * A model with the kernel that was generated for its `trainingRequest`, wherever that was: where no text may become
 * code, the kernel is a file.
 * @param of the scalar that was differentiated; the last one by default
 */
export function trainableFrom(model: Model, loaded: TrainableKernel, of?: string): TrainableModel {
  const switches = countedOf(model);
  const { precision, hash, labels, params } = loaded.model;
  const shapes = Object.entries(loaded.model.predictions);
  const withoutLabels = Object.keys(loaded.model.inputs).filter((name) => !labels.includes(name));
  const inputs = Object.keys(loaded.model.inputs).filter((name) => !params.includes(name));

  /** All predictions of n samples; the first one into `first` where it is given. */
  const run = (
    n: number,
    inputArrays: readonly Numbers[],
    paramArrays: readonly Numbers[],
    first?: Numbers,
  ): Numbers[] => {
    const outputs = shapes.map(([, shape], k) =>
      k === 0 && first !== undefined ? first : allocate(precision, n * sizeOf(shape)),
    );
    const given = withoutLabels.map((name) =>
      params.includes(name) ? paramArrays[params.indexOf(name)]! : inputArrays[inputs.indexOf(name)]!,
    );
    loaded.predictBatch(n, ...given, ...outputs);
    return outputs;
  };

  const predict: TrainingKernel["predict"] = (n, inputArrays, paramArrays, predictionArray) => {
    run(n, inputArrays, paramArrays, predictionArray);
  };
  const units: TrainingKernel["units"] = (n, inputArrays, paramArrays) =>
    run(n, inputArrays, paramArrays)
      .map((values, k): UnitActivity => ({ tensor: shapes[k]![0], active: activity(values, n), rows: n }))
      .filter(({ tensor }) => switches.some(({ name }) => name === tensor));

  const roles = { labels, params, contracted: contractions(model, of) };
  const kernel = kernelFromModule(loaded.model, loaded.costAndGradientBatch, roles, {
    hash,
    precision,
    ...(predictionOf(model) === undefined ? {} : { predict }),
    ...(switches.length > 0 ? { units } : {}),
  });
  const assumedLabelSum = assumedSum(model);
  return { kernel, ...(assumedLabelSum === undefined ? {} : { assumedLabelSum }) };
}

/** For every unit the number of rows on which it is on. */
function activity(values: Numbers, rows: number): number[] {
  const width = rows === 0 ? 0 : values.length / rows;
  return Array.from({ length: width }, (_, unit) => {
    let active = 0;
    for (let row = 0; row < rows; row++) if (values[row * width + unit]! > 0) active++;
    return active;
  });
}
