import {
  defaultQuantity,
  derive,
  namingOf,
  positionAt,
  simplifiedValue,
  toMatrix,
  toText,
  type Declaration,
  type Definition,
  type Expr,
  type Index,
  type Model,
  type ModelDerivation,
  type Unknown,
} from "../../src/index.ts";
import { toNumber } from "../../src/core/rational.ts";
import { postorder, tensorsOf } from "../../src/core/walk.ts";
import type { KernelOptions, KernelRequest, OutputSpec } from "./request.ts";

export interface FromModelOptions {
  /** The file name without its ending: `notes`. */
  readonly name: string;
  /** The version of the generator. */
  readonly version: string;
  /** Where the model came from, for the header. */
  readonly source?: { readonly file: string; readonly sha256: string };
  /** The scalar to differentiate; the last scalar definition by default. */
  readonly of?: string | undefined;
  /** The variables; all parameters by default. */
  readonly wrt?: readonly string[] | undefined;
  /** Values of sizes that the model leaves open, and of those it gives. */
  readonly sizes?: ReadonlyMap<string, number>;
  readonly kernel?: KernelOptions;
}

/** Tensors that are arguments; a constant that the model gives is a number in the code. */
const declared = (model: Model): Declaration[] =>
  [...model.declarations.values()].filter(({ role, value }) => role !== "const" || value === undefined);

/**
 * What a model predicts: its last definition that has the shape of a label and does not look at one, such as the
 * probabilities of the classes.
 */
export function predictionOf(model: Model): Definition | undefined {
  const labels = [...model.declarations.values()].filter((d) => d.role === "label");
  const names = new Set(labels.map((d) => d.name));
  const isLike = (d: Definition): boolean =>
    labels.some(
      ({ shape }) => shape.length === d.shape.length && shape.every((size, k) => size === d.shape[k]),
    );
  return [...model.definitions.values()].findLast(
    (d) => isLike(d) && !tensorsOf(d.value).some((name) => names.has(name)),
  );
}

/** A closed form of more distinct nodes is no formula anyone reads, and takes long to print. */
const READABLE_NODES = 400;

/** The closed form as the header shows it: in matrices where they can say it; nothing where it is huge. */
function formula(model: Model, name: string, value: Expr, axes: readonly Index[]): { formula?: string } {
  if (postorder([value]).length > READABLE_NODES) return {};
  const naming = namingOf(model);
  const before = model.definitions.has(name) ? naming.before(name) : naming;
  return { formula: toMatrix(value, axes, before) ?? toText(value, before, axes) };
}

const distinct = (texts: Iterable<string>): string[] => [...new Set(texts)];

/** Assumptions and conventions that the closed forms rest on. */
function provisos(derivation: ModelDerivation): { assumptions: string[]; conventions: string[] } {
  const steps = [...derivation.prepared.steps, ...derivation.adjoints.flatMap((a) => a.steps())];
  return {
    assumptions: distinct(steps.flatMap((s) => s.assumptions.map((a) => a.text))),
    conventions: distinct(steps.flatMap((s) => s.conventions)),
  };
}

/** Sizes that have a value: those the model gives, and those given here, which win. */
function sizesOf(model: Model, given: ReadonlyMap<string, number> = new Map()): Map<string, number> {
  const values = new Map(given);
  for (const [name, size] of model.sizes)
    if (size.value !== undefined && !values.has(name)) values.set(name, size.value);
  return values;
}

/**
 * Everything the generator needs to know of a model: its tensors in order of declaration, the cost and its
 * gradients in closed form under the assumptions of the model, and the names its text uses.
 */
export function kernelRequest(model: Model, options: FromModelOptions): KernelRequest | Unknown {
  const derivation = derive(model, { of: options.of, wrt: options.wrt });
  if ("known" in derivation) return derivation;
  const definition = model.definitions.get(derivation.of) ?? defaultQuantity(model)!;
  const output = (name: string, value: Expr, indices: readonly Index[]): OutputSpec => ({
    name,
    indices,
    value,
    ...formula(model, name, value, indices),
  });
  const prediction = predictionOf(model);
  return {
    name: options.name,
    version: options.version,
    ...(options.source === undefined ? {} : { source: options.source }),
    tensors: declared(model).map(({ name, role, shape }) => ({ name, role, shape })),
    constants: new Map(
      [...model.declarations.values()].flatMap(({ name, value }) =>
        value === undefined ? [] : [[name, toNumber(value)] as const],
      ),
    ),
    sizes: sizesOf(model, options.sizes),
    cost: {
      ...output(definition.name, simplifiedValue(model, definition.value), definition.params),
      ...formula(model, definition.name, definition.value, definition.params),
    },
    gradients: derivation.results.map(({ wrt, axes, value }) => output(wrt, value, axes)),
    predictions:
      prediction === undefined ? [] : [output(prediction.name, prediction.value, prediction.params)],
    definitions: [...model.definitions.values()].map(({ name, params, value, span }) => ({
      name,
      indices: params,
      value,
      place: positionAt(model.source, span.start),
    })),
    ...provisos(derivation),
    options: options.kernel ?? {},
  };
}
