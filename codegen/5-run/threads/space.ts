import { engine, type Memory } from "../../3-emit/wasm/engine.ts";
import {
  namesOf,
  type BoundKernel,
  type KernelDescription,
  type LoadedKernel,
  type Numbers,
} from "../module.ts";

/** A memory of WebAssembly that all threads compute in: plain data that can be sent to a worker. */
export interface Space {
  readonly memory: Memory;
  /** Where the kernel of each share begins; the parameters lie in the first one. */
  readonly slots: readonly number[];
  /** The first byte behind all of them. */
  readonly end: number;
}

/** A kernel in a space; arrays that lie there too are not copied. */
export interface KernelInSpace {
  readonly costAndGradientBatch: (n: number, ...samples: readonly Numbers[]) => number;
  readonly costBatch: (n: number, ...samples: readonly Numbers[]) => number;
  readonly predictBatch: (n: number, ...arrays: readonly Numbers[]) => void;
  /** Constants and parameters by their names. */
  readonly stored: Readonly<Record<string, Numbers>>;
  readonly gradients: Readonly<Record<string, Numbers>>;
}

interface Making {
  readonly memory: Memory;
  readonly offset: number;
  /** Room for so many samples that would have to be copied. */
  readonly samples: number;
  readonly parameters?: number;
}

type Create = (making: Making) => BoundKernel & { readonly addresses: { readonly parameters: number } };

const PAGE = 65_536;
const MOST_PAGES = 65_536;

export const aligned = (bytes: number): number => Math.ceil(bytes / 16) * 16;

/** Bytes of one kernel in a memory; undefined where the module is not WebAssembly, or has no gradients. */
export function bytesOf({ exports, model }: LoadedKernel): number | undefined {
  const { kernelBytes } = exports as { readonly kernelBytes?: (samples: number) => number };
  return model.gradients.length === 0 || kernelBytes === undefined ? undefined : aligned(kernelBytes(1));
}

/** A memory for so many kernels, with `room` bytes behind them; undefined where it would be too large. */
export function spaceFor(bytes: number, kernels: number, room: number, shared: boolean): Space | undefined {
  const slots = Array.from({ length: kernels }, (_, k) => k * bytes);
  const end = kernels * bytes;
  const pages = Math.ceil((end + room) / PAGE);
  const { Memory } = engine() ?? {};
  if (Memory === undefined || pages > MOST_PAGES) return undefined;
  return { memory: new Memory({ initial: pages, maximum: pages, shared }), slots, end };
}

/** The kernel of the k-th share, as this thread runs it: every thread has code of its own over the same numbers. */
export function kernelIn(space: Space, kernel: LoadedKernel, k: number): KernelInSpace {
  const { model, exports } = kernel;
  const { memory, slots } = space;
  const create = kernel.createKernel as unknown as Create;
  const make = (at: number, more: { readonly parameters?: number } = {}) =>
    create({ memory, offset: slots[at]!, samples: 1, ...more });
  const first = make(0);
  const bound = k === 0 ? first : make(k, { parameters: first.addresses.parameters });
  const names = namesOf(exports);
  const call = (role: string) => bound[names[role]!];
  return {
    ...arraysOf(bound, model),
    costAndGradientBatch: call("costAndGradientBatch") as KernelInSpace["costAndGradientBatch"],
    costBatch: call("costBatch") as KernelInSpace["costBatch"],
    predictBatch: call("predictBatch") as KernelInSpace["predictBatch"],
  };
}

/** The arrays of a bound kernel, which are its first properties: samples, predictions, constants, parameters, gradients. */
function arraysOf(bound: BoundKernel, model: KernelDescription): Pick<KernelInSpace, "stored" | "gradients"> {
  const moving = model.samples.length + Object.keys(model.predictions).length;
  const stored = Object.keys(model.inputs).filter((name) => !model.samples.includes(name));
  const arrays = Object.values(bound).slice(moving) as Numbers[];
  const named = (names: readonly string[], from: number): Readonly<Record<string, Numbers>> =>
    Object.fromEntries(names.map((name, at) => [name, arrays[from + at]!]));
  return { stored: named(stored, 0), gradients: named(model.gradients, stored.length) };
}

/** The array as one of this thread's memory: what was sent by another thread is the same bytes in another object. */
export const viewIn = ({ memory }: Space, { byteOffset, length, BYTES_PER_ELEMENT }: Numbers): Numbers =>
  BYTES_PER_ELEMENT === 4
    ? new Float32Array(memory.buffer as ArrayBuffer, byteOffset, length)
    : new Float64Array(memory.buffer as ArrayBuffer, byteOffset, length);
