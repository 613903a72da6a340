import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EvaluationError } from "../../src/5-evaluate/failure.ts";
import { randomModel, type RandomModel } from "../support/random-model.ts";
import { byDefinition, byKernel, difference } from "./oracle.ts";

/** The values by definition, or undefined where there are none. */
function expected({ root, axes, point }: RandomModel): number[][] | undefined {
  try {
    return byDefinition([{ indices: axes, value: root }], point);
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

const runs = Number(process.env["KERNEL_RUNS"] ?? 40);

const kinds = [
  { target: "ts", strategy: "unrolled" },
  { target: "ts", strategy: "loops" },
  { target: "wasm", strategy: "unrolled" },
  { target: "wasm", strategy: "loops" },
] as const;

describe.each(kinds)("a kernel of a random model, $target $strategy,", ({ target, strategy }) => {
  it.each([
    { rank: 0, lengths: [3, 2, 2] },
    { rank: 1, lengths: [3, 2, 2] },
    { rank: 2, lengths: [4, 1, 9] },
    { rank: 0, lengths: [2, 17, 1], symbolic: true },
  ] as const)("computes what the definitions say: %o", async ({ rank, lengths, ...more }) => {
    let worst = 0;
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(randomModel({ rank, lengths: [...lengths], ...more }), async (model) => {
        const wanted = expected(model);
        if (wanted === undefined) return;
        const found = await byKernel([{ indices: model.axes, value: model.root }], model.point, {
          target,
          strategy,
          batch: false,
        });
        const error = difference(found[0]!, wanted[0]!);
        compared++;
        worst = Math.max(worst, error);
        expect(error).toBeLessThan(1e-9);
      }),
      { seed: 20240601 + rank, numRuns: runs },
    );
    expect(compared).toBeGreaterThan(runs / 2);
  });
});
