import { describe, expect, it } from "vitest";
import { check, checkNow } from "../../src/7-verify/check.ts";
import { Judge } from "../../src/7-verify/judge/judge.ts";
import { readDerivation } from "../../src/7-verify/read/read.ts";
import { lineReport } from "../../src/7-verify/report.ts";

/** A network of as many layers, each of two definitions. */
function deep(layers: number): string {
  const lines = ["input x[3]", "label y[3]"];
  for (let k = 1; k <= layers; k++) lines.push(`param W${k}[3, 3]`);
  for (let k = 1; k <= layers; k++) {
    const before = k === 1 ? "x" : `a${k - 1}`;
    lines.push(`z${k}[i] = sum(j, W${k}[i, j] * ${before}[j])`, `a${k}[i] = tanh(z${k}[i])`);
  }
  return `${lines.join("\n")}\nC = 1/2 * sum(i, (a${layers}[i] - y[i])^2)\n`;
}

const wrong = "claim d(C)/d(W1[i, j]) = x[j] * z1[i]\n";

describe("the work of one line", () => {
  it("is bounded, which is said, and ends at the same place every time", () => {
    const [first, second] = [1, 2].map(() => checkNow(deep(14) + wrong, { kind: "chain" }).lines[0]!);
    expect(first!.status).toBe("refuted");
    expect(first!.isCut).toBe(true);
    expect(first!.diagnostics.map(({ code }) => code)).toContain("N0806");
    expect(lineReport(first!)).toMatchObject({ isCut: true });
    expect(lineReport(second!)).toEqual(lineReport(first!));
  });

  it("is enough for a short model: nothing is said", () => {
    const [line] = checkNow(deep(1) + wrong, { kind: "chain" }).lines;
    expect(line!.status).toBe("refuted");
    expect(line!.isCut).toBeUndefined();
    expect(line!.diagnostics.map(({ code }) => code)).not.toContain("N0806");
  });

  it("is enough for slips that need no derivation, even where the model is long", () => {
    const [line] = checkNow(`${deep(14)}claim d(C)/d(a14[i]) = y[i] - a14[i]\n`, { kind: "chain" }).lines;
    expect(line!.slip).toBe("sign");
  });

  it("pauses many times, each after a small part of it", () => {
    const read = readDerivation(deep(6) + wrong, { kind: "chain" });
    const judge = new Judge(read, "model");
    const work = judge.judging(read.lines[0]!);
    const parts: number[] = [];
    for (let [before, next] = [0, work.next()]; next.done !== true; next = work.next()) {
      parts.push(judge.worked - before);
      before = judge.worked;
    }
    expect(parts.length).toBeGreaterThan(50);
    expect(Math.max(...parts)).toBeLessThan(judge.worked / 2);
  });
});

describe("a check that is given up", () => {
  it("ends within a line", async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const running = check(deep(14) + wrong, {
      kind: "chain",
      signal: controller.signal,
      onRead: () => setTimeout(() => controller.abort(new Error("enough")), 0),
      onLine: ({ line }) => seen.push(line),
    });
    await expect(running).rejects.toThrow("enough");
    expect(seen).toEqual([]);
  });
});
