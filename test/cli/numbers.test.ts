import { describe, expect, it } from "vitest";
import { nested, numberText, position, tensorText } from "../../cli/show/numbers.ts";

describe("numbers are printed", () => {
  it.each([
    [2.0456132001, "2.045613"],
    [1 / 3, "0.3333333"],
    [-0, "-0"],
    [Number.NaN, "NaN"],
    [1e-12, "1e-12"],
    [12345678, "12345678"],
    [12345678.9, "12345680"],
  ])("%d as %s", (value, text) => expect(numberText(value)).toBe(text));
  it("a matrix in aligned columns", () => {
    expect(tensorText([2, 2], [1, -20.5, 300, 4])).toEqual(["    1  -20.5", "  300      4"]);
  });
  it("a vector on one line, a number alone, an empty tensor as []", () => {
    expect(tensorText([3], [1, 2, 3])).toEqual(["1  2  3"]);
    expect(tensorText([], [7])).toEqual(["7"]);
    expect(tensorText([0, 3], [])).toEqual(["[]"]);
  });
  it("more axes as one matrix each, under its position", () => {
    expect(tensorText([2, 1, 2], [1, 2, 3, 4])).toEqual(["[1, :, :]", "  1  2", "[2, :, :]", "  3  4"]);
  });
  it("large tensors in part", () => {
    const lines = tensorText([100, 100], new Float64Array(10_000));
    expect(lines.at(-1)).toBe("…");
    expect(lines.length).toBe(21);
    expect(lines[0]!.endsWith("…")).toBe(true);
  });
});

describe("tensors", () => {
  it("become nested arrays", () => {
    expect(nested([2, 2], [1, 2, -0, 4])).toEqual([
      [1, 2],
      [-0, 4],
    ]);
    expect(nested([], [5])).toBe(5);
    expect(nested([2, 0], [])).toEqual([[], []]);
  });
  it("positions count from 1, the last axis fastest", () => {
    expect([0, 3, 5].map((k) => position(k, [2, 3]))).toEqual([
      [1, 1],
      [2, 1],
      [2, 3],
    ]);
  });
});
