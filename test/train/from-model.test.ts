import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readModel } from "../../src/index.ts";
import { chooseColumns, irisFeatures, readIris, train, trainableModel } from "../../train/index.ts";

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

  it("says which quantities there are when the one asked for is missing", async () => {
    const found = await trainableModel(readModel(notes), { name: "m", version: "0", of: "Loss" });
    expect(found).toEqual({ kind: "no-quantity", name: "Loss", known: ["h", "a", "O", "p", "Cost"] });
  });
});
