import { SizeError, type Choice, type Precision, type Target } from "../codegen/index.ts";
import type { Model } from "../src/index.ts";
import {
  chooseColumns,
  type Dataset,
  irisFeatures,
  readDigits,
  readCsv,
  readIris,
  readJson,
  type Table,
  type GeneratedModel,
  trainableModel,
  type TrainingKernel,
} from "../train/index.ts";
import { BuildError } from "../codegen/build.ts";
import { known } from "./derivation.ts";
import { readText } from "./files.ts";
import type { Word } from "./messages/catalogue.ts";
import { modelSizes } from "./point.ts";
import { version } from "./version.ts";

export interface TrainingRequest {
  readonly of: string | undefined;
  readonly sizes: ReadonlyMap<string, number>;
  readonly precision: Precision;
  readonly target: Target;
}

/** What the kernel is written in, and why, as `train` says it. */
export const choiceWords = {
  asked: "kernelAsked",
  small: "kernelBySize",
  large: "kernelBySize",
  engine: "kernelEngine",
  matrices: "kernelMatrices",
} as const satisfies { readonly [Why in Choice["why"]]: Word };

/** The model ready for training. @error E1030, E1032 the quantity · E1042 a size without a value */
export async function trainable(model: Model, request: TrainingRequest): Promise<GeneratedModel> {
  const { of, precision, target } = request;
  const sizes = new Map([...modelSizes(model), ...request.sizes]);
  try {
    const kernel = { precision, target };
    return known(await trainableModel(model, { name: "train", version, of, sizes, kernel }));
  } catch (error) {
    if (error instanceof SizeError) throw new BuildError("E1042", { name: error.size });
    throw error;
  }
}

export interface DataRequest {
  /** A file, `iris`, or `mnist`. */
  readonly data: string;
  readonly features: readonly string[] | undefined;
  readonly labels: readonly string[] | undefined;
}

/** Reads the data and chooses their columns to suit the kernel. @error TrainError E0902–E0911 */
export async function trainingData(request: DataRequest, kernel: TrainingKernel): Promise<Dataset> {
  if (request.data === "mnist") return readDigits();
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
