import { describe, expect, it } from "vitest";
import { adamStep, momentumStep, Optimiser, optimiserNames, sgdStep, usualRate } from "../../train/index.ts";
import { openSession, readWeights, train, writeWeights, type Dataset } from "../../train/index.ts";
import { referenceKernel } from "./reference.ts";

/** The gradient of ½ Σ aₑ wₑ², whose minimum is 0. */
const curvature = [0.1, 1, 3];
const slope = (w: Float64Array): Float64Array => w.map((x, e) => curvature[e]! * x);
const start = (): Float64Array => Float64Array.of(1, -2, 0.5);
const STEPS = 40;

describe("plain descent", () => {
  it("shrinks every coordinate of a quadratic by 1 − ηa in each step", () => {
    const w = start();
    for (let t = 0; t < STEPS; t++) sgdStep(w, slope(w), 0.2);
    for (const [e, x] of w.entries())
      expect(x).toBeCloseTo(start()[e]! * (1 - 0.2 * curvature[e]!) ** STEPS, 14);
  });
});

describe("momentum", () => {
  it("is the linear recurrence w(t+1) = (1 + β − ηa) w(t) − β w(t−1), solved by its roots", () => {
    const [rate, decay] = [0.2, 0.3];
    const w = start();
    const v = new Float64Array(3);
    for (let t = 0; t < STEPS; t++) momentumStep(w, slope(w), v, rate, decay);
    for (const [e, x] of w.entries()) {
      const a = curvature[e]!;
      const [half, rest] = [(1 + decay - rate * a) / 2, decay];
      const [w0, w1] = [start()[e]!, start()[e]! * (1 - rate * a)];
      const radicand = half * half - rest;
      if (radicand > 0) {
        const [p, q] = [half + Math.sqrt(radicand), half - Math.sqrt(radicand)];
        const c = (w1 - q * w0) / (p - q);
        expect(x).toBeCloseTo(c * p ** STEPS + (w0 - c) * q ** STEPS, 12);
      } else {
        const [size, angle] = [Math.sqrt(rest), Math.acos(half / Math.sqrt(rest))];
        const b = (w1 / size - w0 * Math.cos(angle)) / Math.sin(angle);
        expect(x).toBeCloseTo(
          size ** STEPS * (w0 * Math.cos(STEPS * angle) + b * Math.sin(STEPS * angle)),
          12,
        );
      }
    }
  });
});

describe("Adam", () => {
  it("steps by the rate against the sign of a gradient that stays the same", () => {
    const w = start();
    const g = Float64Array.of(5, -1e-3, 0);
    const [m, v] = [new Float64Array(3), new Float64Array(3)];
    for (let t = 1; t <= STEPS; t++) adamStep(w, g, m, v, 0.01, t);
    const moved = w.map((x, e) => x - start()[e]!);
    expect(moved[0]).toBeCloseTo(-0.01 * STEPS * (5 / (5 + 1e-8)), 12);
    expect(moved[1]).toBeCloseTo(0.01 * STEPS * (1e-3 / (1e-3 + 1e-8)), 12);
    expect(moved[2]).toBe(0);
  });

  it("uses weighted means of all gradients so far and of their squares", () => {
    const w = start();
    const [m, v] = [new Float64Array(3), new Float64Array(3)];
    const seen: Float64Array[] = [];
    const expected = start();
    for (let t = 1; t <= STEPS; t++) {
      seen.push(slope(expected));
      const mean = (decay: number, power: number, e: number): number => {
        const weights = seen.map((_, k) => decay ** (t - 1 - k));
        const total = seen.reduce((sum, g, k) => sum + weights[k]! * g[e]! ** power, 0);
        return total / weights.reduce((a, b) => a + b, 0);
      };
      for (let e = 0; e < 3; e++)
        expected[e]! -= (0.05 * mean(0.9, 1, e)) / (Math.sqrt(mean(0.999, 2, e)) + 1e-8);
      adamStep(w, slope(w), m, v, 0.05, t);
    }
    for (const [e, x] of w.entries()) expect(x).toBeCloseTo(expected[e]!, 11);
  });
});

/** Points of three classes, apart along one axis each. */
const data: Dataset = {
  source: "made up",
  rows: 60,
  featureNames: ["a", "b", "c"],
  features: Float64Array.from(
    { length: 180 },
    (_, k) => (k % 3 === Math.floor(k / 3) % 3 ? 1 : 0) + ((k * 37) % 11) / 40,
  ),
  targetNames: ["x", "y", "z"],
  targets: Float64Array.from({ length: 180 }, (_, k) => Number(k % 3 === Math.floor(k / 3) % 3)),
  kind: "classes",
};

describe("every optimiser", () => {
  const kernel = referenceKernel();
  for (const optimiser of optimiserNames) {
    const options = {
      epochs: 30,
      rate: optimiser === "adam" ? 0.05 : usualRate(optimiser),
      seed: 3,
      batchSize: 7,
      optimiser,
    };

    it(`${optimiser} brings the loss down`, () => {
      const { losses, ending } = train(kernel, data, options);
      expect(ending).toBe("finished");
      expect(losses.at(-1)).toBeLessThan(0.5 * losses[0]!);
    });

    it(`${optimiser} goes on from a file of weights to the same bits`, () => {
      const whole = train(kernel, data, options);
      const first = train(kernel, data, { ...options, epochs: 11 });
      const saved = readWeights(writeWeights(first.weights), "weights.json");
      const rest = train(kernel, data, { ...options, start: saved });
      expect(rest.weights).toEqual(whole.weights);
    });
  }

  it("does not go on from the weights of another one", () => {
    const { weights } = train(kernel, data, { epochs: 2, rate: 0.01, seed: 3, optimiser: "adam" });
    const other = { epochs: 3, rate: 0.01, seed: 3, start: weights };
    expect(() => openSession(kernel, data, other)).toThrowError(expect.objectContaining({ code: "E0921" }));
  });

  it("puts back what it remembers when a step ends outside the numbers", () => {
    const bad = { ...data, features: data.features.map((x, k) => (k === 179 ? Infinity : x)) };
    const options = {
      epochs: 3,
      rate: 0.01,
      seed: 3,
      batchSize: 60,
      standardise: false,
      heldOutShare: 0,
      optimiser: "adam",
    } as const;
    const { ending, weights } = train(kernel, bad, options);
    expect(ending).toBe("diverged");
    expect(weights.optimiser!.steps).toBe(0);
    expect(weights.optimiser!.memory.flat().every((x) => x === 0)).toBe(true);
  });

  it("keeps memory of its own for each parameter", () => {
    const params = [new Float64Array(2), new Float64Array(3)];
    expect(new Optimiser("adam", params).memory.map((list) => list.map(({ length }) => length))).toEqual([[2, 2], [3, 3]]); // prettier-ignore
    expect(new Optimiser("sgd", params).state.memory).toEqual([]);
  });
});
