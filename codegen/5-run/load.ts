import { generateKernel, type GeneratedKernel } from "../3-emit/generate.ts";
import type { KernelRequest } from "../3-emit/request.ts";

/** Row-major numbers. */
export type Numbers = Float64Array | Float32Array;

/** What a kernel module says about itself. */
export interface KernelDescription {
  /** Shapes of the arguments in their order: inputs and labels, constants, parameters. */
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly output: string;
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

/**
 * Generates a kernel in memory and loads it; works in Node.js and in browsers. Every call gives a module of its
 * own, so that the engine specialises each kernel by itself. The text that runs is the generator's own: names of
 * the model occur in it as checked identifiers, in strings and in comments only.
 * @error SizeError where a size has no value
 */
export async function loadKernel(source: KernelRequest | GeneratedKernel): Promise<LoadedKernel> {
  const { javascript, functions } = "javascript" in source ? source : generateKernel(source);
  const text = `${javascript}// ${globalThis.crypto.randomUUID()}\n`;
  const url = `data:text/javascript;charset=utf-8,${encodeURIComponent(text)}`;
  const exports = (await import(/* @vite-ignore */ url)) as Readonly<Record<string, unknown>>;
  const named = Object.fromEntries(Object.entries(functions).map(([role, name]) => [role, exports[name]]));
  return { ...(named as unknown as Omit<LoadedKernel, "exports">), exports };
}
