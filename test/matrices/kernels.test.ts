import { describe, expect, it } from "vitest";
import { generateKernel, loadKernel, type KernelRequest } from "../../codegen/index.ts";
import { derive } from "../../src/4-simplify/derive.ts";
import type { Expr } from "../../src/core/expr.ts";
import type { Index } from "../../src/core/index.ts";
import type { Model } from "../../src/2-elaborate/model.ts";
import { point, type Nested } from "../../src/5-evaluate/point.ts";
import { randomStream } from "../../src/5-evaluate/random.ts";
import { read } from "../2-elaborate/support.ts";
import { byDefinition, byKernel, difference } from "../codegen/oracle.ts";

const entries = (size: number, seed: number): number[][] => {
  const stream = randomStream(seed);
  return Array.from({ length: size }, () => Array.from({ length: size }, stream.normal));
};

const outputsOf = (model: Model): { readonly indices: readonly Index[]; readonly value: Expr }[] =>
  [...model.definitions.values()].map(({ params, value }) => ({ indices: params, value })); // prettier-ignore

const text = `size n
input A[n, n], b[n], B[2, n, n]
I[i, j] = inv(A)[i, j]
D = det(A)
L = logdet(A' * A)
d[i] = inv(A)[i, i]
e = inv(A)[1, 1] + inv(A)[n, 1]
x[i] = sum(j, inv(A)[j, i] * b[j])
K[k, i, j] = inv(r, c, B[k, r, c] + 4 * delta(r, c))[j, i]
G[k] = det(r, c, B[k, c, r])`;

describe("kernels with elimination", () => {
  it.each([1, 2, 3, 7])("compute what the oracle defines, n = %i", async (n) => {
    const outputs = outputsOf(read(text));
    const data: Record<string, Nested> = { A: entries(n, n), b: entries(n, 5)[0]!, B: [entries(n, 6), entries(n, 7)] };
    const at = point(data, { n });
    const found = await byKernel(outputs, at, { target: "ts" });
    const expected = byDefinition(outputs, at);
    for (const [k, values] of found.entries()) expect(difference(values, expected[k]!)).toBeLessThan(1e-9);
  }); // prettier-ignore

  it("say what is singular as the oracle does, and leave other matrices alone", async () => {
    const outputs = outputsOf(read(text));
    const at = point({ A: [[1, 2], [2, 4]], b: [1, 1], B: [[[0, 0], [0, 0]], [[1, 2], [3, 4]]] }, { n: 2 }); // prettier-ignore
    const found = await byKernel(outputs, at, { target: "ts" });
    expect(found[0]).toEqual([NaN, NaN, NaN, NaN]);
    expect(found.slice(1, 3).flat()).toEqual([0, -Infinity]);
    expect(found.at(-1)).toEqual([0, -2]);
    expect(difference(found.at(-2)!, byDefinition(outputs, at).at(-2)!)).toBe(0);
  });

  it("take the matrices of many samples, and the mean of their gradients", async () => {
    const model = read("size n\ninput S[n, n]\nparam X[n, n]\nf = logdet(X + S) + tr(inv(X + S) * X)");
    const found = derive(model);
    if ("known" in found) throw new Error(found.kind);
    const [{ value, axes }] = found.results as [(typeof found.results)[number]];
    const f = model.definitions.get("f")!;
    const request: KernelRequest = {
      name: "batch",
      version: "0.0.0",
      tensors: [{ name: "S", role: "input", shape: [3, 3] }, { name: "X", role: "param", shape: [3, 3] }],
      sizes: new Map([["n", 3]]),
      cost: { name: "f", indices: [], value: f.value },
      gradients: [{ name: "X", indices: axes, value }],
    };
    const kernel = await loadKernel(request);
    const X = entries(3, 1);
    const samples = Array.from({ length: 150 }, (_, k) => entries(3, k + 2));
    const out = new Float64Array(9);
    const mean = kernel.costAndGradientBatch(150, Float64Array.from(samples.flat(2)), Float64Array.from(X.flat()), out);
    const each = samples.map((S) => byDefinition([{ indices: [], value: f.value }, { indices: axes, value }], point({ S, X }, { n: 3 })));
    const average = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;
    expect(mean).toBeCloseTo(average(each.map(([cost]) => cost![0]!)), 9);
    for (let k = 0; k < 9; k++)
      expect(Math.abs(out[k]! - average(each.map(([, slopes]) => slopes![k]!)))).toBeLessThan(1e-9 * Math.max(1, Math.abs(out[k]!)));
  }); // prettier-ignore

  it.each(["auto", "wasm"] as const)("are TypeScript where %s is asked for, and say why", (target) => {
    const model = read("param X[3, 3]\nf = logdet(X)");
    const { reason, strategy, files } = generateKernel({
      name: "k",
      version: "0.0.0",
      tensors: [{ name: "X", role: "param", shape: [3, 3] }],
      cost: { name: "f", indices: [], value: model.definitions.get("f")!.value },
      gradients: [],
      options: { target },
    });
    expect(reason).toContain("the WebAssembly target has no inverse, det and logdet yet");
    expect(strategy).toBe("loops");
    expect(files[0]!.text).toContain("function logDeterminant(n: number, a: Float64Array, from: number): number");
    expect(files[0]!.text).not.toContain("WebAssembly.");
  }); // prettier-ignore
});
