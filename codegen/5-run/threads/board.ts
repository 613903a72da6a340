import type { LoadedKernel, Numbers } from "../module.ts";
import { controlLength } from "./control.ts";
import { aligned, bytesOf, kernelIn, spaceFor, type Space } from "./space.ts";

/** Everything threads share: plain data that can be sent to a worker. */
export interface Board {
  readonly threads: number;
  readonly capacity: number;
  readonly control: Int32Array;
  /** The mean cost over each share. */
  readonly costs: Float64Array;
  /** The arguments of the kernel by name: inputs and labels with a row per sample, constants, parameters. */
  readonly inputs: Readonly<Record<string, Numbers>>;
  readonly gradients: Readonly<Record<string, Numbers>>;
  readonly predictions: Readonly<Record<string, Numbers>>;
  /** The gradients of the mean over each share, one array per share and gradient. */
  readonly partials: readonly Readonly<Record<string, Numbers>>[];
  /** Where the kernel is WebAssembly: the memory in which samples, parameters and partial gradients lie. */
  readonly space: Space | undefined;
}

export interface BoardRequest {
  readonly kernel: LoadedKernel;
  readonly threads: number;
  /** The most rows a batch can have. */
  readonly capacity: number;
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Allocates the arrays, in shared memory where `isShared`; of WebAssembly in a memory that its kernels compute in. */
export function allocate(request: BoardRequest, isShared: boolean): Board {
  const { kernel, threads, capacity } = request;
  const { model } = kernel;
  const bytes = (count: number): ArrayBuffer =>
    (isShared ? new SharedArrayBuffer(count) : new ArrayBuffer(count)) as ArrayBuffer;
  const width = model.precision === "f32" ? 4 : 8;
  const numbers = (count: number, buffer = bytes(width * count), at = 0): Numbers =>
    width === 4 ? new Float32Array(buffer, at, count) : new Float64Array(buffer, at, count);
  const inputShapes = Object.entries(model.inputs);
  const isSample = new Set(model.samples);
  const rows = [
    ...inputShapes.filter(([name]) => isSample.has(name)),
    ...Object.entries(model.predictions),
  ].map(([, shape]) => aligned(sizeOf(shape) * capacity * width));
  const kernelBytes = bytesOf(kernel);
  const room = rows.reduce((total, size) => total + size, 0);
  const space = kernelBytes === undefined ? undefined : spaceFor(kernelBytes, threads, room, isShared);
  let end = space?.end ?? 0;
  /** One row for each sample. */
  const samples = (shape: readonly number[]): Numbers => {
    const count = sizeOf(shape) * capacity;
    if (space === undefined) return numbers(count);
    const at = end;
    end += aligned(count * width);
    return numbers(count, space.memory.buffer as ArrayBuffer, at);
  };
  const gradients = (): Readonly<Record<string, Numbers>> =>
    Object.fromEntries(model.gradients.map((name) => [name, numbers(sizeOf(model.inputs[name]!))]));
  const kernels = space?.slots.map((_, k) => kernelIn(space, kernel, k));
  const stored = kernels?.[0]?.stored;
  return {
    threads,
    capacity,
    control: new Int32Array(bytes(4 * controlLength(threads))),
    costs: new Float64Array(bytes(8 * threads)),
    inputs: Object.fromEntries(
      inputShapes.map(([name, shape]) => [
        name,
        isSample.has(name) ? samples(shape) : (stored?.[name] ?? numbers(sizeOf(shape))),
      ]),
    ),
    gradients: gradients(),
    predictions: Object.fromEntries(
      Object.entries(model.predictions).map(([name, shape]) => [name, samples(shape)]),
    ),
    partials: kernels?.map((one) => one.gradients) ?? Array.from({ length: threads }, gradients),
    space,
  };
}

/** The board with room for more rows; what the arrays held stays. */
export function enlarged(board: Board, request: BoardRequest, isShared: boolean): Board {
  const next = allocate(request, isShared);
  const copy = (from: Readonly<Record<string, Numbers>>, to: Readonly<Record<string, Numbers>>): void => {
    for (const [name, values] of Object.entries(from))
      to[name]!.set(values.subarray(0, Math.min(values.length, to[name]!.length)));
  };
  copy(board.inputs, next.inputs);
  copy(board.gradients, next.gradients);
  copy(board.predictions, next.predictions);
  return next;
}
