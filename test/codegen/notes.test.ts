import { describe, expect, it } from "vitest";
import { generateKernel, loadKernel, totalOperations, type KernelRequest } from "../../codegen/index.ts";
import { notes } from "./notes.ts";

const notesRequest: KernelRequest = {
  name: "notes",
  version: "0.0.0",
  tensors: notes.tensors,
  cost: notes.cost,
  gradients: notes.gradients,
  predictions: [notes.definitions[3]!],
  definitions: notes.definitions,
};

/** The notes' point: h = (1.5, −1.2, 0.5, 0.9), so unit 2 is off. */
const point = {
  I: [1, 2, -1],
  y: [0, 1, 0],
  W0: [0.5, -1, 0.6, 0.2, 0.3, 0.4, -0.2, 0.6, -0.4, 1, -0.3, 0.5],
  W1: [0.4, -0.3, 0.2, 0.1, 0.5, -0.4, -0.6, 0.3, 0.2, 0.7, -0.2, 0.1],
};
const arrays = (at = point): Float64Array[] => [at.I, at.y, at.W0, at.W1].map((x) => Float64Array.from(x));
const outputs = (): [Float64Array, Float64Array] => [
  new Float64Array(12).fill(7),
  new Float64Array(12).fill(7),
];

describe.each(["unrolled", "loops"] as const)("the kernel of the notes, %s,", (strategy) => {
  const request: KernelRequest = { ...notesRequest, options: { strategy } };

  it("needs at most 119 floating-point operations", () => {
    const { operations } = generateKernel(request);
    expect(totalOperations(operations)).toBeLessThanOrEqual(119);
    expect(Object.fromEntries(operations)).toMatchObject({
      "×": 66,
      "+": 30,
      "−": 7,
      "÷": 1,
      exp: 3,
      log: 1,
    });
  });

  it("computes the cost and all 24 partials that central differences give", async () => {
    const kernel = await loadKernel(request);
    const [dW0, dW1] = outputs();
    expect(kernel.costAndGradient(...arrays(), dW0, dW1)).toBeCloseTo(2.0456132455, 9);
    const step = 1e-5;
    for (const [at, gradient] of [[2, dW0], [3, dW1]] as const) {
      for (const [k, partial] of gradient.entries()) {
        const [up, down] = [arrays(), arrays()];
        up[at]![k]! += step;
        down[at]![k]! -= step;
        const central = (kernel.cost(...up) - kernel.cost(...down)) / (2 * step);
        expect(Math.abs(partial - central)).toBeLessThan(1e-9);
      }
    } // prettier-ignore
    expect([...dW0].filter((_, k) => k % 4 === 1)).toEqual([0, 0, -0]);
  });

  it("agrees in all its forms: cost, gradient, batch, bound to its own arrays", async () => {
    const kernel = await loadKernel(request);
    const [I, y, W0, W1] = arrays() as [Float64Array, Float64Array, Float64Array, Float64Array];
    const [dW0, dW1] = outputs();
    const value = kernel.costAndGradient(I, y, W0, W1, dW0, dW1);
    expect(kernel.cost(I, y, W0, W1)).toBe(value);
    const alone = outputs();
    kernel.gradient(I, y, W0, W1, ...alone);
    expect(alone).toEqual([dW0, dW1]);

    const bound = kernel.createKernel() as unknown as {
      W0: Float64Array; W1: Float64Array; dW0: Float64Array; dW1: Float64Array;
      costAndGradient(I: Float64Array, y: Float64Array): number; gradient(I: Float64Array, y: Float64Array): void; warmup(): void;
    }; // prettier-ignore
    bound.W0.set(W0);
    bound.W1.set(W1);
    bound.warmup();
    expect([bound.W0, bound.W1]).toEqual([W0, W1]);
    expect(bound.costAndGradient(I, y)).toBe(value);
    expect([bound.dW0, bound.dW1]).toEqual([dW0, dW1]);
    bound.dW0.fill(0);
    bound.dW1.fill(0);
    bound.gradient(I, y);
    expect([bound.dW0, bound.dW1]).toEqual([dW0, dW1]);
  });

  it("gives the mean over samples; over none the cost is NaN and the gradient 0", async () => {
    const kernel = await loadKernel(request);
    const [I, y, W0, W1] = arrays() as [Float64Array, Float64Array, Float64Array, Float64Array];
    const others = [[0.3, -0.7, 1], [0.2, 0.5, 0.3]] as const; // prettier-ignore
    const single = [outputs(), outputs()];
    const costs = [
      kernel.costAndGradient(I, y, W0, W1, ...single[0]!),
      kernel.costAndGradient(
        Float64Array.from(others[0]),
        Float64Array.from(others[1]),
        W0,
        W1,
        ...single[1]!,
      ),
    ];
    const rows = [Float64Array.from([...I, ...others[0]]), Float64Array.from([...y, ...others[1]])] as const;
    const mean = outputs();
    const cost = kernel.costAndGradientBatch(2, ...rows, W0, W1, ...mean);
    expect(cost).toBeCloseTo((costs[0]! + costs[1]!) / 2, 14);
    expect(kernel.costBatch(2, ...rows, W0, W1)).toBe(cost);
    for (const [part, gradient] of mean.entries())
      for (const [k, value] of gradient.entries())
        expect(value).toBeCloseTo((single[0]![part]![k]! + single[1]![part]![k]!) / 2, 14);
    expect(kernel.costAndGradientBatch(0, ...rows, W0, W1, ...mean)).toBeNaN();
    expect([...mean[0], ...mean[1]].every((x) => x === 0)).toBe(true);
  });

  it("predicts the probabilities, also row by row", async () => {
    const kernel = await loadKernel(request);
    const [I, , W0, W1] = arrays() as [Float64Array, Float64Array, Float64Array, Float64Array];
    const p = new Float64Array(3);
    kernel.predict(I, W0, W1, p);
    expect([...p].map((x) => x.toFixed(4))).toEqual(["0.5296", "0.1293", "0.3411"]);
    const rows = new Float64Array(6);
    kernel.predictBatch(2, Float64Array.from([...I, ...I]), W0, W1, rows);
    expect([...rows]).toEqual([...p, ...p]);
  });

  it("hides no NaN and no infinity, and survives logits of ±1000", async () => {
    const kernel = await loadKernel(request);
    const at = (W1: readonly number[], I = point.I): [number, Float64Array[]] => {
      const gradients = outputs();
      return [kernel.costAndGradient(...arrays({ ...point, I, W1: [...W1] }), ...gradients), gradients];
    };
    const large = [1000, -1000, 0, ...Array<number>(9).fill(0)];
    const [cost, [, dW1]] = at(large, [2, 0, 0]);
    expect(cost).toBe(2000);
    expect(Array.from(dW1!.slice(0, 3))).toEqual([1, -1, 0]);
    const [poisoned, gradients] = at(point.W1, [Number.NaN, 0, 0]);
    expect(poisoned).toBeNaN();
    expect([...gradients[0]!, ...gradients[1]!].every((x) => Number.isNaN(x))).toBe(true);
  });
});
