/** Row-major numbers. */
export type Numbers = Float64Array | Float32Array;

/** What a kernel module says about itself. */
export interface KernelDescription {
  /** Shapes of the arguments in their order: inputs and labels, constants, parameters. */
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly output: string;
  /** The inputs and labels: what has a row per sample in a batch. */
  readonly samples: readonly string[];
  readonly labels: readonly string[];
  readonly params: readonly string[];
  readonly gradients: readonly string[];
  readonly predictions: Readonly<Record<string, readonly number[]>>;
  readonly precision: "f64" | "f32";
  readonly strategy: string;
  readonly operations: Readonly<Record<string, number>>;
  readonly hash: string;
}

/** A kernel bound to its own arrays, which are properties by their names: `W0`, `dW0`. */
export interface BoundKernel {
  readonly [name: string]: unknown;
  warmup(): void;
}

/**
 * The functions of a kernel module, called alike whatever the model calls its cost. Arguments are the arrays of
 * `model.inputs`, then the outputs.
 */
export interface LoadedKernel {
  readonly model: KernelDescription;
  readonly cost: (...arrays: readonly Numbers[]) => number;
  readonly costAndGradient: (...arrays: readonly Numbers[]) => number;
  readonly gradient: (...arrays: readonly Numbers[]) => void;
  readonly costBatch: (n: number, ...arrays: readonly Numbers[]) => number;
  readonly costAndGradientBatch: (n: number, ...arrays: readonly Numbers[]) => number;
  /** Takes the inputs without the labels. */
  readonly predict: (...arrays: readonly Numbers[]) => void;
  readonly predictBatch: (n: number, ...arrays: readonly Numbers[]) => void;
  readonly createKernel: () => BoundKernel;
  /** Everything the module exports, under its own names. */
  readonly exports: Readonly<Record<string, unknown>>;
}

/** Where a kernel module is: its text in JavaScript, or an address that can be imported. */
export type KernelSource = { readonly javascript: string } | { readonly url: string };

/** The names of a module's functions by what they do, whatever the model calls its cost. */
export function namesOf(exports: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const cost = Object.keys(exports).find((name) => `${name}Batch` in exports && name !== "predict" && !name.endsWith("Batch") && !name.endsWith("AndGradient")) ?? "cost"; // prettier-ignore
  return {
    model: "model",
    cost,
    costAndGradient: `${cost}AndGradient`,
    gradient: "gradient",
    costBatch: `${cost}Batch`,
    costAndGradientBatch: `${cost}AndGradientBatch`,
    predict: "predict",
    predictBatch: "predictBatch",
    createKernel: "createKernel",
  };
}

/**
 * Imports a kernel module. Text becomes a module of its own at every call, so that the engine specialises each
 * kernel by itself.
 * @error TypeError what was imported is no kernel with batches
 */
export async function loadModule(source: KernelSource): Promise<LoadedKernel> {
  const exports = (await import(/* @vite-ignore */ addressOf(source))) as Readonly<Record<string, unknown>>;
  const named = Object.fromEntries(
    Object.entries(namesOf(exports)).map(([role, name]) => [role, exports[name]]),
  );
  if (named["model"] === undefined || named["costBatch"] === undefined)
    throw new TypeError("the module is no kernel with batches: it lacks `model` or a function for batches");
  return { ...(named as unknown as Omit<LoadedKernel, "exports">), exports };
}

/** Text gets an address of its own at every call. */
export const addressOf = (source: KernelSource): string =>
  "url" in source
    ? source.url
    : `data:text/javascript;charset=utf-8,${encodeURIComponent(`${source.javascript}// ${globalThis.crypto.randomUUID()}\n`)}`;
