import { describe, expect, it } from "vitest";
import { logarithmOfTotal } from "../../../codegen/2-schedule/logarithms.ts";
import { kernelRequest, loadKernel } from "../../../codegen/index.ts";
import { Values, type ArrayDecl, type Value } from "../../../codegen/1-lower/value.ts";
import { readModel } from "../../../src/index.ts";

const array: ArrayDecl = { id: 1, kind: "input", name: "x", shape: [8] };

/** log Σ exp(xₖ − m), m the largest of the first `compared` of them. */
function logSumExp(values: Values, count: number, compared = count): { log: Value; total: Value } {
  const x = Array.from({ length: count }, (_, k) => values.load(array, { terms: [], constant: k }));
  const shift = values.op(
    "finite",
    x.slice(0, compared).reduce((a, b) => values.op("peak", a, b)),
  );
  const total = x.map((v) => values.op("exp", values.op("sub", v, shift))).reduce((a, b) => values.op("add", a, b)); // prettier-ignore
  return { log: values.op("log", total), total };
}

describe("the logarithm of a total", () => {
  it("is found in a sum, with what remains of it", () => {
    const values = new Values();
    const { log, total } = logSumExp(values, 3);
    const [a, b] = [5, 6].map((k) => values.load(array, { terms: [], constant: k })) as [Value, Value];
    expect(logarithmOfTotal(log, values, "f64")).toEqual({ total, rest: values.absent, factors: 64 });
    expect(logarithmOfTotal(values.op("sub", log, a), values, "f64")?.rest).toBe(values.op("neg", a));
    const sum = values.op("sub", values.op("add", b, log), a);
    expect(logarithmOfTotal(sum, values, "f64")).toMatchObject({ total, rest: values.op("sub", b, a) });
    expect(logarithmOfTotal(values.op("sub", a, log), values, "f64")).toBeUndefined();
    expect(logarithmOfTotal(values.op("mul", a, log), values, "f64")).toBeUndefined();
  });

  it("is left alone where the largest term need not be 1", () => {
    const values = new Values();
    expect(logarithmOfTotal(logSumExp(values, 3, 2).log, values, "f64")).toBeUndefined();
    const plain = values.op("add", values.op("exp", values.load(array, { terms: [], constant: 0 })), values.op("exp", values.load(array, { terms: [], constant: 1 }))); // prettier-ignore
    expect(logarithmOfTotal(values.op("log", plain), values, "f64")).toBeUndefined();
  });

  it("is taken of as many factors as fit the format", () => {
    for (const [precision, largest] of [["f64", Number.MAX_VALUE], ["f32", 3.4e38]] as const)
      for (let count = 2; count <= 8; count++) {
        const values = new Values();
        const { factors } = logarithmOfTotal(logSumExp(values, count).log, values, precision)!;
        expect(count ** factors).toBeLessThan(largest);
      } // prettier-ignore
  });
});

describe("a batch with samples in lanes", () => {
  const model = readModel(
    "input x[3]\nlabel y[3]\nparam w\nassume sum(k, y[k]) == 1\np[k] = softmax(k, w * x[k])\nL = -sum(k, y[k] * log(p[k]))\n",
  );
  const request = kernelRequest(model, { name: "lanes", version: "0" });
  if ("known" in request) throw new Error("the model has no scalar");

  it.each(["f64", "f32"] as const)("sums costs far from 1 over any number of rows, %s", async (precision) => {
    const kernel = await loadKernel({
      ...request,
      options: { target: "wasm", strategy: "unrolled", precision },
    });
    const make = precision === "f64" ? Float64Array : Float32Array;
    for (const n of [1, 2, 7, 127, 128, 129, 300, 2500]) {
      const x = make.from(Array.from({ length: 3 * n }, (_, k) => 40 * Math.sin(k * k)));
      const y = make.from(Array.from({ length: 3 * n }, (_, k) => (k % 3 === Math.floor(k / 3) % 3 ? 1 : 0)));
      const [w, dw] = [make.of(0.75), make.of(0)];
      let expected = 0;
      for (let row = 0; row < n; row++) expected += kernel.cost(x.subarray(3 * row, 3 * row + 3), y.subarray(3 * row, 3 * row + 3), w) / n; // prettier-ignore
      const found = kernel.costAndGradientBatch(n, x, y, w, dw);
      expect(Math.abs(found / expected - 1)).toBeLessThan(precision === "f64" ? 1e-13 : 1e-5);
    }
  });

  it.each([NaN, Infinity, -Infinity])("is %s where the cost of a sample says so", async (bad) => {
    const kernel = await loadKernel({ ...request, options: { target: "wasm", strategy: "unrolled" } });
    for (const at of [0, 1, 130, 200])
      for (const label of [0, 1]) {
        const n = 201;
        const x = Float64Array.from({ length: 3 * n }, (_, k) => Math.cos(k));
        const y = Float64Array.from({ length: 3 * n }, (_, k) => (k % 3 === 0 ? 1 : 0));
        x[3 * at + label] = bad;
        const w = Float64Array.of(1);
        const alone = kernel.cost(x.subarray(3 * at, 3 * at + 3), y.subarray(3 * at, 3 * at + 3), w);
        const found = kernel.costBatch(n, x, y, w);
        expect(Number.isFinite(found)).toBe(Number.isFinite(alone));
        if (!Number.isFinite(alone)) expect(found).toBe(alone);
      }
  });
});
