import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { kernelRequest, loadKernel } from "../../codegen/index.ts";
import { evaluateScalar } from "../../src/5-evaluate/evaluate.ts";
import { product, type Dense } from "../../src/5-evaluate/point.ts";
import { readModel } from "../../src/index.ts";

const names = readdirSync("examples").filter((file) => file.endsWith(".chain"));

/** Small sizes in place of those of the file: the oracle is slow. */
const sizes = new Map([["n", 21], ["m", 13], ["o", 7]]); // prettier-ignore

const noise = (length: number, seed: number): Float64Array =>
  Float64Array.from({ length }, (_, k) => Math.sin(12.9898 * (k + 1) + 78.233 * seed));

describe.each(names)("the kernel of %s", (file) => {
  const model = readModel(readFileSync(`examples/${file}`, "utf8"));
  const request = kernelRequest(model, { name: "example", version: "0", sizes });
  if ("known" in request) throw new Error("the example has no cost");
  const cost = model.definitions.get(request.cost.name)!.value;

  it.each([
    { target: "ts", strategy: "unrolled" },
    { target: "ts", strategy: "loops" },
    { target: "wasm", strategy: "unrolled" },
    { target: "wasm", strategy: "loops" },
  ] as const)("gives the cost of the model and its slopes, $target $strategy", async (options) => {
    const kernel = await loadKernel({ ...request, options });
    const { inputs, labels, params } = kernel.model;
    const n = 5;
    const arrays = Object.entries(inputs).map(([name, shape], k) => {
      const size = product(shape);
      const shared = params.includes(name);
      const all = noise(shared ? size : n * size, k);
      // The models assume that the entries of a label sum to 1.
      if (labels.includes(name))
        for (let e = 0; e < all.length; e++) all[e] = Number(e % size === Math.floor(e / size) % size);
      return { name, shape, size, shared, all };
    });
    const sample = (s: number, change?: { name: string; entry: number; by: number }): number => {
      const tensors = arrays.map(({ name, shape, size, shared, all }) => {
        const values = shared ? all.slice() : all.slice(s * size, (s + 1) * size);
        if (change?.name === name) values[change.entry]! += change.by;
        return [name, { shape, values }] as [string, Dense];
      });
      const constants = [...(request.constants ?? [])].map(
        ([name, value]) => [name, { shape: [], values: [value] }] as [string, Dense],
      );
      return evaluateScalar(cost, { tensors: new Map([...tensors, ...constants]), sizes: request.sizes! });
    };
    const mean = (change?: { name: string; entry: number; by: number }): number =>
      Array.from({ length: n }, (_, s) => sample(s, change)).reduce((a, b) => a + b, 0) / n;

    const gradients = params.map((name) => new Float64Array(product(inputs[name]!)));
    const value = kernel.costAndGradientBatch(n, ...arrays.map(({ all }) => all), ...gradients);
    expect(value).toBeCloseTo(mean(), 11);
    const step = 1e-5;
    for (const [k, name] of params.entries())
      for (const entry of new Set([0, Math.floor(gradients[k]!.length / 2), gradients[k]!.length - 1])) {
        const central = (mean({ name, entry, by: step }) - mean({ name, entry, by: -step })) / (2 * step);
        expect(gradients[k]![entry]!).toBeCloseTo(central, 7);
      }
  });
});
