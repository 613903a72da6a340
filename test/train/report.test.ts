import { describe, expect, it } from "vitest";
import type { TrainingResult } from "../../train/index.ts";
import {
  chooseColumns,
  confusionTable,
  duration,
  irisFeatures,
  lossCurve,
  readIris,
  timingTable,
  train,
  trainingReport,
} from "../../train/index.ts";
import { displayWidth } from "../../train/report/table.ts";
import { referenceKernel } from "./reference.ts";

const iris = chooseColumns(await readIris(), { features: irisFeatures });
const run = (seed: number, rate = 0.5): TrainingResult =>
  train(referenceKernel(), iris, { epochs: 500, rate, seed, heldOutShare: 0 });

describe("the loss curve", () => {
  it("falls from the upper left to the lower right, between the first and the least loss", () => {
    const losses = Array.from({ length: 100 }, (_, k) => 2 * 0.95 ** k);
    const lines = lossCurve(losses, { width: 40, height: 8 }).split("\n");
    expect(lines).toHaveLength(10);
    expect(lines[0]).toContain("loss");
    expect(lines[1]).toMatch(/^ +2\.000 ┼/);
    expect(lines[8]).toMatch(/^ +0\.012 ┤.*[─╰╮]$/);
    expect(lines[9]).toMatch(/^ {9}1 +epoch +100$/);
    expect(Math.max(...lines.map((line) => line.length))).toBe(40);
  });

  it("thins a long run to the mean of each stretch and keeps its ends", () => {
    const losses = [9, ...Array.from({ length: 998 }, (_, k) => (k % 2 === 0 ? 2 : 4)), 1];
    const lines = lossCurve(losses, { width: 40, height: 9 }).split("\n");
    const at = (label: string) => lines.find((line) => line.includes(label))!;
    expect(at("9.000").slice(9)).toMatch(/^┼╮/);
    expect(at("1.000").trimEnd().length).toBe(40);
    expect(at("3.000").slice(10)).toMatch(/╰─{26,}╮$/);
    expect(lines.at(-1)).toMatch(/^ {9}1 +epoch +1000$/);
  });

  it("draws a short run as wide as a long one", () => {
    const lines = lossCurve([4, 2, 0], { width: 40, height: 5 }).split("\n");
    expect(lines[1]).toMatch(/^ +4\.000 ┼─+╮$/);
    expect(lines[5]!.length).toBe(40);
    expect(lines[3]).toMatch(/^ +2\.000 ┤ {10,}╰─+╮$/);
  });

  it("counts on from the epoch at which a run was taken up, and survives one, no, flat and infinite losses", () => {
    expect(lossCurve([1, 0.5], {}, "ko", 25)).toMatch(/26 +에폭 +27$/);
    expect(lossCurve([1])).toContain("1.000");
    expect(lossCurve([])).toBe("");
    expect(lossCurve([Number.NaN])).toBe("");
    expect(lossCurve([3, 3, 3])).toContain("3.000");
    expect(lossCurve([1, 2, Infinity])).toMatch(/ 2$/);
    expect(lossCurve([3e-7, 1e-7])).toContain("3.0e-7 ┼");
    expect(lossCurve([3e9, 1e7])).toContain("3.0e+9 ┼");
    expect(lossCurve([0, -1]).split("\n")[1]).toMatch(/^ +0\.000 ┼/);
  });
});

describe("tables", () => {
  it("stay aligned under Korean names", () => {
    const lines = confusionTable(
      [
        [3, 0],
        [1, 12],
      ],
      ["장미", "tulip"],
    ).split("\n");
    expect(lines).toEqual([
      "true \\ predicted  장미  tulip",
      "장미                 3      ·",
      "tulip                1     12",
    ]);
    expect(new Set(lines.map(displayWidth)).size).toBe(1);
  });

  it("give durations three digits and the unit that fits, and their total", () => {
    expect([0.0123, 1, 12.345, 1234.5].map(duration)).toEqual(["12.3 µs", "1 ms", "12.3 ms", "1.23 s"]);
    expect(
      timingTable([
        { part: "derive", ms: 2 },
        { part: "train", ms: 98 },
      ]),
    ).toBe("derive    2 ms\ntrain    98 ms\ntotal   100 ms");
  });
});

describe("the report", () => {
  it("shows accuracy, confusion table, units and what went wrong, the shared cause once", () => {
    const report = trainingReport(run(11));
    expect(report).toContain("training: loss 0.7327, accuracy 0.333 (50 of 150)");
    expect(report).toContain("confusion table (training)");
    expect(report).toMatch(/versicolor +50 +· +·/);
    expect(report).toContain("a unit 2: on for 0 of 150 rows");
    expect(report).toContain("warning[W0903]: unit 2 of a is dead: off for all 150 rows");
    expect(report.match(/W0904/g)).toHaveLength(2);
    expect(report.match(/wrong minimum/g)).toHaveLength(1);
  });

  it("measures on the held-out rows where there are some", () => {
    const report = trainingReport(train(referenceKernel(), iris, { epochs: 9, rate: 0.5, seed: 1 }));
    expect(report).toMatch(/held out: loss .*accuracy .* of 30\)/);
    expect(report).toContain("confusion table (held out)");
  });

  it("speaks Korean without a word of English sentences", () => {
    const report = trainingReport(run(11), "ko");
    expect(report).toContain("정확도 0.333 (150개 중 50개)");
    expect(report).toContain("경고[W0903]: a의 유닛 2는 죽었습니다");
    expect(report).not.toMatch(/\b(?:loss|epoch|accuracy|warning|note|unit|the)\b/);
  });

  it("says where a run diverged", () => {
    const report = trainingReport(run(1, 1e200));
    expect(report).toMatch(/stopped at epoch \d+: diverged/);
    expect(report).toContain("warning[W0901]");
  });
});
