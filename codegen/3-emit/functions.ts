import type { Wants } from "./bodies.ts";
import type { KernelRequest } from "./request.ts";
import { shapeText, type Argument, type Signature } from "./signature.ts";

/** A function that a kernel module exports. */
export interface ModuleFunction {
  readonly name: string;
  /** One line, as it stands above the function. */
  readonly doc: string;
  /** Arrays, in the order of the parameters; with `batch` the number of samples comes before them. */
  readonly args: readonly Argument[];
  readonly batch: boolean;
  readonly returns: "number" | "void";
  /** One sample, the mean over many, or a row of results for each of many. */
  readonly work: "single" | "mean" | "rows";
  readonly wants: Wants;
}

const list = (args: readonly Argument[]): string =>
  args.map(({ id, shape }) => `${id} ${shapeText(shape)}`).join(" and ");

/** The functions that a kernel exports, besides its factory, in their order. */
export function moduleFunctions(request: KernelRequest, signature: Signature): readonly ModuleFunction[] {
  const { data, constants, params, gradients, predictions, functions, locals } = signature;
  const all = [...data, ...constants, ...params];
  const predictors = [
    ...data.filter(({ role }) => role === "input"),
    ...constants,
    ...params,
    ...predictions,
  ];
  const { name } = request.cost;
  const rows = data.map(({ id, shape }) => `${id} ${shapeText([locals.n, ...shape])}`).join(" and ");
  const mean = `over ${locals.n} samples, rows of ${rows}; NaN over none`;
  const one = { cost: true, outputs: [] };
  const both = { cost: true, outputs: gradients };
  const predicted = { cost: false, outputs: predictions };
  const hasGradients = gradients.length > 0;
  const hasPredictions = predictions.length > 0;
  const { batch = true } = request.options ?? {};
  const table: readonly (readonly [wanted: boolean, ModuleFunction])[] = [
    [hasGradients, { name: functions.costAndGradient, doc: `${name}, and its gradients into ${list(gradients)}.`,
      args: [...all, ...gradients], batch: false, returns: "number", work: "single", wants: both }],
    [true, { name: functions.cost, doc: `${name} alone.`,
      args: all, batch: false, returns: "number", work: "single", wants: one }],
    [hasGradients, { name: functions.gradient, doc: `The gradients alone, into ${list(gradients)}.`,
      args: [...all, ...gradients], batch: false, returns: "void", work: "single", wants: { cost: false, outputs: gradients } }],
    [hasPredictions, { name: functions.predict, doc: `Writes ${list(predictions)}.`,
      args: predictors, batch: false, returns: "void", work: "single", wants: predicted }],
    [batch, { name: functions.costBatch, doc: `Mean of ${name} ${mean}.`,
      args: all, batch: true, returns: "number", work: "mean", wants: one }],
    [batch && hasGradients, { name: functions.costAndGradientBatch,
      doc: `Mean ${mean}, and its gradients (then 0) into ${list(gradients)}.`,
      args: [...all, ...gradients], batch: true, returns: "number", work: "mean", wants: both }],
    [batch && hasPredictions, { name: functions.predictBatch,
      doc: `Writes ${list(predictions)} for each of ${locals.n} samples.`,
      args: predictors, batch: true, returns: "void", work: "rows", wants: predicted }],
  ]; // prettier-ignore
  return table.flatMap(([wanted, one]) => (wanted ? [one] : []));
}

/** A line of documentation, however the tensors of the model are called. */
export const docComment = (text: string): string => `/** ${text.replaceAll("*/", "* /")} */`;
