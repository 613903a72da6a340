import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Weights } from "../../train/index.ts";
import { readWeights, TrainError, writeWeights } from "../../train/index.ts";

const weights: Weights = {
  model: "h",
  epoch: 3,
  seed: 1,
  rate: 0.5,
  batchSize: 0,
  heldOutShare: 0.2,
  features: ["petal length", "너비"],
  targets: ["a", "b"],
  scaling: { means: [0.1], deviations: [2] },
  params: [{ name: "W", shape: [2, 3], values: [1, -0, 5e-324, 0.1, Number.NaN, -Infinity] }],
};

describe("a file of weights", () => {
  it("is JSON with parameters as nested arrays", () => {
    const json = JSON.parse(writeWeights(weights)) as Record<string, unknown>;
    expect(json).toMatchObject({
      "chainrule-weights": 1,
      shapes: { W: [2, 3] },
      params: {
        W: [
          [1, -0, 5e-324],
          [0.1, "NaN", "-Infinity"],
        ],
      },
    });
  });

  it("reads back to the same bits for any numbers and shapes, empty and scalar ones too", () => {
    const tensor = fc.array(fc.nat(3), { maxLength: 3 }).chain((shape) => {
      const size = shape.reduce((product, length) => product * length, 1);
      return fc.record({
        shape: fc.constant(shape),
        values: fc.array(fc.double(), { minLength: size, maxLength: size }),
      });
    });
    fc.assert(
      fc.property(fc.array(tensor, { maxLength: 3 }), (tensors) => {
        const file = { ...weights, params: tensors.map((param, k) => ({ name: `W${k}`, ...param })) };
        const { params, ...rest } = readWeights(writeWeights(file), "w.json");
        expect(rest).toEqual({ ...weights, params: undefined });
        expect(params.map(({ shape }) => shape)).toEqual(tensors.map(({ shape }) => shape));
        for (const [k, { values }] of params.entries()) {
          expect(values.length).toBe(tensors[k]!.values.length);
          expect(values.every((value, at) => Object.is(value, tensors[k]!.values[at]))).toBe(true);
        }
      }),
      { seed: 31, numRuns: 200 },
    );
  });

  it.each([
    ["", "E0910"],
    ["{", "E0910"],
    ["[]", "E0914"],
    ["3", "E0914"],
    ["{}", "E0914"],
    ['{"chainrule-weights": 2}', "E0914"],
    [writeWeights(weights).replace('"epoch": 3', '"epoch": -3'), "E0914"],
    [writeWeights(weights).replace('"epoch": 3', '"epoch": "3"'), "E0914"],
    [writeWeights(weights).replace('"model": "h"', '"model": 7'), "E0914"],
    [writeWeights(weights).replace('{"W":[2,3]}', '{"W":[2,4]}'), "E0914"],
    [writeWeights(weights).replace('{"W":[2,3]}', '{"V":[2,3]}'), "E0914"],
    [writeWeights(weights).replace("0.1, ", '"oops", '), "E0914"],
    [writeWeights(weights).replace('"targets"', '"tragets"'), "E0914"],
  ])("that is %j is refused with %s, naming the file", (text, code) => {
    try {
      readWeights(text, "w.json");
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(TrainError);
      expect([(error as TrainError).code, (error as TrainError).place?.file]).toEqual([code, "w.json"]);
    }
  });
});
