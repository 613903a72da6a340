import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { generateKernel } from "../../codegen/index.ts";
import { readModel } from "../../src/index.ts";
import {
  chooseColumns,
  irisFeatures,
  readIris,
  train,
  trainableModel,
  trainingRequest,
} from "../../train/index.ts";

const notes = readFileSync("examples/notes.chain", "utf8");

async function kernelOf(text: string) {
  const found = await trainableModel(readModel(text), { name: "model", version: "0.0.0" });
  if ("known" in found) throw new Error(`no ${found.kind}`);
  return found;
}

describe("a model that is trained through its own kernel", () => {
  it("reaches the published figures on Iris: a median accuracy of 0.96 over 50 seeds", async () => {
    const { kernel, assumedLabelSum } = await kernelOf(notes);
    expect(assumedLabelSum).toEqual({ text: "sum(k, y[k]) == 1", total: 1 });
    expect(kernel.params.map(({ name, contracted }) => [name, contracted])).toEqual([["W0", [0]], ["W1", [0]]]); // prettier-ignore
    const data = chooseColumns(await readIris(), { features: irisFeatures, labels: ["species"] });
    const accuracies = Array.from({ length: 50 }, (_, seed) => {
      const result = train(kernel, data, { epochs: 500, rate: 0.5, seed: seed + 1, heldOutShare: 0 });
      return result.training.accuracy;
    }).sort((a, b) => a! - b!);
    expect(accuracies[25]).toBeGreaterThanOrEqual(0.95);
    expect(accuracies[25]).toBeLessThanOrEqual(0.97);
  });

  it("counts the rows on which each hidden unit is on", async () => {
    const { kernel } = await kernelOf(notes);
    const [I, y] = [Float64Array.of(1, 2, -1, 1, 0, 0), new Float64Array(6)];
    const W0 = Float64Array.of(0.5, -1, 0.6, 0.2, 0.3, 0.4, -0.2, 0.6, -0.4, 1, -0.3, 0.5);
    expect(kernel.units!(2, [I, y], [W0, new Float64Array(12)])).toEqual([
      { tensor: "a", active: [2, 0, 2, 2], rows: 2 },
    ]);
  });

  describe("with the target auto", () => {
    afterEach(() => vi.unstubAllGlobals());
    const chosen = async (file: string) => {
      const model = readModel(readFileSync(`examples/${file}.chain`, "utf8"));
      const found = await trainableModel(model, { name: "m", version: "0", kernel: { target: "auto" } });
      if ("known" in found) throw new Error(`no ${found.kind}`);
      return found;
    };

    it("is in WebAssembly from some size on, which the engine has to have", async () => {
      expect((await chosen("notes")).choice).toMatchObject({ target: "ts", why: "small" });
      const { kernel, choice } = await chosen("mnist");
      expect(choice).toMatchObject({ target: "wasm", why: "large" });
      vi.stubGlobal("WebAssembly", undefined);
      const without = await chosen("mnist");
      expect(without.choice).toMatchObject({ target: "ts", why: "engine" });
      expect(without.choice.reason).toContain("no WebAssembly SIMD");
      vi.unstubAllGlobals();
      const sizes = [...kernel.inputs, ...kernel.params].map(({ shape }) => shape.reduce((a, b) => a * b, 1));
      const [I, y, ...params] = sizes.map((size, seed) => Float64Array.from({ length: size * (seed < 2 ? 3 : 1) }, (_, k) => Math.sin(seed + k * k) / 9)); // prettier-ignore
      const gradients = () => params.map(({ length }) => new Float64Array(length));
      const [here, there] = [gradients(), gradients()];
      const cost = kernel.run(3, [I!, y!], params, here);
      expect(without.kernel.run(3, [I!, y!], params, there)).toBeCloseTo(cost, 12);
      for (const [p, values] of here.entries())
        expect(Math.max(...values.map((v, e) => Math.abs(v - there[p]![e]!)))).toBeLessThan(1e-12);
    });
  });

  it("never fuses operations, so that a run has the same bits in every engine", async () => {
    const request = trainingRequest(readModel(notes), { name: "m", version: "0" });
    if ("known" in request) throw new Error("no quantity");
    const modules = (fused?: boolean): number => {
      const options = { target: "wasm" as const, ...(fused === undefined ? {} : { fused }) };
      return generateKernel({ ...request, options }).javascript.split("bytes of WebAssembly").length - 1;
    };
    expect([modules(), modules(false)]).toEqual([2, 1]);
    const found = await trainableModel(readModel(notes), { name: "m", version: "0", kernel: { target: "wasm" } }); // prettier-ignore
    if ("known" in found) throw new Error("no quantity");
    const { WebAssembly } = globalThis as unknown as { WebAssembly: { validate: (bytes: Uint8Array) => boolean } }; // prettier-ignore
    const validate = vi.spyOn(WebAssembly, "validate");
    const one = (length: number): Float64Array => new Float64Array(length).fill(1);
    found.kernel.run(1, [one(3), one(3)], [one(12), one(12)], [one(12), one(12)]);
    const tried = validate.mock.calls.length;
    validate.mockRestore();
    expect(tried).toBe(1);
  });

  it("says which quantities there are when the one asked for is missing", async () => {
    const found = await trainableModel(readModel(notes), { name: "m", version: "0", of: "Loss" });
    expect(found).toEqual({ kind: "no-quantity", name: "Loss", known: ["h", "a", "O", "p", "Cost"] });
  });
});
