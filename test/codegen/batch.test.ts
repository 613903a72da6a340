import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadKernel, type KernelRequest } from "../../codegen/index.ts";
import { constant } from "../../src/core/build.ts";
import { namedIndex } from "../../src/core/index.ts";
import { affineConst } from "../../src/core/affine.ts";
import { EvaluationError } from "../../src/5-evaluate/failure.ts";
import { randomModel, type RandomModel } from "../support/random-model.ts";
import { byDefinition, difference, requestFor } from "./oracle.ts";

const runs = Number(process.env["KERNEL_RUNS"] ?? 15);

/** Small deterministic numbers of both signs. */
const noise = (length: number, seed: number): Float64Array =>
  Float64Array.from({ length }, (_, k) => Math.sin(12.9898 * (k + 1) + 78.233 * seed) * 1.5);

const isDefined = ({ root, axes, point }: RandomModel): boolean => {
  try {
    return byDefinition([{ indices: axes, value: root }], point)
      .flat()
      .every(Number.isFinite);
  } catch (error) {
    if (error instanceof EvaluationError) return false;
    throw error;
  }
};

const kinds = [
  { target: "ts", strategy: "unrolled" },
  { target: "ts", strategy: "loops" },
  { target: "wasm", strategy: "unrolled" },
  { target: "wasm", strategy: "loops" },
] as const;

describe.each(kinds)("a batch kernel of a random model, $target $strategy,", ({ target, strategy }) => {
  it.each([0, 1, 3, 130])("gives the mean of %i samples, and the predictions row by row", async (n) => {
    await fc.assert(
      fc.asyncProperty(randomModel({ rank: 1, lengths: [3, 2, 2] }), async (model) => {
        fc.pre(isDefined(model));
        const base = requestFor([{ indices: model.axes, value: model.root }], model.point, {
          target,
          strategy,
        });
        const request: KernelRequest = {
          ...base,
          cost: { name: "Cost", indices: [], value: constant(2) },
          // x and y differ from sample to sample, everything else is shared by all.
          tensors: base.tensors.map((t) => ({
            ...t,
            role: t.name === "x" ? "input" : t.name === "y" ? "label" : "param",
          })),
          predictions: [{ name: "out", indices: model.axes, value: model.root }],
        };
        const kernel = await loadKernel(request);
        const { inputs, params, labels } = kernel.model;
        const arrays = Object.entries(inputs).map(([name, shape], k) => {
          const size = shape.reduce((a, b) => a * b, 1);
          const shared = params.includes(name);
          return { name, size, shared, all: noise(shared ? size : size * n, k) };
        });
        const sample = (s: number): Float64Array[] =>
          arrays.map(({ size, shared, all }) => (shared ? all : all.slice(s * size, (s + 1) * size)));
        const length = model.axes.length === 0 ? 1 : 3;
        const mean = new Array<number>(length).fill(0);
        const rows: number[] = [];
        for (let s = 0; s < n; s++) {
          const out = new Float64Array(length);
          kernel.costAndGradient(...sample(s), out);
          rows.push(...out);
          for (const [k, value] of out.entries()) mean[k]! += value / n;
        }
        const found = new Float64Array(length).fill(5);
        const cost = kernel.costAndGradientBatch(n, ...arrays.map(({ all }) => all), found);
        if (n === 0) expect(cost).toBeNaN();
        else expect(cost).toBe(2);
        if (mean.every(Number.isFinite)) expect(difference([...found], mean)).toBeLessThan(1e-10);
        const predicted = new Float64Array(length * n);
        const predictors = arrays.filter(({ name }) => !labels.includes(name));
        if (labels.length === 0) {
          kernel.predictBatch(n, ...predictors.map(({ all }) => all), predicted);
          expect(difference([...predicted], rows)).toBeLessThan(1e-10);
        }
      }),
      { seed: 7 + n, numRuns: runs },
    );
  });
});

describe("a kernel whose arguments have awkward names", () => {
  it.each([
    ["가중치", "θ"],
    ["n", "s"],
    ["class", "Math"],
    ["cost", "total"],
    ["model", "createKernel"],
    ["erf", "e1"],
  ])("works: %s and %s", async (first, second) => {
    const { entry, mul, unary } = await import("../../src/core/build.ts");
    const { sumOver } = await import("../../src/core/bind.ts");
    const i = namedIndex("i", affineConst(2));
    const value = sumOver(
      [i],
      mul(entry(first, [i]), unary("exp", entry(second, [i])), unary("erf", entry(second, [i]))),
    );
    for (const options of kinds) {
      const kernel = await loadKernel({
        name: "names",
        version: "0",
        tensors: [
          { name: first, role: "input", shape: [2] },
          { name: second, role: "param", shape: [2] },
        ],
        cost: { name: "Cost", indices: [], value },
        gradients: [{ name: second, indices: [i], value: mul(entry(first, [i]), entry(second, [i])) }],
        options,
      });
      const [x, w, d] = [Float64Array.of(1, 2, 3, 4), Float64Array.of(3, 4), new Float64Array(2)];
      expect(kernel.costAndGradient(x.subarray(0, 2), w, d)).toBeCloseTo(
        Math.exp(3) * (1 - 2.209e-5) + 2 * Math.exp(4),
        3,
      );
      expect([...d]).toEqual([3, 8]);
      kernel.costAndGradientBatch(2, x, w, d);
      expect([...d]).toEqual([6, 12]);
      kernel.createKernel().warmup();
    }
  });
});
