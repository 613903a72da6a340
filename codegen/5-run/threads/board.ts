import type { KernelDescription, Numbers } from "../module.ts";
import { controlLength } from "./control.ts";

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
}

export interface BoardRequest {
  readonly model: KernelDescription;
  readonly threads: number;
  /** The most rows a batch can have. */
  readonly capacity: number;
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Allocates the arrays, in shared memory where `isShared`. */
export function allocate({ model, threads, capacity }: BoardRequest, isShared: boolean): Board {
  const bytes = (count: number): ArrayBuffer =>
    (isShared ? new SharedArrayBuffer(count) : new ArrayBuffer(count)) as ArrayBuffer;
  const width = model.precision === "f32" ? 4 : 8;
  const numbers = (count: number): Numbers =>
    width === 4 ? new Float32Array(bytes(4 * count)) : new Float64Array(bytes(8 * count));
  const isSample = new Set(model.samples);
  const inputs = Object.entries(model.inputs).map(
    ([name, shape]) => [name, numbers(sizeOf(shape) * (isSample.has(name) ? capacity : 1))] as const,
  );
  const gradients = (): Readonly<Record<string, Numbers>> =>
    Object.fromEntries(model.gradients.map((name) => [name, numbers(sizeOf(model.inputs[name]!))]));
  return {
    threads,
    capacity,
    control: new Int32Array(bytes(4 * controlLength(threads))),
    costs: new Float64Array(bytes(8 * threads)),
    inputs: Object.fromEntries(inputs),
    gradients: gradients(),
    predictions: Object.fromEntries(
      Object.entries(model.predictions).map(([name, shape]) => [name, numbers(sizeOf(shape) * capacity)]),
    ),
    partials: Array.from({ length: threads }, gradients),
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
