import { describe, expect, it } from "vitest";
import { judgeAssumedSum, judgeClasses, judgeCourse, judgeUnits } from "../../train/index.ts";

const codes = (losses: readonly number[], isDiverged = false) =>
  judgeCourse({ losses, isDiverged, rate: 0.5, from: 0 }).map(({ code }) => code);

describe("the course of a descent", () => {
  it.each([
    ["falling", Array.from({ length: 100 }, (_, k) => 0.95 ** k), []],
    ["ending above its beginning", [1, 0.5, 0.8, 1.2], ["W0902"]],
    ["rising five times on end", [9, 1, 1.1, 1.2, 1.3, 1.4, 1.5], ["W0902"]],
    ["rising four times on end", [9, 1, 1.1, 1.2, 1.3, 1.4], []],
    ["rising by rounding only", [9, ...Array.from({ length: 9 }, (_, k) => 1 + k * 1e-12)], []],
    ["flat for fifty epochs", [2, ...Array.from({ length: 51 }, () => 1)], ["N0905"]],
    ["flat for fewer", [2, ...Array.from({ length: 50 }, () => 1)], []],
    ["negative and falling", Array.from({ length: 100 }, (_, k) => -k), []],
    ["not begun", [], []],
  ])("%s is judged %#", (_, losses, expected) => {
    expect(codes(losses)).toEqual(expected);
  });

  it("not finite at the first epoch is another thing than later", () => {
    expect(codes([Number.NaN], true)).toEqual(["W0909"]);
    expect(codes([1, Infinity], true)).toEqual(["W0901"]);
    const [notice] = judgeCourse({ losses: [1, 0.5, Number.NaN], isDiverged: true, rate: 0.5, from: 10 });
    expect(notice!.values).toEqual({ loss: "NaN", epoch: 13, last: "0.5000", rate: 0.5, smaller: 0.1 });
  });
});

describe("units and classes", () => {
  it("are named when off for every row, or never predicted though they have rows", () => {
    expect(
      judgeUnits([{ tensor: "a", active: [0, 1, 0], rows: 5 }]).map(({ values }) => values.unit),
    ).toEqual([1, 3]);
    expect(judgeUnits([{ tensor: "a", active: [0], rows: 0 }])).toEqual([]);
    const confusion = [
      [2, 0, 0, 0],
      [3, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 1],
    ];
    const notices = judgeClasses({ rows: 6, loss: 1, confusion }, ["p", "q", "r", "s"]);
    expect(notices.map(({ values }) => values)).toEqual([{ label: "q", rows: 3 }]);
  });
});

describe("an assumed sum of labels", () => {
  const judge = (values: readonly number[], tolerance?: number) =>
    judgeAssumedSum(values, 3, "sum(k, y[k]) == 1", 1, tolerance);

  it("is kept by one-hot and soft labels, within the tolerance", () => {
    expect(judge([0, 1, 0, 0.1, 0.8, 0.1, 1 / 3, 1 / 3, 1 / 3])).toEqual([]);
    expect(judge([0.333333, 0.333333, 0.333333])).toEqual([]);
    expect(judge([0.333333, 0.333333, 0.333333], 1e-9)).toHaveLength(1);
  });

  it("is broken by several labels, loss weights and NaN; the first such row and their number are told", () => {
    expect(judge([0, 1, 0, 1, 1, 0, 0, 0, 2])[0]!.values).toMatchObject({
      row: 2,
      count: 2,
      rows: 3,
      sum: 2,
    });
    expect(judge([0, Number.NaN, 1])[0]!.values).toMatchObject({ row: 1, sum: Number.NaN });
  });

  it("has nothing to say of labels without entries", () => {
    expect(judgeAssumedSum([], 0, "sum(k, y[k]) == 1")).toEqual([]);
  });
});
