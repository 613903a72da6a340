import { describe, expect, it } from "vitest";
import { readModel } from "../../src/2-elaborate/elaborate.ts";
import type { Model } from "../../src/2-elaborate/model.ts";
import { derive, deriveSecond, type ModelDerivative } from "../../src/4-simplify/derive.ts";
import { evaluate } from "../../src/5-evaluate/evaluate.ts";
import { gradcheck } from "../../src/5-evaluate/gradcheck.ts";
import { nested, point, sizesAt, type Nested, type Point } from "../../src/5-evaluate/point.ts";
import { samplePoint } from "../../src/5-evaluate/sample.ts";
import { isError } from "../../src/core/diagnostic.ts";
import type { Expr } from "../../src/core/expr.ts";
import { postorder } from "../../src/core/walk.ts";

/** What systems of this field get wrong, each with the right statement, from the text of a model onwards. */
function read(...lines: readonly string[]): Model {
  const model = readModel(lines.join("\n"));
  expect(model.diagnostics.filter(isError)).toEqual([]);
  return model;
}

function by(model: Model, wrt: string, of = "C"): ModelDerivative {
  const found = derive(model, { of, wrt: [wrt] });
  if ("known" in found) throw new Error(`${found.kind}: ${found.name}`);
  return found.results[0]!;
}

function twice(model: Model, wrt: string): ModelDerivative {
  const found = deriveSecond(model, { of: "C", wrt: [wrt] });
  if ("known" in found) throw new Error(`${found.kind}: ${found.name}`);
  return found[0]!;
}

function at(model: Model, data: Readonly<Record<string, Nested>>): Point {
  const plain = point(data);
  return {
    ...plain,
    sizes: sizesAt(new Map([...model.declarations].map(([name, { shape }]) => [name, shape])), plain),
  };
}

const values = (e: { readonly value: Expr; readonly axes: ModelDerivative["axes"] }, there: Point): Nested =>
  nested(evaluate(e.value, e.axes, there));

/** Every partial of C by the variables, at a point where each unit is on somewhere and off somewhere. */
function agrees(model: Model, ...variables: readonly string[]): void {
  const cost = model.definitions.get("C")!.value;
  const { point: there, unmet } = samplePoint([cost], { seed: 1, assumptions: model.assumptions });
  expect(unmet).toEqual([]);
  const found = gradcheck(cost, variables.map((name) => ({ name, ...by(model, name) })), there); // prettier-ignore
  expect(found.entries.filter(({ verdict }) => verdict !== "agrees")).toEqual([]);
  expect(found.slope).toBeGreaterThan(1.8);
  expect(found.vacuous).toBe(false);
}

const perceptron = (assumption: readonly string[], ...layers: readonly string[]): Model =>
  read(
    "size n, m, c",
    "input I[n]",
    "label y[c]",
    ...assumption,
    ...layers,
    "p[k] = softmax(k, O[k])",
    "C = -sum(k, y[k] * log(p[k]))",
  );

const rowLayers = [
  "param W0[n, m], W1[m, c]",
  "h[j] = sum(i, W0[i, j] * I[i])",
  "a[j] = relu(h[j])",
  "O[k] = sum(j, W1[j, k] * a[j])",
];
const columnLayers = [
  "param W0[m, n], W1[c, m]",
  "h[j] = sum(i, W0[j, i] * I[i])",
  "a[j] = relu(h[j])",
  "O[k] = sum(j, W1[k, j] * a[j])",
];

describe("orientation and transposes", () => {
  it("T1, T2: weights in×out and out×in both get a gradient of their own shape", () => {
    for (const layers of [rowLayers, columnLayers]) {
      const model = perceptron([], ...layers);
      agrees(model, "W0", "W1", "I");
      const { axes } = by(model, "W1");
      expect(axes.map(({ size }) => size)).toEqual(model.declarations.get("W1")!.shape);
    }
  });

  it("T20: the gradient of xᵀAx is (A + Aᵀ)x, and 2Ax only for a symmetric A", () => {
    const lines = ["size n", "input x[n]", "param A[n, n]", "C = sum(i, sum(j, x[i] * A[i, j] * x[j]))"];
    const data = { x: [1, 2], A: [[0, 1], [0, 0]] }; // prettier-ignore
    const general = read(...lines);
    expect(values(by(general, "x"), at(general, data))).toEqual([2, 1]);
    expect(values(twice(general, "x"), at(general, data))).toEqual([[0, 1], [1, 0]]); // prettier-ignore
    const symmetric = read(...lines.slice(0, 3), "assume A symmetric", ...lines.slice(3));
    agrees(symmetric, "x");
  });

  it("T22: row-major vec(A X B) = (A ⊗ Bᵀ) vec X", () => {
    const model = read(
      "size n, m, p, q",
      "param A[n, m], X[m, p], B[p, q]",
      "F[i, l] = sum(j, sum(k, A[i, j] * X[j, k] * B[k, l]))",
    );
    const data = { A: [[1, 2], [3, 4]], X: [[1, 0, 2], [0, 1, 1]], B: [[1, 2], [3, 5], [7, 11]] }; // prettier-ignore
    const found = values(by(model, "X", "F"), at(model, data)) as number[][][][];
    for (const [i, row] of found.entries())
      for (const [l, block] of row.entries())
        for (const [j, slice] of block.entries())
          for (const [k, entry] of slice.entries()) expect(entry).toBe(data.A[i]![j]! * data.B[k]![l]!);
  });

  it("T24: the gradient by a symmetric matrix is the ambient one", () => {
    const model = read(
      "size n",
      "input x[n]",
      "param A[n, n]",
      "assume A symmetric",
      "C = sum(i, sum(j, x[i] * A[i, j] * x[j]))",
    );
    const data = { x: [1, 2], A: [[1, 1], [1, 3]] }; // prettier-ignore
    expect(values(by(model, "A"), at(model, data))).toEqual([[1, 2], [2, 4]]); // prettier-ignore
  });
});

describe("cross entropy", () => {
  const logits = (assumption: readonly string[] = []): Model =>
    read(
      "size c",
      "input z[c]",
      "label y[c]",
      ...assumption,
      "p[k] = softmax(k, z[k])",
      "C = -sum(k, y[k] * log(p[k]))",
    );

  it("T3: the gradient is (Σy) p − y, and p − y only where Σy = 1 is assumed", () => {
    const data = { z: [0, 0, 0], y: [1, 1, 0] };
    const general = logits();
    for (const [n, slope] of (values(by(general, "z"), at(general, data)) as number[]).entries())
      expect(slope).toBeCloseTo([-1 / 3, -1 / 3, 2 / 3][n]!, 15);
    const assumed = logits(["assume sum(k, y[k]) == 1"]);
    for (const [n, slope] of (values(by(assumed, "z"), at(assumed, data)) as number[]).entries())
      expect(slope).toBeCloseTo([-2 / 3, -2 / 3, 1 / 3][n]!, 15);
  });

  it("T4: the Hessian is singular, and free of y only where Σy is constant", () => {
    const model = logits();
    const { value, axes } = twice(model, "z");
    const rows = values({ value, axes }, at(model, { z: [0.3, -1, 2], y: [1, 2, 0.5] })) as number[][];
    for (const row of rows) expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 14);
    const mentions = (e: Expr): boolean =>
      postorder([e]).some((node) => node.kind === "tensor" && node.name === "y");
    expect(mentions(value)).toBe(true);
    expect(mentions(twice(logits(["assume sum(k, y[k]) == 1"]), "z").value)).toBe(false);
  });

  it("T25: by y it stays −log p, not projected on Σy = 1", () => {
    const model = logits(["assume sum(k, y[k]) == 1"]);
    const found = values(by(model, "y"), at(model, { z: [0, 0], y: [1, 0] })) as number[];
    for (const slope of found) expect(slope).toBeCloseTo(Math.LN2, 14);
  });

  it("T11: values and gradients are right with logits of ±1000", () => {
    const model = logits();
    const found = values(by(model, "z"), at(model, { z: [0, 1000], y: [1, 0] })) as number[];
    expect(found[0]).toBeCloseTo(-1, 12);
    expect(found[1]).toBeCloseTo(1, 12);
  });
});

describe("kinks", () => {
  it("T6, T9: relu'(0) = 0, max(0, x)' and max(x, 0)' agree at 0, and a model may choose otherwise", () => {
    const slope = (...lines: readonly string[]): Nested => {
      const model = read(...lines);
      return values(by(model, "x"), at(model, { x: 0 }));
    };
    expect(slope("input x", "C = relu(x)")).toBe(0);
    expect(slope("input x", "C = max(0, x)")).toBe(0.5);
    expect(slope("input x", "C = max(x, 0)")).toBe(0.5);
    expect(slope("convention relu'(0) = 1", "input x", "C = relu(x)")).toBe(1);
  });

  it("T8: the second derivative of relu is 0 almost everywhere, also at the kink", () => {
    const model = read("input x", "C = relu(x)");
    for (const x of [-1, 0, 1]) expect(values(twice(model, "x"), at(model, { x }))).toBe(0);
    const square = read("input x", "C = relu(x)^2");
    expect([-1, 0, 1].map((x) => values(twice(square, "x"), at(square, { x })))).toEqual([0, 0, 2]);
  });

  it("T10: the mask is h > 0, so a unit exactly at 0 passes nothing on", () => {
    const model = perceptron([], ...rowLayers);
    const data = { I: [1], y: [1, 0], W0: [[0, 1]], W1: [[1, 2], [3, 5]] }; // prettier-ignore
    const [[first, second]] = values(by(model, "W0"), at(model, data)) as [[number, number]];
    expect(first).toBe(0);
    expect(second).not.toBe(0);
  });

  it("T16: NaN is never masked into 0", () => {
    const model = perceptron([], ...rowLayers);
    const data = { I: [1], y: [1, 0], W0: [[Number.NaN, 1]], W1: [[1, 2], [3, 5]] }; // prettier-ignore
    expect((values(by(model, "W0"), at(model, data)) as number[][])[0]![0]).toBeNaN();
  });

  it("T32: √' is infinite at 0", () => {
    const model = read("input x", "C = sqrt(x)");
    expect(values(by(model, "x"), at(model, { x: 0 }))).toBe(Infinity);
  });
});

describe("sums", () => {
  it("T19: (Σ x)(Σ y) is not Σ x y", () => {
    const model = read("size n", "input x[n], y[n]", "C = sum(i, x[i]) * sum(i, y[i]) - sum(i, x[i] * y[i])");
    expect(
      values({ value: model.definitions.get("C")!.value, axes: [] }, at(model, { x: [1, 2], y: [3, 4] })),
    ).toBe(10);
    agrees(model, "x", "y");
  });

  it("T27: the gradient by a bias sums over the batch, and a mean brings 1/B", () => {
    const model = read(
      "size B, n",
      "input X[B, n], t[B]",
      "param w[n], b",
      "C = mean(r, (sum(i, X[r, i] * w[i]) + b - t[r])^2)",
    );
    agrees(model, "w", "b");
    const data = { X: [[1], [2], [3], [4]], t: [0, 0, 0, 0], w: [1], b: 0 }; // prettier-ignore
    expect(values(by(model, "b"), at(model, data))).toBe((2 * (1 + 2 + 3 + 4)) / 4);
  });

  it("T28: a bias of the keys of an attention has gradient 0, and gradcheck does not take rounding for an error", () => {
    const model = read(
      "size t, d, e",
      "input Q[t, d], K[t, d], V[t, e], G[t, e]",
      "param b[d]",
      "S[i, j] = sum(a, Q[i, a] * (K[j, a] + b[a]))",
      "P[i, j] = softmax(j, S[i, j])",
      "C = sum(i, sum(o, G[i, o] * sum(j, P[i, j] * V[j, o])))",
    );
    const cost = model.definitions.get("C")!.value;
    const { point: there } = samplePoint([cost], { seed: 2 });
    const found = gradcheck(cost, [{ name: "b", ...by(model, "b") }], there);
    expect(found.entries.map(({ verdict }) => verdict)).toEqual(found.entries.map(() => "agrees"));
    for (const { formula } of found.entries) expect(Math.abs(formula)).toBeLessThan(1e-13);
  });
});
