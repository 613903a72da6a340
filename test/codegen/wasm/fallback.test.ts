import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it, vi } from "vitest";
import { engine } from "../../../codegen/3-emit/wasm/engine.ts";
import { generateKernel, kernelRequest, loadKernel, type KernelOptions, type KernelRequest } from "../../../codegen/index.ts"; // prettier-ignore
import { evaluate } from "../../../src/5-evaluate/evaluate.ts";
import type { Dense } from "../../../src/5-evaluate/point.ts";
import { readModel } from "../../../src/index.ts";
import { data, edgeCases, models, numbersOf } from "../../cases/edge-cases.ts";
import { difference } from "../oracle.ts";

const requestOf = (file: string): KernelRequest => {
  const request = kernelRequest(readModel(readFileSync(`examples/${file}.chain`, "utf8")), { name: file, version: "0" }); // prettier-ignore
  if ("known" in request) throw new Error("the example has no cost");
  return request;
};
const notes = requestOf("notes");

const noise = (length: number, seed: number): number[] =>
  Array.from({ length }, (_, k) => Math.fround(Math.sin(12.9898 * (k + 1) + 78.233 * seed)));

const lacking = {
  SIMD: () => vi.spyOn(engine()!, "validate").mockReturnValue(false),
  WebAssembly: () => vi.stubGlobal("WebAssembly", undefined),
};

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

interface Bound {
  readonly fallback: string | undefined;
  readonly dW0: Float64Array;
  readonly memory: { grow(pages: number): number };
  readonly addresses: { readonly end: number };
  costAndGradientBatch(n: number, ...samples: readonly Float64Array[]): number;
  sumOf(from: number, to: number, ...samples: readonly Float64Array[]): number;
  warmup(): void;
}

/** What all functions of a kernel give for n samples, one list of numbers after the other. */
async function resultsOf(options: KernelOptions, n: number): Promise<readonly (readonly number[])[]> {
  const kernel = await loadKernel({ ...notes, options: { target: "wasm", ...options } });
  const Numbers = options.precision === "f32" ? Float32Array : Float64Array;
  const { inputs, samples, labels, params, predictions } = kernel.model;
  const lengthOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
  const given = Object.entries(inputs).map(([name, shape], seed) => {
    const values = Numbers.from(noise(lengthOf(shape) * (samples.includes(name) ? n : 1), seed));
    return { name, values, one: samples.includes(name) ? values.subarray(0, lengthOf(shape)) : values };
  });
  const slopes = params.map((name) => new Numbers(lengthOf(inputs[name]!)).fill(5));
  const [rows, row] = [n, 1].map((count) => new Numbers(count * lengthOf(Object.values(predictions)[0]!))) as [Float64Array, Float64Array]; // prettier-ignore
  const found: (readonly number[])[] = [];
  const note = (...values: readonly (number | ArrayLike<number>)[]): void => {
    for (const value of values) found.push(typeof value === "number" ? [value] : Array.from(value));
  };
  const all = given.map(({ values }) => values);
  const unlabelled = given.filter(({ name }) => !labels.includes(name));
  note(kernel.costBatch(n, ...all), kernel.costAndGradientBatch(n, ...all, ...slopes), ...slopes);
  kernel.predictBatch(n, ...unlabelled.map(({ values }) => values), rows);
  note(rows);
  if (n === 0) return found;
  const one = given.map((d) => d.one);
  note(kernel.cost(...one), kernel.costAndGradient(...one, ...slopes), ...slopes);
  for (const slope of slopes) slope.fill(5);
  kernel.gradient(...one, ...slopes);
  kernel.predict(...unlabelled.map((d) => d.one), row);
  note(...slopes, row);
  return found;
}

const kinds = (["unrolled", "loops"] as const).flatMap((strategy) =>
  (["f64", "f32"] as const).map((precision) => ({ strategy, precision })),
);

describe.each(Object.entries(lacking))("an engine without %s", (name, lack) => {
  it.each(kinds)("computes the same in JavaScript: $strategy $precision", async (options) => {
    for (const n of [0, 1, 3, 130]) {
      const expected = await resultsOf(options, n);
      lack();
      const found = await resultsOf(options, n);
      vi.restoreAllMocks();
      vi.unstubAllGlobals();
      expect(found).toHaveLength(expected.length);
      const tolerance = options.precision === "f64" ? 1e-14 : 1e-5;
      for (const [k, values] of found.entries()) expect(difference(values, expected[k]!), `${n} samples`).toBeLessThan(tolerance); // prettier-ignore
    }
  });

  it("is told of by bound kernels, whose batches, parts and warm-up work", async () => {
    const kernel = await loadKernel({ ...notes, options: { target: "wasm" } });
    const create = kernel.createKernel as unknown as (options?: object) => Bound;
    expect(create().fallback).toBeUndefined();
    lack();
    const again = await loadKernel({ ...notes, options: { target: "wasm" } });
    const bound = (again.createKernel as unknown as typeof create)();
    expect(bound.fallback).toBe(`this engine has no ${name === "SIMD" ? "WebAssembly SIMD" : name}`);
    const [I, y] = [Float64Array.from(noise(3 * 2000, 1)), Float64Array.from(noise(3 * 2000, 2))];
    bound.warmup();
    expect(bound.dW0.every((x) => x === 0)).toBe(true);
    const mean = bound.costAndGradientBatch(2000, I, y);
    const slopes = bound.dW0.slice();
    const first = bound.sumOf(0, 1333, I, y);
    const part = bound.dW0.slice();
    expect((first + bound.sumOf(1333, 2000, I, y)) / 2000).toBeCloseTo(mean, 12);
    for (const [k, slope] of slopes.entries())
      expect((part[k]! + bound.dW0[k]!) / 2000).toBeCloseTo(slope, 12);
    if (name === "WebAssembly") expect(() => bound.memory.grow(1)).toThrow("does not grow");
  });
});

describe("the loops in JavaScript", () => {
  it("can be left out: then the first call throws", async () => {
    const options = { target: "wasm", fallback: false } as const;
    const { cost } = await loadKernel({ ...notes, options });
    lacking.SIMD();
    const arrays = [3, 3, 12, 12].map((length) => new Float64Array(length));
    expect(() => cost(...arrays)).toThrow("no WebAssembly SIMD; generate with --target ts");
  });

  it("are a tenth of the text at most", () => {
    for (const file of ["notes", "mnist"]) {
      const [without, with_] = [false, true].map((fallback) => gzipSync(generateKernel({ ...requestOf(file), options: { target: "wasm", fallback } }).javascript).length) as [number, number]; // prettier-ignore
      expect(with_ / without).toBeLessThan(1.1);
    }
  });
});

/** Infinite, undefined, subnormal and very large numbers: what the definitions say of them. */
it.each(edgeCases.filter(({ id }) => id in models))("without SIMD, $id is what it is by definition", async ({ id, input }) => {
  const x = numbersOf(input);
  const sizes = new Map([["n", x.length]]);
  const request = kernelRequest(readModel(models[id]!), { name: "edge", version: "0", sizes, of: "f", wrt: ["x"] });
  if ("known" in request) throw new Error("the case has no cost");
  const given = (name: string): number[] => (name === "x" ? x : [data[id]![name]!].flat());
  const kernel = await loadKernel({ ...request, options: { target: "wasm" } });
  lacking.SIMD();
  const slope = new Float64Array(x.length);
  const { inputs } = kernel.model;
  const value = kernel.costAndGradient(...Object.keys(inputs).map((name) => Float64Array.from(given(name))), slope);
  const tensors = new Map(Object.entries(inputs).map(([name, shape]): [string, Dense] => [name, { shape, values: given(name) }]));
  for (const [name, number] of request.constants ?? []) tensors.set(name, { shape: [], values: [number] });
  const [cost, gradient] = [request.cost, ...request.gradients].map((out) => [...evaluate(out.value, out.indices, { tensors, sizes }).values]);
  expect(difference([value], cost!)).toBeLessThan(1e-12);
  expect(difference([...slope], gradient!)).toBeLessThan(1e-12);
}); // prettier-ignore
