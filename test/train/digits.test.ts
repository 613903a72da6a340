import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readModel } from "../../src/index.ts";
import {
  digitsFrom,
  readDigits,
  takeRows,
  train,
  trainableModel,
  trainingReport,
} from "../../train/index.ts";

const text = readFileSync(new URL("../../examples/mnist.chain", import.meta.url), "utf8");

describe("handwritten digits", () => {
  it("are rows of 784 grey values with one class each", async () => {
    const data = await readDigits();
    expect(data.rows).toBeGreaterThan(9000);
    expect(data.features.every((grey) => grey >= 0 && grey <= 1)).toBe(true);
    expect(data.targets.reduce((a, b) => a + b, 0)).toBe(data.rows);
    expect(data.targets[data.rows * 10 - 1]).toBe(1);
  });

  it("keep their order, image by image", () => {
    const image = (grey: number): number[] => Array.from({ length: 784 }, () => grey);
    const data = digitsFrom([[...image(0.1), ...image(0.2)], image(0.3)]);
    expect([data.rows, data.features[0], data.features[784], data.features[2 * 784]]).toEqual([
      3, 0.1, 0.2, 0.3,
    ]);
    expect([...data.targets]).toEqual([1, 0, 1, 0, 0, 1]);
  });

  it("are told apart after one pass through a fifth of them", async () => {
    const model = await trainableModel(readModel(text), {
      name: "digits",
      version: "0",
      kernel: { precision: "f32" },
    });
    if ("known" in model) throw new Error("the model has no scalar");
    const all = await readDigits();
    const data = takeRows(
      all,
      Array.from({ length: 2000 }, (_, k) => k * 5),
    );
    const options = {
      epochs: 2,
      rate: 0.003,
      seed: 1,
      batchSize: 20,
      standardise: false,
      optimiser: "adam",
    } as const;
    const result = train(model.kernel, data, options);
    expect(result.heldOut.rows).toBeGreaterThan(300);
    expect(result.heldOut.accuracy).toBeGreaterThan(0.85);
    expect(trainingReport(result)).toMatch(/a: 128 units, each on for \d+ to \d+ of \d+ rows/);
  });
});
