import { loadKernel, type KernelOptions, type KernelRequest } from "../../codegen/index.ts";
import { evaluate } from "../../src/5-evaluate/evaluate.ts";
import { product, shapeOf, sizesAt, tensorDims, type Point } from "../../src/5-evaluate/point.ts";
import { constant } from "../../src/core/build.ts";
import type { Expr } from "../../src/core/expr.ts";
import type { Index } from "../../src/core/index.ts";

export interface Entry {
  readonly indices: readonly Index[];
  readonly value: Expr;
}

/** A request that computes the outputs as if they were gradients; the cost is the first one where it is a scalar. */
export function requestFor(outputs: readonly Entry[], at: Point, options: KernelOptions): KernelRequest {
  const dims = tensorDims(outputs.map(({ value }) => value));
  const sizes = sizesAt(dims, at);
  return {
    name: "random",
    version: "0.0.0",
    tensors: [...dims].map(([name, axes]) => ({ name, role: "param", shape: shapeOf(axes, sizes) })),
    sizes,
    cost: { name: "Cost", indices: [], value: constant(1) },
    gradients: outputs.map((output, k) => ({ ...output, name: `out${k}` })),
    options,
  };
}

/** What the generated kernel computes for each output. */
export async function byKernel(
  outputs: readonly Entry[],
  at: Point,
  options: KernelOptions,
): Promise<number[][]> {
  const request = requestFor(outputs, at, options);
  const kernel = await loadKernel(request);
  const inputs = request.tensors.map(({ name }) => Float64Array.from(at.tensors.get(name)!.values));
  const arrays = outputs.map(({ indices }) => new Float64Array(product(shapeOf(indices.map(({ size }) => size), request.sizes!)))); // prettier-ignore
  kernel.costAndGradient(...inputs, ...arrays);
  return arrays.map((array) => [...array]);
}

/** What the definitions say. */
export const byDefinition = (outputs: readonly Entry[], at: Point): number[][] =>
  outputs.map(({ indices, value }) => [...evaluate(value, indices, at).values]);

/** The largest difference relative to the size of the numbers; Infinity where one is not finite and the other is. */
export function difference(found: readonly number[], expected: readonly number[]): number {
  const scale = Math.max(1, ...expected.map(Math.abs).filter(Number.isFinite));
  const one = (a: number, b: number): number =>
    Object.is(a, b) || a === b
      ? 0
      : Number.isFinite(a) && Number.isFinite(b)
        ? Math.abs(a - b) / scale
        : Infinity;
  return Math.max(0, ...found.map((a, k) => one(a, expected[k]!)));
}
