import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { kernelRequest, loadKernel } from "../../codegen/index.ts";
import { evaluate } from "../../src/5-evaluate/evaluate.ts";
import type { Dense } from "../../src/5-evaluate/point.ts";
import { readModel } from "../../src/index.ts";

/** I = (∞, 1, 0): the first two units are at −∞ and off, the third one is at +∞ in the second set of weights. */
const off = [-1, -2, 1, 1];
const rest = [0.5, 0.25, -1, 1, 1, 0, 0.5, 2];

describe("an infinite input against units that are off", () => {
  const model = readModel(readFileSync(new URL("../../examples/notes.chain", import.meta.url), "utf8"));
  const request = kernelRequest(model, { name: "notes", version: "0" });
  if ("known" in request) throw new Error("the notes have a cost");
  it.each([
    ["all units off", [-1, -2, -1, -3], "ts", "unrolled"],
    ["all units off", [-1, -2, -1, -3], "ts", "loops"],
    ["all units off", [-1, -2, -1, -3], "wasm", "loops"],
    ["two units on", off, "ts", "unrolled"],
    ["two units on", off, "ts", "loops"],
    ["two units on", off, "wasm", "loops"],
  ] as const)("gives the gradient by definition, or NaN for a masked 0: %s, %s %s", async (_, first, target, strategy) => {
    const kernel = await loadKernel({ ...request, options: { target, strategy } });
    const given: Readonly<Record<string, readonly number[]>> = {
      I: [Infinity, 1, 0],
      y: [0, 1, 0],
      W0: [...first, ...rest],
      W1: Array.from({ length: 12 }, (__, k) => Math.cos(k)),
    };
    const arrays = Object.keys(kernel.model.inputs).map((name) => Float64Array.from(given[name]!));
    const slopes = [new Float64Array(12), new Float64Array(12)];
    const cost = kernel.costAndGradient(...arrays, ...slopes);
    const tensors = new Map(
      Object.entries(kernel.model.inputs).map(([name, shape]): [string, Dense] => [
        name,
        { shape, values: [...given[name]!] },
      ]),
    );
    const by = [request.cost, ...request.gradients].map((out) => [
      ...evaluate(out.value, out.indices, { tensors, sizes: new Map() }).values,
    ]);
    const isOff = first.every((weight) => weight < 0);
    expect(Object.is(cost, by[0]![0]) || Math.abs(cost - by[0]![0]!) < 1e-12).toBe(true);
    expect(Number.isFinite(cost)).toBe(isOff);
    for (const [k, slope] of slopes.entries())
      for (const [entry, value] of slope.entries()) {
        const defined = by[k + 1]![entry]!;
        const isMasked = Number.isNaN(value) && defined === 0;
        const isSame = Object.is(value, defined) || Math.abs(value - defined) < 1e-12;
        expect(isSame || isMasked, `${entry}: ${value}, by definition ${defined}`).toBe(true);
        // Only rows of infinite inputs may differ.
        if (isMasked) expect([k, Math.floor(entry / 4)]).toEqual([0, 0]);
      }
  }); // prettier-ignore
});
