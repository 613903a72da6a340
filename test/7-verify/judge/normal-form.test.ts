import { describe, expect, it } from "vitest";
import type { Expr } from "../../../src/core/expr.ts";
import { positives } from "../../../src/2-elaborate/model.ts";
import { derive } from "../../../src/4-simplify/derive.ts";
import { evaluate } from "../../../src/5-evaluate/evaluate.ts";
import { samplePoints } from "../../../src/5-evaluate/sample.ts";
import { Normaliser, prove } from "../../../src/7-verify/judge/normal-form.ts";
import { exprIn, modelOf } from "./support.ts";

const model = modelOf(`
input x[4], z[3], y[3], X[5, 3], t[5], G[3, 5], S[3, 4], D[3, 4], A[4, 4], B[4, 4]
param s, r
assume sum(k, y[k]) == 1
assume A symmetric
p[k] = softmax(k, z[k])
P[i, j] = softmax(j, S[i, j])
`);
const options = { assumptions: model.assumptions, positive: positives(model) };
const free = { i: 3, j: 3, k: 3, m: 4 };
const read = (text: string): Expr => exprIn(model, text, free);

const equal: readonly (readonly [string, string])[] = [
  ["1 - tanh(s)^2", "4 / (exp(s) + exp(-s))^2"],
  ["1 - tanh(s)^2", "4 * sigmoid(2*s) * (1 - sigmoid(2*s))"],
  ["tanh(s)", "2 * sigmoid(2*s) - 1"],
  ["sigmoid(s) * (1 - sigmoid(s))", "exp(-s) / (1 + exp(-s))^2"],
  ["softplus(s) - softplus(-s)", "s"],
  ["log(sigmoid(s))", "-softplus(-s)"],
  ["log(1 - sigmoid(s))", "-softplus(s)"],
  ["exp(s + r)", "exp(s) * exp(r)"],
  ["sum(k, p[k])", "1"],
  ["p[j] * (delta(j, k) - p[k])", "p[k] * (delta(j, k) - p[j])"],
  ["-sum(j, y[j] * (delta(j, k) - p[k]))", "p[k] - y[k]"],
  ["sum(k, y[k] * log(p[k]))", "sum(k, y[k] * z[k]) - logsumexp(k, z[k])"],
  ["log(p[j])", "z[j] - max(k, z[k]) - log(sum(k, exp(z[k] - max(l, z[l]))))"],
  ["max(k, 2 * z[k] + s)", "2 * max(k, z[k]) + s"],
  ["max(k, -z[k])", "-min(k, z[k])"],
  ["sum(i, G[i, 1] * sum(j, P[i, j]))", "sum(i, G[i, 1])"],
  ["sum(i, sum(j, x[i] * x[j]))", "sum(i, x[i])^2"],
  ["sum(i, (x[i] - mean(j, x[j]))^2)", "sum(i, x[i]^2) - sum(i, x[i])^2 / 4"],
  ["sum(i, (x[i] - mean(j, x[j])) / sqrt(1 + mean(l, (x[l] - mean(j, x[j]))^2)))", "0"],
  ["sum(i, x[i]^2 / (1 + x[i]))", "sum(i, x[i] - 1 + 1 / (1 + x[i]))"],
  ["sum(i, x[i] / (1 + x[i]) + 1 / (1 + x[i]))", "4"],
  ["1 / (1 + s) - 1 / (2 + s)", "1 / ((1 + s) * (2 + s))"],
  ["s / (1 + s) + 1 / (1 + s)", "1"],
  ["relu(s) * (s > 0)", "relu(s)"],
  ["relu(s) - relu(-s)", "s"],
  ["(s >= 0 ? s : 0)", "relu(s)"],
  ["(relu(s) > 0)", "(s > 0)"],
  ["abs(s)^2", "s^2"],
  ["sqrt(s^2)", "abs(s)"],
  ["abs(s * r)", "abs(s) * abs(r)"],
  ["max(s, r) + min(s, r)", "s + r"],
  ["max(s, r)", "(s + r + abs(s - r)) / 2"],
  ["sin(s)^2 + cos(s)^2", "1"],
  ["tan(-s)", "-sin(s) / cos(s)"],
  ["sqrt(8)", "2 * sqrt(2)"],
  ["prod(k, exp(z[k]))", "exp(sum(k, z[k]))"],
  ["log(8)", "3 * log(2)"],
  ["sum(i, sum(j, A[i, j] * x[j] * S[1, i]))", "sum(i, sum(j, A[j, i] * x[j] * S[1, i]))"],
  ["2 * sum(j, A[m, j] * x[j])", "sum(j, (A[m, j] + A[j, m]) * x[j])"],
  ["sum(i, sum(j, A[i, j] * B[j, i]))", "sum(i, sum(j, B[i, j] * A[j, i]))"],
]; // prettier-ignore

const different: readonly (readonly [string, string])[] = [
  ["sqrt(s^2)", "s"],
  ["log(s * r)", "log(s) + log(r)"],
  ["sum(i, x[i] * x[i])", "sum(i, x[i])^2"],
  ["relu(s)", "s"],
  ["p[j] * (delta(j, k) - p[k])", "-p[j] * p[k]"],
  ["sum(i, sum(j, B[i, j] * x[j] * S[1, i]))", "sum(i, sum(j, B[j, i] * x[j] * S[1, i]))"],
  ["exp(s)^2", "exp(s^2)"],
  ["sum(j, x[j] * z[k])", "sum(j, x[j]) + z[k]"],
  ["max(s, r)", "s"],
];

describe("the normal form proves", () => {
  it.each(equal)("%s = %s", (left, right) => {
    expect(prove(read(left), read(right), options)).toBeDefined();
  });
});

describe("the normal form does not prove", () => {
  it.each(different)("%s = %s", (left, right) => {
    expect(prove(read(left), read(right), options)).toBeUndefined();
  });
  it("what needs an assumption nobody made", () => {
    expect(prove(read("sum(k, y[k])"), read("1"), {})).toBeUndefined();
    expect(prove(read("A[1, 2]"), read("A[2, 1]"), {})).toBeUndefined();
  });
});

describe("a proof", () => {
  it("replays: each law, applied by itself, gives what the step says", () => {
    for (const [left, right] of equal) {
      const proof = prove(read(left), read(right), options)!;
      for (const { before, after } of [...proof.left, ...proof.right])
        expect(new Normaliser(options).normal(before)).toBe(after);
    }
  });
  it("keeps the value at every step", () => {
    for (const [left, right] of equal) {
      const proof = prove(read(left), read(right), options)!;
      for (const { before, after } of [...proof.left, ...proof.right]) {
        const [sample] = samplePoints([before, after], 1, { seed: 5, assumptions: model.assumptions });
        const order = [...new Set([...before.free, ...after.free])];
        const [a, b] = [before, after].map((e) => evaluate(e, order, sample!.point).values);
        a!.forEach((value, n) => {
          if (Number.isFinite(value))
            expect(Math.abs(value - b![n]!)).toBeLessThan(1e-8 * (1 + Math.abs(value)));
        });
      }
    }
  });
  it("is not found where the work would be too much, and nothing hangs", () => {
    const deep = read("(s + r + x[1] + x[2] + x[3])^12");
    expect(prove(deep, read("(s + r + x[1] + x[2] + x[4])^12"), { budget: 1000 })).toBeUndefined();
  });
});

describe("kinks", () => {
  const strict = (left: string, right: string): boolean => prove(read(left), read(right), {}) !== undefined;
  const loose = (left: string, right: string): boolean =>
    prove(read(left), read(right), { ignoresKinks: true }) !== undefined;
  it("[s >= 0] is [s > 0] only away from 0", () => {
    expect(strict("(s >= 0)", "(s > 0)")).toBe(false);
    expect(loose("(s >= 0)", "(s > 0)")).toBe(true);
    expect(loose("(s < 0)", "(s > 0)")).toBe(false);
  });
});

describe("derivatives of the notes' network", () => {
  const notes = modelOf(`
input x[3]
param W0[3, 4], W1[4, 3]
label y[3]
assume sum(k, y[k]) == 1
h[j] = sum(i, W0[i, j] * x[i])
a[j] = relu(h[j])
o[k] = sum(j, W1[j, k] * a[j])
p[k] = softmax(k, o[k])
C = -sum(k, y[k] * log(p[k]))
`);
  const claims: readonly (readonly [string, string])[] = [
    ["o", "p[k] - y[k]"],
    ["W1", "a[j] * (p[k] - y[k])"],
    ["a", "sum(k, W1[j, k] * (p[k] - y[k]))"],
    ["h", "(h[j] > 0) * sum(k, W1[j, k] * (p[k] - y[k]))"],
    ["W0", "x[i] * (h[j] > 0) * sum(k, W1[j, k] * (p[k] - y[k]))"],
    ["W0", "x[i] * (a[j] > 0) * sum(k, W1[j, k] * p[k]) - x[i] * (h[j] > 0) * sum(k, W1[j, k] * y[k])"],
  ];
  it.each(claims)("∂C/∂%s = %s", (wrt, claim) => {
    const found = derive(notes, { of: "C", wrt: [wrt] });
    if ("kind" in found) throw new Error(found.kind);
    const [result] = found.results;
    const proof = prove(result!.value, exprIn(notes, claim, { i: 3, j: 4, k: 3 }), {
      assumptions: notes.assumptions,
    });
    expect(proof).toBeDefined();
  });
});
