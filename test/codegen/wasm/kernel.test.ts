import { readFileSync, readdirSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { generateKernel, kernelRequest, loadKernel, type KernelOptions, type KernelRequest } from "../../../codegen/index.ts"; // prettier-ignore
import { readModel } from "../../../src/index.ts";
import { enableRelaxedSimd, textOf } from "../../support/wasm.ts";

const sizes = new Map([["n", 21], ["m", 13], ["o", 7]]); // prettier-ignore

const examples = readdirSync("examples")
  .filter((file) => file.endsWith(".chain"))
  .map((file) => {
    const request = kernelRequest(readModel(readFileSync(`examples/${file}`, "utf8")), { name: "example", version: "0", sizes }); // prettier-ignore
    if ("known" in request) throw new Error("the example has no cost");
    return { file, request };
  });

const notes = examples.find(({ file }) => file === "notes.chain")!.request;

const noise = (length: number, seed: number): Float64Array =>
  Float64Array.from({ length }, (_, k) => Math.sin(12.9898 * (k + 1) + 78.233 * seed));

/** The modules that stand in the text of a wrapper. */
function modulesIn(request: KernelRequest, options: KernelOptions): Uint8Array[] {
  const { javascript } = generateKernel({ ...request, options: { ...options, target: "wasm" } });
  return [...javascript.matchAll(/bytes of WebAssembly\n((?: {2}"[\w+/=]*"(?: \+|;)\n)+)/g)].map(
    ([, lines]) =>
      Uint8Array.from(
        Buffer.from([...lines!.matchAll(/"(.*)"/g)].map(([, text]) => text).join(""), "base64"),
      ),
  );
}

const kinds = (["unrolled", "loops"] as const).flatMap((strategy) =>
  (["f64", "f32"] as const).map((precision) => ({ strategy, precision })),
);

beforeAll(enableRelaxedSimd);

describe.each(examples)("the WebAssembly of $file", ({ request }) => {
  it.each(kinds)("is valid, plain and fused: $strategy $precision", async (options) => {
    const modules = modulesIn(request, options);
    const texts = await Promise.all(modules.map((bytes) => textOf(bytes)));
    expect(texts.map((text) => text.includes("relaxed"))).toEqual([false, true]);
    // Nothing but the memory is imported, and the same model gives the same bytes.
    for (const text of texts) expect([...text.matchAll(/\(import/g)]).toHaveLength(1);
    expect(modulesIn(request, options)).toEqual(modules);
  });
});

interface Bound {
  readonly [name: string]: unknown;
  readonly I: Float64Array;
  readonly y: Float64Array;
  readonly W0: Float64Array;
  readonly W1: Float64Array;
  readonly dW0: Float64Array;
  readonly dW1: Float64Array;
  readonly memory: { readonly buffer: ArrayBufferLike };
  readonly addresses: { readonly parameters: number; readonly end: number };
  costAndGradient(I: Float64Array, y: Float64Array): number;
  costAndGradientBatch(n: number, I: Float64Array, y: Float64Array): number;
  sumOf(from: number, to: number, I: Float64Array, y: Float64Array): number;
  warmup(): void;
}

describe.each(["unrolled", "loops"] as const)("a bound kernel, %s,", (strategy) => {
  const load = async () => {
    const kernel = await loadKernel({ ...notes, options: { target: "wasm", strategy } });
    const create = kernel.createKernel as unknown as (options?: object) => Bound;
    return { kernel, create };
  };
  const n = 2500;
  const [I, y, W0, W1] = [noise(3 * n, 1), noise(3 * n, 2), noise(12, 3), noise(12, 4)];

  it("works on arrays in its memory, and gives the same bits for others", async () => {
    const { kernel, create } = await load();
    const bound = create({ samples: n });
    bound.W0.set(W0);
    bound.W1.set(W1);
    const copied = bound.costAndGradientBatch(n, I, y);
    const slopes = [...bound.dW0, ...bound.dW1];
    bound.I.set(I);
    bound.y.set(y);
    expect(bound.costAndGradientBatch(n, bound.I, bound.y)).toBe(copied);
    expect([...bound.dW0, ...bound.dW1]).toEqual(slopes);
    const small = create({ samples: 1 });
    small.W0.set(W0);
    small.W1.set(W1);
    expect(small.costAndGradientBatch(n, I, y)).toBe(copied);
    const [dW0, dW1] = [new Float64Array(12), new Float64Array(12)];
    expect(kernel.costAndGradientBatch(n, I, y, W0, W1, dW0, dW1)).toBe(copied);
    expect([...dW0, ...dW1]).toEqual(slopes);
  });

  it("sums a range of samples, so that parts add up to the whole", async () => {
    const { create } = await load();
    const bound = create();
    bound.W0.set(W0);
    bound.W1.set(W1);
    const whole = bound.costAndGradientBatch(n, I, y);
    const slopes = bound.dW0.slice();
    const first = bound.sumOf(0, 1333, I, y);
    const part = bound.dW0.slice();
    const rest = bound.sumOf(1333, n, I, y);
    expect((first + rest) / n).toBeCloseTo(whole, 12);
    for (const [k, slope] of slopes.entries()) expect((part[k]! + bound.dW0[k]!) / n).toBeCloseTo(slope, 12);
  });

  it("can lie in a memory that is given, shared or not, beside another, and share its parameters", async () => {
    const { create } = await load();
    const WebAssembly = (globalThis as unknown as { WebAssembly: { Memory: new (limits: object) => Bound["memory"] } }).WebAssembly; // prettier-ignore
    for (const shared of [false, true]) {
      const memory = new WebAssembly.Memory({ initial: 40, maximum: 100, shared });
      const first = create({ memory, samples: 100 });
      const second = create({ memory, samples: 100, offset: first.addresses.end, parameters: first.addresses.parameters }); // prettier-ignore
      expect(second.memory.buffer).toBe(memory.buffer);
      first.W0.set(W0);
      first.W1.set(W1);
      const value = first.costAndGradient(I.subarray(0, 3), y.subarray(0, 3));
      const slopes = [...first.dW0];
      first.dW0.fill(0);
      expect(second.costAndGradient(I.subarray(0, 3), y.subarray(0, 3))).toBe(value);
      expect([...second.dW0]).toEqual(slopes);
      expect([...first.dW0]).toEqual(slopes.map(() => 0));
    }
    const small = new WebAssembly.Memory({ initial: 0, maximum: 100 });
    expect(create({ memory: small }).W0).toHaveLength(12);
    expect(() => create({ offset: 7 })).toThrow("the offset 7 is no multiple of 16");
  });

  it("keeps parameters and gradients through its warm-up", async () => {
    const { create } = await load();
    const bound = create();
    bound.W0.set(W0);
    bound.warmup();
    expect([...bound.W0]).toEqual([...W0]);
    expect([...bound.dW0]).toEqual([...new Float64Array(12)]);
  });

  it("refuses wrong lengths, wrong counts, and outputs over inputs", async () => {
    const { kernel, create } = await load();
    const one = [I.subarray(0, 3), y.subarray(0, 3)] as const;
    const [dW0, dW1] = [new Float64Array(12), new Float64Array(12)];
    expect(() => kernel.costAndGradient(I.subarray(0, 2), one[1], W0, W1, dW0, dW1)).toThrow("I has 2 numbers where 3 are expected"); // prettier-ignore
    expect(() => kernel.costAndGradient(...one, W0, W1.subarray(1), dW0, dW1)).toThrow("W1 has 11 numbers");
    expect(() => kernel.costAndGradient(...one, W0, W1, dW0, new Float64Array(13))).toThrow("dW1 has 13 numbers"); // prettier-ignore
    expect(() => kernel.costAndGradientBatch(n + 1, I, y, W0, W1, dW0, dW1)).toThrow(`at least ${3 * n + 3}`);
    expect(() => kernel.costAndGradientBatch(-1, I, y, W0, W1, dW0, dW1)).toThrow("-1 is no number of samples"); // prettier-ignore
    expect(() => kernel.costAndGradientBatch(0.5, I, y, W0, W1, dW0, dW1)).toThrow("0.5 is no number");
    expect(() => kernel.costAndGradient(...one, W0, W1, W0, dW1)).toThrow("an output overlaps");
    const both = new Float64Array(23);
    expect(() => kernel.costAndGradient(...one, W0, W1, both.subarray(0, 12), both.subarray(11))).toThrow("an output overlaps"); // prettier-ignore
    const bound = create();
    expect(() => bound.costAndGradient(bound.dW0.subarray(0, 3), one[1])).toThrow("overlaps the outputs");
    expect(bound.costAndGradient(bound.W0.subarray(0, 3), one[1])).toBeTypeOf("number");
  });
});

describe("the target", () => {
  const target = (request: KernelRequest, options: KernelOptions): string =>
    generateKernel({ ...request, options: { batch: false, ...options } }).reason;
  const large = examples.find(({ file }) => file === "mnist.chain")!.request;

  it("is chosen by the size of the model, and said with the reason", () => {
    expect(target(notes, { target: "auto" })).toMatch(/^TypeScript, which is faster/);
    expect(target(large, { target: "auto" })).toMatch(/^WebAssembly, which is faster/);
    expect(target(notes, { target: "wasm" })).toMatch(/^WebAssembly was asked for; about/);
    const middle = readModel("input x[8]\nparam V[8, 16], W[16, 4]\nlabel y[4]\nh[j] = relu(sum(i, V[i, j] * x[i]))\nL = sum(k, (sum(j, W[j, k] * h[j]) - y[k])^2)\n"); // prettier-ignore
    const between = kernelRequest(middle, { name: "middle", version: "0" });
    if ("known" in between) throw new Error("the model has no scalar");
    expect(target(between, { target: "wasm" })).toContain("loops over vectors are faster");
    expect(target(between, { target: "wasm", strategy: "unrolled" })).toContain("asked for; asked for");
    expect(target(between, {})).toMatch(/^about/);
    const { files } = generateKernel({ ...large, options: { target: "auto" } });
    expect(files[0]!.text).toContain("bytes of WebAssembly");
  });
});
