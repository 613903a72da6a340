import { describe, expect, it } from "vitest";
import { kernelRequest, loadKernel } from "../../../codegen/index.ts";
import { evaluate } from "../../../src/5-evaluate/evaluate.ts";
import type { Dense } from "../../../src/5-evaluate/point.ts";
import { readModel } from "../../../src/index.ts";
import { difference } from "../oracle.ts";

const text = `size n, m
input x[n]
param W[n, m], b[m]
label y[m]
h[j] = relu(b[j] + sum(i, W[i, j] * x[i]))
L = sum(j, (h[j] - y[j])^2)
`;
const model = readModel(text);

const noise = (length: number, seed: number): number[] =>
  Array.from({ length }, (_, k) => Math.fround(Math.sin(12.9898 * (k + 1) + 78.233 * seed)));

/** Numbers of which sums and products are not what they are elsewhere. */
const odd = [0, -0, NaN, Infinity, -Infinity, 2 ** -149, 2 ** 20, -1000];

/** Rows shorter and longer than the registers hold, with every rest of vectors, and sums with every rest of rows. */
const sizes = [1, 8, 10, 11].flatMap((n) => [1, 16, 17, 33, 40, 47].map((m) => [n, m] as const));

describe.each(["f64", "f32"] as const)("a layer of one sample in WebAssembly, %s,", (precision) => {
  it.each([
    { numbers: "ordinary", special: [] },
    { numbers: "odd", special: odd.filter(Number.isFinite) },
    { numbers: "infinite and undefined", special: odd },
  ])("is what the definitions say, for $numbers numbers and all rests of loops", async ({ special }) => {
    for (const [n, m] of sizes) {
      const request = kernelRequest(model, { name: "rows", version: "0", sizes: new Map([["n", n], ["m", m]]) }); // prettier-ignore
      if ("known" in request) throw new Error("the model has a scalar");
      const kernel = await loadKernel({
        ...request,
        options: { target: "wasm", strategy: "loops", precision, batch: false },
      });
      const Numbers = precision === "f64" ? Float64Array : Float32Array;
      const { inputs, params } = kernel.model;
      const values = Object.entries(inputs).map(([name, shape], seed): [string, Dense] => {
        const length = shape.reduce((a, b) => a * b, 1);
        const some = noise(length, seed);
        special.forEach((x, k) => (some[(k * 5 + seed) % length] = x));
        return [name, { shape, values: some }];
      });
      const arrays = values.map(([, dense]) => Numbers.from(dense.values)) as Float64Array[];
      const slopes = params.map((name) => new Numbers(inputs[name]!.reduce((a, b) => a * b, 1)).fill(7)) as Float64Array[]; // prettier-ignore
      // The second call finds what the first one left in the memory.
      kernel.costAndGradient(...arrays, ...slopes);
      const cost = kernel.costAndGradient(...arrays, ...slopes);
      const at = { tensors: new Map(values), sizes: request.sizes! };
      const [value, ...wanted] = [request.cost, ...request.gradients].map((out) => [...evaluate(out.value, out.indices, at).values]); // prettier-ignore
      const tolerance = precision === "f64" ? 1e-13 : 1e-5;
      const label = `${n} × ${m}`;
      expect(difference([cost], value!), label).toBeLessThan(tolerance);
      for (const [k, slope] of slopes.entries()) expect(difference([...slope], wanted[k]!), label).toBeLessThan(tolerance); // prettier-ignore
    }
  });
});
