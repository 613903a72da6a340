import { describe, expect, it } from "vitest";
import type { Failure } from "../../cli/failure.ts";
import { readData } from "../../cli/data.ts";
import type { Declared, Size } from "../../cli/tensor.ts";
import { complaintOf } from "../support/complaint.ts";

const tensor = (name: string, ...shape: readonly Size[]): Declared => ({ name, shape, needed: true });
const read = (data: unknown, ...declared: readonly Declared[]) =>
  readData(typeof data === "string" ? data : JSON.stringify(data), "data.json", declared);

describe("data files", () => {
  it("give tensors row by row", () => {
    const { tensors } = read(
      {
        W: [
          [1, 2, 3],
          [4, 5, 6],
        ],
        c: 7,
      },
      tensor("W", 2, 3),
      tensor("c"),
    );
    expect(tensors.get("W")).toEqual({ shape: [2, 3], values: Float64Array.of(1, 2, 3, 4, 5, 6) });
    expect(tensors.get("c")).toEqual({ shape: [], values: Float64Array.of(7) });
  });
  it("hold what JSON has no numbers for as strings, and −0 stays −0", () => {
    const { tensors } = read('{"x": ["NaN", "Infinity", "-Infinity", -0]}', tensor("x", 4));
    expect([...tensors.get("x")!.values]).toEqual([Number.NaN, Infinity, -Infinity, -0]);
  });
  it("fix the sizes a model leaves open", () => {
    const { sizes, tensors } = read(
      {
        X: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        w: [1, 2],
      },
      tensor("X", "n", "m"),
      tensor("w", "m"),
    );
    expect(sizes).toEqual(
      new Map([
        ["n", 3],
        ["m", 2],
      ]),
    );
    expect(tensors.get("X")!.shape).toEqual([3, 2]);
  });
  it("may name a size, also for an axis that is empty", () => {
    const { sizes, tensors } = read({ n: 0, X: [] }, tensor("X", "n", 3));
    expect(sizes.get("n")).toBe(0);
    expect(tensors.get("X")).toEqual({ shape: [0, 3], values: new Float64Array(0) });
  });
  it("hold empty inner axes", () => {
    expect(read({ X: [[], [], []] }, tensor("X", 3, 0)).tensors.get("X")!.shape).toEqual([3, 0]);
  });
  it("need not give what the model itself gives", () => {
    expect(read({}, { ...tensor("c"), needed: false }).tensors.size).toBe(0);
  });
  it("hold indices from 1 to the size of the axis they index", () => {
    const indices: Declared = { ...tensor("idx", 2), indexInto: 5 };
    expect([...read({ idx: [1, 5] }, indices).tensors.get("idx")!.values]).toEqual([1, 5]);
    for (const wrong of [0, 6, 1.5]) {
      expect(complaintOf(() => read({ idx: [1, wrong] }, indices))).toEqual([
        "E1010",
        `idx[2] is ${wrong}, and entries of idx are whole numbers from 1 to 5`,
        String(wrong),
      ]);
    }
  });
});

describe("a complaint about data names both shapes and points at the place:", () => {
  it("another shape", () => {
    expect(complaintOf(() => read('{"W": [[1, 2], [3, 4]]}', tensor("W", 3, 4)))).toEqual([
      "E1006",
      "W has shape [2, 2], the model declares [3, 4]",
      "[[1, 2], [3, 4]]",
    ]);
  });
  it("a number where an array belongs, and the other way round", () => {
    expect(complaintOf(() => read('{"W": 3}', tensor("W", 2)))[1]).toBe(
      "W has shape [], the model declares [2]",
    );
    expect(complaintOf(() => read('{"c": [3]}', tensor("c")))[1]).toBe(
      "c has shape [1], the model declares []",
    );
  });
  it("a row that is too short", () => {
    expect(complaintOf(() => read('{"W": [[1, 2], [3]]}', tensor("W", 2, 2)))).toEqual([
      "E1009",
      "the array W[2] has 1 entries here and 2 before",
      "[3]",
    ]);
  });
  it("something that is no number", () => {
    expect(complaintOf(() => read('{"W": [1, "two"]}', tensor("W", 2)))).toEqual([
      "E1007",
      'W[2]: "two" is no number',
      '"two"',
    ]);
    expect(complaintOf(() => read('{"W": [1, null]}', tensor("W", 2)))[2]).toBe("null");
    expect(complaintOf(() => read('{"W": [1, [2]]}', tensor("W", 2)))[2]).toBe("[2]");
  });
  it("a name the model does not have, with the nearest it has", () => {
    const failing = () => read('{"W2": 1}', tensor("W0"), tensor("label"));
    expect(complaintOf(failing)).toEqual(["E1004", "the model has no W2", '"W2"']);
    expect(remedyOf(() => read('{"lable": 1}', tensor("W0"), tensor("label")))).toContain(
      "did you mean label?",
    );
  });
  it("a name that is missing, with its shape", () => {
    const failing = () => read("{}", tensor("I", 3), tensor("y"));
    expect(complaintOf(failing)[1]).toBe("the data lack I[3], y");
    expect(remedyOf(failing)).toContain('"I": [0.5, 0.5, 0.5]');
  });
  it("a name given twice, an array instead of an object, a size that contradicts", () => {
    expect(complaintOf(() => read('{"c": 1, "c": 2}', tensor("c")))[0]).toBe("E1008");
    expect(complaintOf(() => read("[1]", tensor("c")))[0]).toBe("E1012");
    expect(complaintOf(() => read('{"n": 2, "x": [1, 2, 3]}', tensor("x", "n")))[1]).toBe(
      "x has shape [3], the model declares [2]",
    );
  });
});

function remedyOf(job: () => unknown): string {
  try {
    job();
  } catch (error) {
    return (error as Failure).in("en").remedy;
  }
  return "";
}
