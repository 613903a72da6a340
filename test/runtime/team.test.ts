import { readFileSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import type * as runtime from "../../codegen/runtime.ts";
import type { LoadedKernel } from "../../codegen/5-run/module.ts";
import { kernelRequest, generateKernel, loadKernel } from "../../codegen/index.ts";
import { readModel } from "../../src/index.ts";

/** The built runtime: workers are started from files of dist/. */
const built: string = new URL("../../dist/codegen/runtime.js", import.meta.url).href;
const { createTeam, ThreadError } = (await import(built)) as typeof runtime;

interface Case {
  readonly javascript: string;
  readonly plain: LoadedKernel;
}

async function kernelOf(file: string, precision: "f64" | "f32" = "f64"): Promise<Case> {
  const model = readModel(readFileSync(new URL(`../../${file}`, import.meta.url), "utf8"));
  const request = kernelRequest(model, { name: "k", version: "0", sizes: new Map(), kernel: { precision } });
  if ("known" in request) throw new Error("the model has no scalar");
  return { javascript: generateKernel(request).javascript, plain: await loadKernel(request) };
}

const notes = await kernelOf("examples/notes.chain");

/** The same numbers every time, in [−1, 1). */
function fill(team: runtime.Team, seed = 1): void {
  let state = seed;
  for (const values of Object.values(team.inputs))
    for (let e = 0; e < values.length; e++) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      values[e] = state / 2147483648;
    }
}

/** What the kernel itself says, on one thread. */
function expected({ plain }: Case, team: runtime.Team, n: number): { cost: number; gradients: number[] } {
  const gradients = plain.model.gradients.map((name) => team.inputs[name]!.slice().fill(0));
  const cost = plain.costAndGradientBatch(n, ...Object.values(team.inputs), ...gradients);
  return { cost, gradients: gradients.flatMap((values) => [...values]) };
}

const found = (team: runtime.Team): number[] =>
  Object.values(team.gradients).flatMap((values) => [...values]);

async function team(options: runtime.TeamOptions, { javascript }: Case = notes): Promise<runtime.Team> {
  const made = await createTeam({ javascript }, { splitFrom: 2, ...options });
  onTestFinished(() => made.close());
  fill(made);
  return made;
}

function expectClose(actual: readonly number[], wanted: readonly number[], tolerance = 1e-12): void {
  expect(actual.length).toBe(wanted.length);
  const scale = Math.max(...wanted.map(Math.abs));
  for (const [k, value] of actual.entries())
    expect(Math.abs(value - wanted[k]!)).toBeLessThan(tolerance * (scale + 1e-6));
}

describe("a team of threads computes what the kernel computes", () => {
  it.each([1, 2, 3, 4])("with %i threads, for any number of rows", async (threads) => {
    const made = await team({ threads, capacity: 200 });
    expect([made.threads, made.fallback]).toEqual([threads, undefined]);
    for (const n of [1, 2, 3, 5, 64, 127, 200]) {
      const wanted = expected(notes, made, n);
      expectClose([made.costAndGradientBatch(n)], [wanted.cost]);
      expectClose(found(made), wanted.gradients);
      expectClose([made.costBatch(n)], [wanted.cost]);
    }
  });
  it("over no rows: NaN, and gradients that are 0", async () => {
    const made = await team({ threads: 2, capacity: 4 });
    made.costAndGradientBatch(4);
    expect(made.costAndGradientBatch(0)).toBeNaN();
    expect(found(made).every((value) => value === 0)).toBe(true);
  });
  it("in 32 bits, and predictions row by row", async () => {
    const single = await kernelOf("examples/softmax-regression.chain", "f32");
    const made = await team({ threads: 2, capacity: 50 }, single);
    const wanted = expected(single, made, 50);
    expectClose([made.costAndGradientBatch(50)], [wanted.cost], 1e-5);
    expectClose(found(made), wanted.gradients, 1e-5);
    made.predictBatch(50);
    const p = made.predictions["p"]!;
    const alone = new Float32Array(p.length);
    const { x, W, b } = made.inputs;
    single.plain.predictBatch(50, x!, W!, b!, alone);
    expect([...p]).toEqual([...alone]);
  });
  it("in pieces when a share is long: weighted by their rows", async () => {
    const made = await team({ threads: 2, capacity: 400_001 });
    const wanted = expected(notes, made, 400_001);
    expectClose([made.costAndGradientBatch(400_001)], [wanted.cost], 1e-11);
    expectClose(found(made), wanted.gradients, 1e-9);
    expectClose([made.costBatch(400_001)], [wanted.cost], 1e-11);
  });
  it("to the same bits each time, whether this thread computes or only workers do", async () => {
    const made = await team({ threads: 3, capacity: 1000 });
    const first = [made.costAndGradientBatch(1000), ...found(made)];
    for (let k = 0; k < 20; k++) {
      expect([made.costAndGradientBatch(1000), ...found(made)]).toEqual(first);
      expect([await made.costAndGradientBatchAsync(1000), ...found(made)]).toEqual(first);
    }
  });
  it("through many short calls, whichever thread comes late", async () => {
    const made = await team({ threads: 4, capacity: 40 });
    const wanted = new Map([7, 16, 40].map((n) => [n, [made.costAndGradientBatch(n), ...found(made)]]));
    for (let k = 0; k < 300; k++) {
      const n = [7, 16, 40][k % 3]!;
      expect([made.costAndGradientBatch(n), ...found(made)]).toEqual(wanted.get(n));
    }
  });
  it("after it was given room for more rows, keeping what was there", async () => {
    const made = await team({ threads: 2, capacity: 10 });
    await made.costAndGradientBatchAsync(10);
    const before = [made.costAndGradientBatch(10), ...found(made)];
    await made.resize(100);
    expect([made.capacity, made.costAndGradientBatch(10), ...found(made)]).toEqual([100, ...before]);
    fill(made, 5);
    const wanted = expected(notes, made, 100);
    expectClose([await made.costAndGradientBatchAsync(100)], [wanted.cost]);
    expectClose(found(made), wanted.gradients);
  });
  it("with NaN where the data have it", async () => {
    const made = await team({ threads: 2, capacity: 8 });
    made.inputs["I"]![20] = NaN;
    expect(made.costAndGradientBatch(8)).toBeNaN();
  });
});

describe("a team that is disturbed", () => {
  it("gives up a long call, and goes on", async () => {
    const made = await team({ threads: 2, capacity: 3_000_000 });
    await expect(made.costAndGradientBatchAsync(1000)).resolves.toBeTypeOf("number");
    const controller = new AbortController();
    const call = made.costAndGradientBatchAsync(3_000_000, { signal: controller.signal });
    setTimeout(() => controller.abort(), 5);
    await expect(call).rejects.toMatchObject({ name: "AbortError" });
    await expect(made.costAndGradientBatchAsync(9, { signal: controller.signal })).rejects.toMatchObject({
      name: "AbortError",
    });
    const wanted = expected(notes, made, 1000);
    expectClose([made.costAndGradientBatch(1000)], [wanted.cost]);
    expectClose(found(made), wanted.gradients);
  });
  it("does the share of a worker that died before it began", async () => {
    const inWorkers = 'if (!process.getBuiltinModule("node:worker_threads").isMainThread)';
    const javascript = `${notes.javascript}\n${inWorkers} Atomics.wait = () => process.exit(3);\n`;
    const made = await team({ threads: 2, capacity: 64 }, { ...notes, javascript });
    const wanted = expected(notes, made, 64);
    // While this thread looks on without an event loop, the worker falls asleep, and so dies.
    for (const end = Date.now() + 2000; Date.now() < end;);
    expectClose([made.costAndGradientBatch(64)], [wanted.cost]);
    expectClose(found(made), wanted.gradients);
  });
  it("fails with a reason when a worker dies in the middle of its share", async () => {
    const made = await team({ threads: 2, capacity: 64 }, dying("costBatch"));
    expect(() => made.costBatch(64)).toThrow(ThreadError);
    expect(() => made.costAndGradientBatch(64)).toThrow(/make a new team/);
  });
  it("says that a worker has died when nobody waits for it in vain", async () => {
    const made = await team({ threads: 2, capacity: 64 }, dying("costAndGradientBatch"));
    await expect(made.costAndGradientBatchAsync(64)).rejects.toBeInstanceOf(ThreadError);
    expect(() => made.costAndGradientBatch(64)).toThrow(/has died.*make a new team/s);
  });
  it("throws what the kernel throws", async () => {
    const javascript = notes.javascript.replace(
      /(function costAndGradientBatch\([^)]*\)\s*\{)/,
      "$1 if (n > 1) throw new RangeError('broken on purpose');",
    );
    const made = await team({ threads: 2, capacity: 64 }, { ...notes, javascript });
    // Often, since it matters who comes first.
    for (let k = 0; k < 50; k++) {
      expect(() => made.costAndGradientBatch(64)).toThrow("broken on purpose");
      await expect(made.costAndGradientBatchAsync(64)).rejects.toThrow("broken on purpose");
      expect(made.costBatch(64)).toBeTypeOf("number");
    }
  });
  it("refuses rows it has no room for, options that are no numbers, and modules that are no kernel", async () => {
    const made = await team({ threads: 2, capacity: 8 });
    for (const n of [9, -1, 1.5, NaN])
      expect(() => made.costAndGradientBatch(n)).toThrow(/a batch has 0 to 8 rows/);
    await expect(made.resize(0)).rejects.toThrow("capacity is a whole number");
    await expect(createTeam({ javascript: notes.javascript }, { threads: 0 })).rejects.toThrow("threads is");
    await expect(createTeam({ javascript: "export const a = 1;\n" })).rejects.toThrow("is no kernel");
  });
  it("computes nothing once it is closed", async () => {
    const made = await team({ threads: 2, capacity: 8 });
    await made.close();
    expect(() => made.costAndGradientBatch(8)).toThrow(/closed/);
    await expect(made.costAndGradientBatchAsync(8)).rejects.toThrow(/closed/);
    await made.close();
  });
});

/** The kernel, in a worker the end of the whole worker when `name` is called. */
function dying(name: string): Case {
  const javascript = notes.javascript.replace(
    new RegExp(`(function ${name}\\([^)]*\\)\\s*\\{)`),
    '$1 { const { isMainThread } = process.getBuiltinModule("node:worker_threads"); if (!isMainThread) process.exit(3); }',
  );
  if (javascript === notes.javascript) throw new Error(`the kernel has no ${name}`);
  return { ...notes, javascript };
}
