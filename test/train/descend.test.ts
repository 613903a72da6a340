import { describe, expect, it } from "vitest";
import type { Numbers, TrainingKernel } from "../../train/index.ts";
import { descend, initialise, mulberry32 } from "../../train/index.ts";
import { referenceKernel } from "./reference.ts";

const kernel = referenceKernel();

/** The point of the notes. */
const notes = {
  samples: { rows: 1, columns: [Float64Array.of(1, 2, -1), Float64Array.of(0, 1, 0)] },
  params: () => [
    Float64Array.of(0.5, -1, 0.6, 0.2, 0.3, 0.4, -0.2, 0.6, -0.4, 1, -0.3, 0.5),
    Float64Array.of(0.4, -0.3, 0.2, 0.1, 0.5, -0.4, -0.6, 0.3, 0.2, 0.7, -0.2, 0.1),
  ],
};
const cost = (params: readonly Numbers[]) =>
  kernel.run(1, notes.samples.columns, params, [new Float64Array(12), new Float64Array(12)]);

function samplesOf(rows: number) {
  const uniform = mulberry32(8);
  const y = new Float64Array(rows * 3);
  for (let row = 0; row < rows; row++) y[row * 3 + (row % 3)] = 1;
  return { rows, columns: [Float64Array.from({ length: rows * 3 }, () => 2 * uniform() - 1), y] };
}

describe("the reference kernel", () => {
  it("has the notes' cost and the slope of central differences in all 24 weights", () => {
    const gradients = [new Float64Array(12), new Float64Array(12)];
    expect(kernel.run(1, notes.samples.columns, notes.params(), gradients)).toBeCloseTo(2.045613, 6);
    for (const tensor of [0, 1] as const) {
      for (let at = 0; at < 12; at++) {
        const nudged = (by: number) => {
          const params = notes.params();
          params[tensor]![at]! += by;
          return cost(params);
        };
        const slope = (nudged(1e-5) - nudged(-1e-5)) / 2e-5;
        expect(Math.abs(gradients[tensor]![at]! - slope)).toBeLessThan(1e-9);
      }
    }
  });
});

describe("gradient descent", () => {
  it("takes the notes' step: at rate 0.5 the cost falls from 2.0456 to 0.4185", () => {
    const params = notes.params();
    const options = { epochs: 1, from: 0, rate: 0.5, batchSize: 1, seed: 1 };
    const [epoch] = descend(kernel, notes.samples, params, options);
    expect(epoch).toMatchObject({ epoch: 1, isDiverged: false });
    expect(epoch!.loss).toBeCloseTo(2.0456, 4);
    expect(cost(params)).toBeCloseTo(0.4185, 4);
  });

  it.each([
    ["full batch", 50],
    ["mini-batches, the last one short", 16],
    ["single rows", 1],
  ])("gives the same bits when it goes on after a stop (%s)", (_, batchSize) => {
    const samples = samplesOf(50);
    const options = { rate: 0.3, batchSize, seed: 5 };
    const whole = initialise(kernel.params, "he", 5, "f64");
    const losses = [...descend(kernel, samples, whole, { ...options, epochs: 20, from: 0 })];
    const parts = initialise(kernel.params, "he", 5, "f64");
    const first = [...descend(kernel, samples, parts, { ...options, epochs: 7, from: 0 })];
    const second = [...descend(kernel, samples, parts, { ...options, epochs: 20, from: 7 })];
    expect([...first, ...second]).toEqual(losses);
    expect(parts).toEqual(whole);
  });

  it("shows a kernel every row once an epoch, in another order each epoch, in batches of the size asked for", () => {
    const seen: number[][] = [];
    const spy: TrainingKernel = {
      ...kernel,
      run(n, [features], params, gradients) {
        seen.push([...features!.subarray(0, n * 3)].filter((_, at) => at % 3 === 0));
        for (const gradient of gradients) gradient.fill(0);
        return params.length;
      },
    };
    const samples = samplesOf(10);
    for (let row = 0; row < 10; row++) samples.columns[0]![row * 3] = row;
    const params = initialise(kernel.params, "he", 1, "f64");
    const epochs = [...descend(spy, samples, params, { epochs: 2, from: 0, rate: 1, batchSize: 4, seed: 1 })];
    expect(seen.map((rows) => rows.length)).toEqual([4, 4, 2, 4, 4, 2]);
    const orders = [seen.slice(0, 3).flat(), seen.slice(3).flat()];
    for (const order of orders) expect(order.toSorted((a, b) => a - b)).toEqual([...Array(10).keys()]);
    expect(orders[0]).not.toEqual(orders[1]);
    expect(epochs.map(({ loss }) => loss)).toEqual([2, 2]);
  });

  it("weighs a short batch by its rows in the loss of the epoch", () => {
    const counting: TrainingKernel = {
      ...kernel,
      run: (n, _, __, gradients) => (gradients[0]!.fill(0), gradients[1]!.fill(0), n),
    };
    const params = initialise(kernel.params, "he", 1, "f64");
    const [epoch] = descend(counting, samplesOf(10), params, {
      epochs: 1,
      from: 0,
      rate: 1,
      batchSize: 4,
      seed: 1,
    });
    expect(epoch!.loss).toBe((4 * 4 + 4 * 4 + 2 * 2) / 10);
  });

  it.each([
    ["the cost becomes NaN", Number.NaN, 0],
    ["the cost becomes infinite", Infinity, 0],
    ["only the gradient is NaN", 1, Number.NaN],
    ["only the gradient is infinite", 1, -Infinity],
  ])("stops and restores the weights before the fatal step when %s", (_, loss, slope) => {
    let calls = 0;
    const failing: TrainingKernel = {
      ...kernel,
      run(_n, _inputs, _params, gradients) {
        calls++;
        for (const gradient of gradients) gradient.fill(1);
        if (calls < 3) return 1;
        gradients[1]![5] = slope;
        return loss;
      },
    };
    const params = [new Float64Array(12), new Float64Array(12)];
    const epochs = [
      ...descend(failing, samplesOf(4), params, { epochs: 9, from: 0, rate: 0.5, batchSize: 4, seed: 1 }),
    ];
    expect(epochs.map(({ isDiverged }) => isDiverged)).toEqual([false, false, true]);
    expect(params.every((values) => values.every((x) => x === -0.5))).toBe(true);
  });

  it("does not take large but finite gradients for infinite ones", () => {
    const steep: TrainingKernel = {
      ...kernel,
      run: (_n, _i, _p, gradients) => (gradients[0]!.fill(1e308), gradients[1]!.fill(1e308), 1),
    };
    const params = [new Float64Array(12), new Float64Array(12)];
    const [epoch] = descend(steep, samplesOf(4), params, {
      epochs: 1,
      from: 0,
      rate: 1e-300,
      batchSize: 4,
      seed: 1,
    });
    expect(epoch!.isDiverged).toBe(false);
  });
});
