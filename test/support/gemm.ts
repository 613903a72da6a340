import { Module } from "../../codegen/3-emit/wasm/module.ts";
import { defineGemm, defineProduct, type Transposition } from "../../codegen/3-emit/wasm/gemm/multiply.ts";
import { laneSize, packedBytes, type TileShape } from "../../codegen/3-emit/wasm/gemm/shape.ts";
import type { Floats } from "../../codegen/3-emit/wasm/vector/algebra.ts";
import { instantiate } from "./wasm.ts";

export const transpositions = ["none", "left", "right"] as const;

/** A module that exports the three products under the names of their transpositions. */
export function gemmModule<F extends Floats>(shape: TileShape<F>, pages = 64): Uint8Array<ArrayBuffer> {
  const module = new Module();
  module.memory({ minimum: pages }, "memory");
  const gemm = defineGemm(module, shape);
  for (const transposition of transpositions)
    defineProduct(module, gemm, shape.of.type, transposition, transposition);
  return module.bytes();
}

/** Matrices in memory, row by row with `gap` numbers between the rows; C holds what it held plus the product. */
export interface Problem {
  readonly transposition: Transposition;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly c: readonly number[];
  readonly gap: number;
}

type Run = (...args: readonly number[]) => void;

/** Runs products in the module; gives C, and throws where anything beside it was written. */
export function gemmRunner<F extends Floats>(shape: TileShape<F>): (problem: Problem) => readonly number[] {
  const exports = instantiate(gemmModule(shape)) as Readonly<Record<Transposition, Run>> & {
    memory: { buffer: ArrayBuffer };
  };
  const size = laneSize(shape.of.type);
  const numbers =
    shape.of.type === "f32x4"
      ? new Float32Array(exports.memory.buffer)
      : new Float64Array(exports.memory.buffer);
  return ({ transposition, m, n, k, a, b, c, gap }) => {
    const place = (at: number, rows: number, columns: number, values: readonly number[]): number => {
      numbers.fill(-77, at, at + rows * (columns + gap) + 3);
      for (let r = 0; r < rows; r++)
        numbers.set(values.slice(r * columns, (r + 1) * columns), at + r * (columns + gap));
      return at + rows * (columns + gap) + 3;
    };
    // Odd starts: nothing is aligned to vectors.
    const [aRows, aColumns] = transposition === "left" ? [k, m] : [m, k];
    const [bRows, bColumns] = transposition === "right" ? [n, k] : [k, n];
    const aAt = 1;
    const bAt = place(aAt, aRows, aColumns, a);
    const cAt = place(bAt, bRows, bColumns, b);
    const space = place(cAt, m, n, c);
    const end = space + packedBytes(shape, k, n) / size;
    numbers[end] = -99;
    exports[transposition](m, n, k, aAt * size, (aColumns + gap) * size, bAt * size, (bColumns + gap) * size, cAt * size, (n + gap) * size, space * size); // prettier-ignore
    const row = (r: number): number[] => [...numbers.subarray(cAt + r * (n + gap), cAt + r * (n + gap) + n)];
    for (let r = 0; r < m; r++)
      for (let g = 0; g < gap; g++)
        if (numbers[cAt + r * (n + gap) + n + g] !== -77) throw new Error("C was overrun");
    if (numbers[end] !== -99) throw new Error("the workspace was overrun");
    return Array.from({ length: m }, (_, r) => row(r)).flat();
  };
}
