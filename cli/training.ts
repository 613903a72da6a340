import { generateKernel, kernelRequest, loadKernel, SizeError, type Precision } from "../codegen/index.ts";
import type { Model } from "../src/index.ts";
import {
  chooseColumns,
  type Dataset,
  irisFeatures,
  kernelFromModule,
  readCsv,
  readIris,
  readJson,
  type Table,
  type TrainingKernel,
  type TrainingOptions,
  type UnitActivity,
} from "../train/index.ts";
import { known } from "./derivation.ts";
import { Failure } from "./failure.ts";
import { readText } from "./files.ts";
import { modelSizes } from "./point.ts";
import { version } from "./version.ts";

export interface TrainingRequest {
  readonly of: string | undefined;
  readonly sizes: ReadonlyMap<string, number>;
  readonly precision: Precision;
}

type Numbers = Float64Array | Float32Array;

/**
 * The model as something that can be trained: its generated kernel, its predictions, and how many rows switch each
 * ReLU on.
 *
 * @error E1030, E1032 the quantity · E1042 a size without a value
 */
export async function trainingKernel(
  model: Model,
  { of, sizes, precision }: TrainingRequest,
): Promise<TrainingKernel> {
  const all = new Map([...modelSizes(model), ...sizes]);
  const base = known(kernelRequest(model, { name: "train", version, of, sizes: all, kernel: { precision } }));
  const hidden = [...model.definitions.values()]
    .filter(({ value }) => value.kind === "unary" && value.op === "relu")
    .map(({ name, params, value }) => ({ name, indices: params, value }));
  const [prediction] = base.predictions ?? [];
  const request = { ...base, predictions: [...(prediction === undefined ? [] : [prediction]), ...hidden] };
  try {
    const kernel = await loadKernel(generateKernel(request));
    const { labels, params, predictions, hash } = kernel.model;
    const isLabel = Object.keys(kernel.model.inputs)
      .filter((name) => !params.includes(name))
      .map((name) => labels.includes(name));
    const lengths = Object.values(predictions).map((shape) =>
      shape.reduce((product, size) => product * size, 1),
    );
    const allocate = (size: number): Numbers =>
      precision === "f64" ? new Float64Array(size) : new Float32Array(size);
    /** Everything the kernel predicts; `first` receives the first of it. */
    const predictAll = (
      n: number,
      inputs: readonly Numbers[],
      weights: readonly Numbers[],
      first?: Numbers,
    ): readonly Numbers[] => {
      const outputs = lengths.map((size, k) => (k === 0 && first !== undefined ? first : allocate(n * size)));
      kernel.predictBatch(n, ...inputs.filter((_, k) => !isLabel[k]), ...weights, ...outputs);
      return outputs;
    };
    const units = (
      n: number,
      inputs: readonly Numbers[],
      weights: readonly Numbers[],
    ): readonly UnitActivity[] => {
      const outputs = predictAll(n, inputs, weights).slice(prediction === undefined ? 0 : 1);
      return hidden.map(({ name }, k) => ({ tensor: name, active: activeRows(outputs[k]!, n), rows: n }));
    };
    return kernelFromModule(
      kernel.model,
      kernel.costAndGradientBatch,
      { labels, params },
      {
        hash,
        precision,
        ...(prediction === undefined
          ? {}
          : { predict: (n, inputs, weights, into) => void predictAll(n, inputs, weights, into) }),
        ...(hidden.length > 0 ? { units } : {}),
      },
    );
  } catch (error) {
    if (error instanceof SizeError) throw new Failure("E1042", { name: error.size });
    throw error;
  }
}

/** For each unit, how many of n rows have it above 0. */
function activeRows(values: Numbers, n: number): readonly number[] {
  const units = n === 0 ? 0 : values.length / n;
  return Array.from({ length: units }, (_, unit) => {
    let count = 0;
    for (let row = 0; row < n; row++) if (values[row * units + unit]! > 0) count++;
    return count;
  });
}

export interface DataRequest {
  /** A file, or `iris`. */
  readonly data: string;
  readonly features: readonly string[] | undefined;
  readonly labels: readonly string[] | undefined;
}

/** Reads the data and chooses their columns to suit the kernel. @error TrainError E0902–E0911 */
export async function trainingData(request: DataRequest, kernel: TrainingKernel): Promise<Dataset> {
  const table = await readTable(request.data);
  const size = (role: "input" | "label"): number =>
    kernel.inputs
      .filter((input) => input.role === role)
      .reduce((sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1), 0);
  const features =
    request.features ?? (request.data === "iris" && size("input") < 4 ? irisFeatures : undefined);
  return chooseColumns(table, {
    ...(features === undefined ? {} : { features }),
    ...(request.labels === undefined ? {} : { labels: request.labels }),
    labelSize: size("label"),
  });
}

async function readTable(file: string): Promise<Table> {
  if (file === "iris") return readIris();
  const text = await readText(file);
  return /^\s*[[{]/.test(text) ? readJson(text, file) : readCsv(text, file);
}

/** What the model assumes of the sum of its label, so that the data can be held against it. */
export function assumedLabelSum(model: Model): TrainingOptions["assumedLabelSum"] {
  for (const { text, left, right } of model.assumptions) {
    if (left.kind !== "reduce" || left.op !== "sum" || right.kind !== "const") continue;
    const { body } = left;
    const isLabel = body.kind === "tensor" && model.declarations.get(body.name)?.role === "label";
    if (isLabel) return { text, total: Number(right.value.num) / Number(right.value.den) };
  }
  return undefined;
}
