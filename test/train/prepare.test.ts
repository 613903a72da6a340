import { describe, expect, it } from "vitest";
import {
  appendConstant,
  applyScaling,
  chooseColumns,
  fitScaling,
  readCsv,
  readIris,
  split,
  takeRows,
} from "../../train/index.ts";
import { labelSize, layOut } from "../../train/samples.ts";
import { evaluate } from "../../train/evaluate.ts";
import { referenceKernel } from "./reference.ts";

const iris = chooseColumns(await readIris());
const table = await readCsv("a,b,class\n1,7,x\n2,7,y\n6,7,x\n", "s");
const small = chooseColumns(table);

describe("a split", () => {
  it("loses no row, keeps the order of the file, and holds back a fifth of each class", () => {
    const { training, heldOut } = split(iris, 0.2, 1);
    expect([training.rows, heldOut.rows]).toEqual([120, 30]);
    const rows = (data: typeof iris) =>
      Array.from({ length: data.rows }, (_, row) =>
        [
          ...data.features.subarray(4 * row, 4 * row + 4),
          ...data.targets.subarray(3 * row, 3 * row + 3),
        ].join(),
      );
    expect([...rows(training), ...rows(heldOut)].sort()).toEqual(rows(iris).sort());
    const inOrder = rows(iris);
    for (const part of [training, heldOut]) {
      let from = 0;
      for (const row of rows(part)) from = inOrder.indexOf(row, from) + 1;
      expect(from).toBeGreaterThan(0);
    }
  });

  it("depends on the seed and draws each class by itself", () => {
    const positions = Array.from({ length: 150 }, (_, k) => k % 50);
    const numbered = { ...iris, featureNames: ["n"], features: Float64Array.from(positions) };
    const held = split(numbered, 0.2, 1).heldOut.features;
    expect([...held.subarray(0, 10)]).not.toEqual([...held.subarray(10, 20)]);
    expect(split(numbered, 0.2, 2).heldOut.features).not.toEqual(held);
    expect(split(numbered, 0.2, 1).heldOut.features).toEqual(held);
  });

  it("holds back nothing for a share of 0, and leaves a row of each class to train on for any share", () => {
    expect(split(iris, 0, 1).heldOut.rows).toBe(0);
    expect(split(iris, 0.999, 1).training.rows).toBe(3);
  });
});

describe("scaling", () => {
  it("gives mean 0 and variance 1 to the rows it was fit on, and the same shift to others", () => {
    const { scaling, notices } = fitScaling(iris);
    const scaled = applyScaling(iris, scaling);
    for (const k of [0, 1, 2, 3]) {
      const column = scaled.features.filter((_, at) => at % 4 === k);
      expect(column.reduce((sum, x) => sum + x, 0) / 150).toBeCloseTo(0, 12);
      expect(column.reduce((sum, x) => sum + x * x, 0) / 150).toBeCloseTo(1, 12);
    }
    expect(applyScaling(takeRows(iris, [9]), scaling).features).toEqual(scaled.features.slice(36, 40));
    expect(notices).toEqual([]);
  });

  it("centres a constant feature without dividing by 0, and says so", () => {
    const { scaling, notices } = fitScaling(small);
    expect([scaling.means[1], scaling.deviations[1]]).toEqual([7, 1]);
    expect(notices).toEqual([{ code: "W0907", values: { column: "b", value: 7 } }]);
    expect([...applyScaling(small, scaling).features].filter((_, at) => at % 2 === 1)).toEqual([0, 0, 0]);
  });

  it("appends the constant 1 as the last feature", () => {
    expect([...appendConstant(small).features]).toEqual([1, 7, 1, 2, 7, 1, 6, 7, 1]);
  });
});

describe("samples", () => {
  const kernel = referenceKernel(2, 4, 2);
  const input = (name: string, shape: readonly number[], role: "input" | "label") => ({ name, shape, role });

  it("deal features and targets to several inputs in order of declaration", () => {
    const inputs = [input("u", [], "input"), input("y", [2], "label"), input("v", [1], "input")];
    const { columns } = layOut({ ...kernel, inputs }, small);
    expect(columns.map((column) => [...column])).toEqual([
      [1, 2, 6],
      [1, 0, 0, 1, 1, 0],
      [7, 7, 7],
    ]);
  });

  it("give two classes to a label of one number as 0 and 1, in 32 bits where asked", () => {
    const scalar = {
      ...kernel,
      inputs: [input("x", [2], "input"), input("y", [], "label")],
      precision: "f32",
    } as const;
    expect(labelSize(scalar)).toBe(1);
    expect(layOut(scalar, small).columns[1]).toEqual(Float32Array.of(0, 1, 0));
  });

  it("count a prediction of one number as the second class from one half on", () => {
    const scalar = {
      ...kernel,
      inputs: [input("x", [2], "input"), input("y", [], "label")],
      run: () => 0.25,
      predict: (_n: number, _i: unknown, _p: unknown, predictions: { set(values: number[]): void }) =>
        predictions.set([0.5, 0.9, 0.49]),
    };
    const result = evaluate(scalar, layOut(scalar, small), [new Float64Array(8), new Float64Array(8)], 2);
    expect(result).toEqual({
      rows: 3,
      loss: 0.25,
      accuracy: 2 / 3,
      confusion: [
        [1, 1],
        [0, 1],
      ],
    });
  });
});
