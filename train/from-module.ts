import { TrainError } from "./error.ts";
import type { InputSpec, Numbers, ParamSpec, TrainingKernel } from "./kernel.ts";

/** What every generated kernel module exports about itself. */
export interface ModuleDescription {
  /** Shape of every argument, in order of declaration: inputs, labels and parameters. */
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  /** The name of the output, as the model writes it. */
  readonly output: string;
}

/** The role of each argument, as the model declares it. Parameters carry the axes their uses sum over. */
export interface Roles {
  readonly labels: readonly string[];
  readonly params: readonly string[];
  readonly contracted?: Readonly<Record<string, readonly number[]>>;
}

type BatchGradient = (n: number, ...arrays: readonly Numbers[]) => number;

/**
 * A generated kernel module, ready for training. Its arguments stand in order of declaration, whatever their
 * roles; the gradients follow in the order of the parameters.
 *
 * @param gradient the module's `costAndGradientBatch` (named after the model's output)
 * @param extras hash, precision, predictions and unit activity, where there are any
 * @error E0919 the description knows no such parameter or label
 */
export function kernelFromModule(
  description: ModuleDescription,
  gradient: BatchGradient,
  roles: Roles,
  extras: Pick<TrainingKernel, "hash" | "precision" | "predict" | "units">,
): TrainingKernel {
  const names = Object.keys(description.inputs);
  const unknown = [...roles.params, ...roles.labels].find((name) => !names.includes(name));
  if (unknown !== undefined) throw new TrainError("E0919", { missing: unknown });
  const paramNames = names.filter((name) => roles.params.includes(name));
  const inputNames = names.filter((name) => !roles.params.includes(name));
  const shapeOf = (name: string) => description.inputs[name]!;
  const inputs = inputNames.map((name): InputSpec => {
    return { name, shape: shapeOf(name), role: roles.labels.includes(name) ? "label" : "input" };
  });
  const params = paramNames.map((name): ParamSpec => {
    const contracted = roles.contracted?.[name];
    return { name, shape: shapeOf(name), ...(contracted === undefined ? {} : { contracted }) };
  });
  const sources = names.map(
    (name) =>
      [
        roles.params.includes(name),
        (roles.params.includes(name) ? paramNames : inputNames).indexOf(name),
      ] as const,
  );
  return {
    ...extras,
    inputs,
    params,
    run: (n, inputArrays, paramArrays, gradients) => {
      const declared = sources.map(([isParam, at]) => (isParam ? paramArrays : inputArrays)[at]!);
      return gradient(n, ...declared, ...gradients);
    },
  };
}
