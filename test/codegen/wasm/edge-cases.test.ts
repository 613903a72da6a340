import { describe, expect, it } from "vitest";
import { kernelRequest, loadKernel } from "../../../codegen/index.ts";
import { evaluate } from "../../../src/5-evaluate/evaluate.ts";
import { product, type Dense } from "../../../src/5-evaluate/point.ts";
import { readModel } from "../../../src/index.ts";
import { data, edgeCases, models, numbersOf } from "../../cases/edge-cases.ts";
import { difference } from "../oracle.ts";

/** Infinite, undefined, subnormal and very large numbers: what the definitions say of them, kernels say too. */
describe.each(edgeCases.filter(({ id }) => id in models))("$id", ({ id, input }) => {
  const model = readModel(models[id]!);
  const x = numbersOf(input);
  const sizes = new Map([["n", x.length]]);
  const request = kernelRequest(model, { name: "edge", version: "0", sizes, of: "f", wrt: ["x"] });
  if ("known" in request) throw new Error("the case has no cost");
  const given = (name: string): number[] => (name === "x" ? x : [data[id]![name]!].flat());

  it.each([
    ["wasm", "unrolled"],
    ["wasm", "loops"],
    ["ts", "unrolled"],
    ["ts", "loops"],
  ] as const)("is what it is by definition, %s %s", async (target, strategy) => {
    const kernel = await loadKernel({ ...request, options: { target, strategy } });
    const arrays = Object.keys(kernel.model.inputs).map((name) => Float64Array.from(given(name)));
    const slope = new Float64Array(x.length);
    const value = kernel.costAndGradient(...arrays, slope);
    const tensors = new Map(
      Object.entries(kernel.model.inputs).map(([name, shape]): [string, Dense] => [
        name,
        { shape, values: given(name) },
      ]),
    );
    for (const [name, number] of request.constants ?? []) tensors.set(name, { shape: [], values: [number] });
    const point = { tensors, sizes };
    const outputs = [request.cost, ...request.gradients];
    const [cost, gradient] = outputs.map((out) => [...evaluate(out.value, out.indices, point).values]);
    expect(difference([value], cost!)).toBeLessThan(1e-12);
    expect(difference([...slope], gradient!)).toBeLessThan(1e-12);
    expect(product([slope.length])).toBe(gradient!.length);
  });
});
