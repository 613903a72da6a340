import { readFileSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import type * as runtime from "../../codegen/runtime.ts";
import { generateKernel, kernelRequest, loadKernel, type KernelOptions } from "../../codegen/index.ts";
import { readModel } from "../../src/index.ts";

/** The built runtime: workers are started from files of dist/. */
const built: string = new URL("../../dist/codegen/runtime.js", import.meta.url).href;
const { createTeam } = (await import(built)) as typeof runtime;

const notes = readFileSync(new URL("../../examples/notes.chain", import.meta.url), "utf8");
const regression = readFileSync(new URL("../../examples/softmax-regression.chain", import.meta.url), "utf8");
/** Names that the wrapper has for itself, and constants without a value. */
const clashing =
  "input memory[2]\nlabel rows[2]\nconst offset\nparam kernel[2, 2], run[2]\n" +
  "t[j] = tanh(sum(i, kernel[i, j] * memory[i]) + offset * run[j])\nL = sum(j, (t[j] - rows[j])^2)\n";

async function teamOf(text: string, kernel: KernelOptions, options: runtime.TeamOptions) {
  const request = kernelRequest(readModel(text), { name: "k", version: "0", kernel });
  if ("known" in request) throw new Error("the model has no scalar");
  const team = await createTeam(generateKernel({ ...request, options: { ...kernel, target: "wasm" } }), { splitFrom: 2, ...options }); // prettier-ignore
  onTestFinished(() => team.close());
  fill(team, 1);
  return { team, plain: await loadKernel({ ...request, options: { ...kernel, target: "ts" } }) };
}

type Made = Awaited<ReturnType<typeof teamOf>>;

function fill(team: runtime.Team, seed: number): void {
  for (const [k, values] of Object.values(team.inputs).entries())
    for (let e = 0; e < values.length; e++) values[e] = Math.sin(seed + 7 * k + e * e);
}

/** That a batch is what the TypeScript kernel says. */
function expectSame({ team, plain }: Made, n: number, tolerance = 1e-12): void {
  const gradients = plain.model.gradients.map((name) => team.inputs[name]!.slice().fill(0));
  const cost = plain.costAndGradientBatch(n, ...Object.values(team.inputs), ...gradients);
  expect(Math.abs(team.costAndGradientBatch(n) - cost)).toBeLessThan(tolerance * (1 + Math.abs(cost)));
  expect(Math.abs(team.costBatch(n) - cost)).toBeLessThan(tolerance * (1 + Math.abs(cost)));
  for (const [k, name] of plain.model.gradients.entries())
    for (const [e, value] of team.gradients[name]!.entries())
      expect(Math.abs(value - gradients[k]![e]!)).toBeLessThan(tolerance);
}

describe("a team over WebAssembly", () => {
  it.each([
    { strategy: "unrolled", threads: 1 },
    { strategy: "unrolled", threads: 3 },
    { strategy: "loops", threads: 2 },
  ] as const)("computes in one memory, $strategy, threads $threads", async ({ strategy, threads }) => {
    const made = await teamOf(notes, { strategy }, { threads, capacity: 300 });
    const buffers = new Set(Object.values(made.team.inputs).map(({ buffer }) => buffer));
    expect([...buffers].map((buffer) => buffer instanceof SharedArrayBuffer)).toEqual([true]);
    for (const n of [1, 2, 3, 64, 129, 300]) expectSame(made, n);
    const first = made.team.costAndGradientBatch(300);
    const slopes = [...made.team.gradients["W0"]!];
    expect(await made.team.costAndGradientBatchAsync(300)).toBe(first);
    expect([...made.team.gradients["W0"]!]).toEqual(slopes);
  });

  it("has room for more rows when asked, and keeps what was there", async () => {
    const made = await teamOf(notes, {}, { threads: 2, capacity: 10 });
    await made.team.costAndGradientBatchAsync(10);
    const before = [made.team.costAndGradientBatch(10), ...made.team.gradients["W1"]!];
    await made.team.resize(5000);
    expect([made.team.costAndGradientBatch(10), ...made.team.gradients["W1"]!]).toEqual(before);
    fill(made.team, 5);
    expectSame(made, 5000);
  });

  it("takes long shares in pieces, weighted by their rows", async () => {
    const made = await teamOf(notes, {}, { threads: 1, capacity: 200_001 });
    expectSame(made, 200_001, 1e-9);
  });

  it("predicts row by row, in 32 bits", async () => {
    const made = await teamOf(regression, { precision: "f32" }, { threads: 2, capacity: 50 });
    expectSame(made, 50, 1e-5);
    made.team.predictBatch(50);
    const p = made.team.predictions["p"]!;
    const alone = new Float32Array(p.length);
    const { x, W, b } = made.team.inputs;
    made.plain.predictBatch(50, x!, W!, b!, alone);
    for (const [k, value] of p.entries()) expect(Math.abs(value - alone[k]!)).toBeLessThan(1e-6);
  });

  it("finds its arrays whatever they are called", async () => {
    const made = await teamOf(clashing, {}, { threads: 2, capacity: 20 });
    expectSame(made, 20);
  });
});
