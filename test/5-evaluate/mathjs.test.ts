import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { expand } from "../../src/5-evaluate/expansion.ts";
import { evaluate, evaluateIn } from "../../src/5-evaluate/evaluate.ts";
import { EvaluationError } from "../../src/5-evaluate/failure.ts";
import { lift, point, withSizes } from "../../src/5-evaluate/point.ts";
import { preciseSlopes } from "../../src/5-evaluate/precise.ts";
import { entry, mul, sum, unary } from "../../src/core/build.ts";
import type { Expr } from "../../src/core/expr.ts";
import { fullCalculus, gradientsBy, isTame } from "../laws/gradient.ts";
import { decimals } from "../laws/same-function.ts";
import { complaint } from "../laws/complaint.ts";
import { notes, notesPoint } from "../support/notes.ts";
import { decodeModel } from "../support/random-model.ts";

// Hundreds of models, each differentiated and held against differences: long on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

const variables = [
  { name: "W0", indices: [notes.i, notes.j] },
  { name: "W1", indices: [notes.j, notes.k] },
];

describe("mathjs on the scalar expansion of the notes", () => {
  it("derives all 24 partials as the closed forms give them", async () => {
    const expansion = await expand(notes.Cost, notesPoint);
    for (const { name, axes, value } of gradientsBy(fullCalculus(), notes.Cost, variables)) {
      const ours = evaluate(value, axes, notesPoint).values;
      const theirs = expansion.partials(name);
      expect(theirs).toHaveLength(12);
      for (const [n, slope] of theirs.entries()) expect(Math.abs(ours[n]! - slope)).toBeLessThan(1e-14);
    }
  });

  it("refuses what it cannot differentiate or hold", async () => {
    const x = entry("x", []);
    await expect(expand(unary("erf", x), point({ x: 1 }))).rejects.toThrow(EvaluationError);
    let doubling: Expr = x;
    for (let level = 0; level < 20; level++) doubling = mul(unary("sin", doubling), sum(x, doubling));
    await expect(expand(doubling, point({ x: 1 }))).rejects.toThrow("too large");
  });
});

describe("64-digit central differences", () => {
  it("agree with the closed forms of the notes to 30 digits", () => {
    const at = lift(notesPoint, decimals);
    for (const { name, axes, value } of gradientsBy(fullCalculus(), notes.Cost, variables)) {
      const formula = evaluateIn(decimals, value, axes, at).values;
      for (const [n, slope] of preciseSlopes(decimals, notes.Cost, name, at).entries())
        expect(formula[n]!.minus(slope).abs().toNumber()).toBeLessThanOrEqual(
          1e-30 * Math.max(1, slope.abs().toNumber()),
        );
    }
  });

  it("tell a formula that is wrong in the 29th digit", () => {
    const x = entry("x", []);
    const at = lift(point({ x: 0.3 }), decimals);
    const [slope] = preciseSlopes(decimals, unary("sin", x), "x", at);
    const cosine = evaluateIn(decimals, unary("cos", x), [], at).values[0]!;
    expect(cosine.minus(slope!).abs().lt(1e-38)).toBe(true);
    expect(cosine.times("1.00000000000000000000000000001").minus(slope!).abs().lt("1e-30")).toBe(false);
  });
});

describe("both on random smooth models", () => {
  it("agree with the gradients of the engine", async () => {
    const samples = fc.sample(
      fc.array(fc.nat({ max: 10_000 }), { minLength: 30, maxLength: 60, size: "max" }),
      { seed: 4, numRuns: 25 },
    );
    let [byMathjs, byDifferences] = [0, 0];
    for (const numbers of samples) {
      const { root, variables: all, point: at } = decodeModel(numbers, { symbolic: true, kinks: false });
      if (!isTame(root, at)) continue;
      const exact = lift(withSizes([root], at), decimals);
      const expansion = await expand(root, at).catch((error: unknown) => {
        if (error instanceof EvaluationError) return undefined;
        throw error;
      });
      for (const { name, axes, value } of gradientsBy(fullCalculus(), root, all)) {
        const formula = evaluateIn(decimals, value, axes, exact).values;
        const scale = Math.max(1, ...formula.map((x) => Math.abs(x.toNumber())));
        for (const [n, slope] of preciseSlopes(decimals, root, name, exact).entries()) {
          byDifferences++;
          if (!formula[n]!.minus(slope).abs().lte(`${scale}e-30`))
            throw complaint(
              `${name}[${n}]: ${formula[n]!.toString()} against ${slope.toString()}`,
              { root, value },
              at,
            );
        }
        for (const [n, slope] of (expansion?.partials(name) ?? []).entries()) {
          byMathjs++;
          if (!(Math.abs(formula[n]!.toNumber() - slope) <= 1e-9 * scale))
            throw complaint(`${name}[${n}]: ${formula[n]!.toNumber()}, mathjs ${slope}`, { root, value }, at);
        }
      }
    }
    expect(byMathjs).toBeGreaterThan(60);
    expect(byDifferences).toBeGreaterThan(80);
  });
});
