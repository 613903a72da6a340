import { describe, expect, it } from "vitest";
import type { Model } from "../../../src/2-elaborate/model.ts";
import { Equality } from "../../../src/7-verify/judge/equal.ts";
import { recogniseSlip } from "../../../src/7-verify/judge/recognise.ts";
import { finished } from "../../../src/7-verify/judge/work.ts";
import { Scene } from "../../../src/7-verify/judge/scene.ts";
import { Truths } from "../../../src/7-verify/judge/truth.ts";
import { exprIn, modelOf } from "./support.ts";

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

const square = modelOf(`
input x[4]
param W1[4, 4], W2[4, 4]
label y[4]
assume sum(k, y[k]) == 1
z1[i] = sum(j, W1[i, j] * x[j])
a1[i] = tanh(z1[i])
z2[i] = sum(j, W2[i, j] * a1[j])
p[k] = softmax(k, z2[k])
C = -sum(k, y[k] * log(p[k]))
`);

const shared = modelOf(`
input x1[3], x2[3], h0[3], g[3]
param U[3, 3]
z1[i] = sum(j, U[i, j] * h0[j]) + x1[i]
h1[i] = tanh(z1[i])
z2[i] = sum(j, U[i, j] * h1[j]) + x2[i]
h2[i] = tanh(z2[i])
L = sum(i, g[i] * h2[i])
`);

const batch = modelOf(`
input X[5, 3]
param W[3, 4]
label Y[5, 4]
assume sum(k, Y[n, k]) == 1
const T
O[n, k] = sum(i, X[n, i] * W[i, k])
P[n, k] = softmax(k, O[n, k])
L = -1/5 * sum(n, sum(k, Y[n, k] * log(P[n, k])))
Q = sum(k, W[1, k] ^ 2) / T
`);

function slipOf(model: Model, of: string, wrt: string, claim: string): string | undefined {
  const truths = new Truths(model);
  const closed = truths.closed(of, [wrt])!;
  const free = Object.fromEntries(closed.axes.map(({ name, size }) => [name, size.constant]));
  const scene = new Scene(truths, closed.value, closed.axes, { of, wrt });
  const search = recogniseSlip(new Equality(model), exprIn(model, claim, free), closed.axes, scene);
  return finished(search).found?.slip.id;
}

const cases: readonly (readonly [string, Model, string, string, string])[] = [
  ["dropped-activation-derivative", notes, "C", "W0", "x[i] * sum(k, W1[j, k] * (p[k] - y[k]))"],
  ["dropped-activation-derivative", notes, "C", "h", "sum(k, W1[j, k] * (p[k] - y[k]))"],
  ["dropped-upstream-factor", notes, "C", "h", "(h[j] > 0)"],
  ["dropped-upstream-factor", notes, "C", "W1", "a[j] + 0 * o[k]"],
  ["softmax-jacobian-incomplete", notes, "C", "o", "y[k] * (p[k] - 1)"],
  ["softmax-jacobian-incomplete", notes, "C", "o", "p[k]"],
  ["derivative-by-probability", notes, "C", "o", "-y[k] / p[k]"],
  ["sign", notes, "C", "o", "y[k] - p[k]"],
  ["sign", notes, "C", "o", "p[k] + y[k]"],
  ["sign", notes, "C", "p", "y[k] / p[k]"],
  ["pre-activation-for-activation", notes, "C", "W1", "h[j] * (p[k] - y[k])"],
  ["mask-of-wrong-quantity", square, "C", "z1", "(1 - tanh(z2[i])^2) * sum(k, W2[k, i] * (p[k] - y[k]))"],
  ["matrix-for-transpose", square, "C", "z1", "(1 - tanh(z1[i])^2) * sum(k, W2[i, k] * (p[k] - y[k]))"],
  ["matrix-for-transpose", square, "C", "a1", "sum(k, W2[i, k] * (p[k] - y[k]))"],
  ["wrong-layer", square, "C", "a1", "sum(k, W1[k, i] * (p[k] - y[k]))"],
  ["function-for-derivative", square, "C", "z1", "tanh(z1[i]) * sum(k, W2[k, i] * (p[k] - y[k]))"],
  ["transposed-outer-product", square, "C", "W2", "a1[i] * (p[j] - y[j])"],
  ["lost-path", shared, "L", "U", "g[i] * (1 - h2[i]^2) * h1[j]"],
  ["constant-factor", batch, "L", "W", "sum(n, X[n, i] * (P[n, k] - Y[n, k]))"],
  ["wrong-range", notes, "C", "a", "sum(k in 1..2, W1[j, k] * (p[k] - y[k]))"],
]; // prettier-ignore

describe("a slip is named when it reproduces the claim", () => {
  it.each(cases)("%s", (id, model, of, wrt, claim) => {
    expect(slipOf(model, of, wrt, claim)).toBe(id);
  });
  it("and not where it only resembles it", () => {
    expect(slipOf(notes, "C", "o", "p[k] - y[k] * exp(o[k])")).toBeUndefined();
  });
});
