import { affineOf } from "../../../src/core/affine.ts";
import type { Expr } from "../../../src/core/expr.ts";
import type { Model } from "../../../src/2-elaborate/model.ts";
import { randomStream, type RandomStream } from "../../../src/5-evaluate/random.ts";
import type { Variant } from "../../../src/7-verify/judge/backward.ts";
import { Equality } from "../../../src/7-verify/judge/equal.ts";
import { Judge } from "../../../src/7-verify/judge/judge.ts";
import { sceneOf, type Scene } from "../../../src/7-verify/judge/scene.ts";
import { slips, type Slip } from "../../../src/7-verify/judge/slips.ts";
import { Truths, type Closed } from "../../../src/7-verify/judge/truth.ts";
import type { DerivationText, DerivativeSide, Line } from "../../../src/7-verify/line.ts";
import { modelOf } from "./support.ts";

/** Models whose gradients people write by hand, each with the derivatives of a derivation. */
const sources: readonly { readonly name: string; readonly of: string; readonly wrt: readonly string[]; readonly text: string }[] = [
  {
    name: "perceptron", of: "C", wrt: ["o", "W1", "a", "h", "W0", "x"],
    text: `
input x[3]
param W0[3, 4], W1[4, 3]
label y[3]
assume sum(k, y[k]) == 1
h[j] = sum(i, W0[i, j] * x[i])
a[j] = relu(h[j])
o[k] = sum(j, W1[j, k] * a[j])
p[k] = softmax(k, o[k])
C = -sum(k, y[k] * log(p[k]))`,
  },
  {
    name: "tanh regression", of: "C", wrt: ["e", "W2", "b2", "a", "z", "W1", "b1"],
    text: `
input x[3], y[3]
param W1[3, 3], W2[3, 3], b1[3], b2[3]
z[i] = sum(j, W1[i, j] * x[j]) + b1[i]
a[i] = tanh(z[i])
e[i] = sum(j, W2[i, j] * a[j]) + b2[i] - y[i]
C = 1/2 * sum(i, e[i]^2)`,
  },
  {
    name: "softmax regression", of: "L", wrt: ["O", "W", "b"],
    text: `
input X[5, 3]
param W[3, 4], b[4]
label Y[5, 4]
assume sum(k, Y[n, k]) == 1
O[n, k] = sum(i, X[n, i] * W[i, k]) + b[k]
P[n, k] = softmax(k, O[n, k])
L = -1/5 * sum(n, sum(k, Y[n, k] * log(P[n, k])))`,
  },
  {
    name: "logistic regression", of: "C", wrt: ["s", "z", "w"],
    text: `
input X[4, 3]
param w[3]
label t[4]
z[n] = sum(i, X[n, i] * w[i])
s[n] = sigmoid(z[n])
C = -sum(n, t[n] * log(s[n]) + (1 - t[n]) * log(1 - s[n]))`,
  },
  {
    name: "two steps in time", of: "L", wrt: ["h2", "z2", "h1", "z1", "U"],
    text: `
input x1[3], x2[3], h0[3], g[3]
param U[3, 3]
z1[i] = sum(j, U[i, j] * h0[j]) + x1[i]
h1[i] = tanh(z1[i])
z2[i] = sum(j, U[i, j] * h1[j]) + x2[i]
h2[i] = tanh(z2[i])
L = sum(i, g[i] * h2[i])`,
  },
  {
    name: "normalisation", of: "L", wrt: ["v", "mu", "x"],
    text: `
input x[4], g[4]
mu = mean(i, x[i])
v = mean(i, (x[i] - mu)^2)
u[i] = (x[i] - mu) / sqrt(v + 0.001)
L = sum(i, g[i] * u[i])`,
  },
  {
    name: "factorisation", of: "F", wrt: ["R", "U", "V"],
    text: `
input T[3, 3]
param U[3, 2], V[3, 2]
R[i, j] = sum(k, U[i, k] * V[j, k]) - T[i, j]
F = sum(i, sum(j, R[i, j]^2))`,
  },
]; // prettier-ignore

/** One correct line of a derivation. */
export interface TraceLine {
  readonly side: DerivativeSide;
  readonly closed: Closed;
  readonly scene: Scene;
}

export interface Trace {
  readonly name: string;
  readonly model: Model;
  readonly truths: Truths;
  readonly equality: Equality;
  readonly lines: readonly TraceLine[];
}

export const traces = (): readonly Trace[] =>
  sources.map(({ name, of, wrt, text }) => {
    const model = modelOf(text);
    const truths = new Truths(model);
    const lines = wrt.map((variable): TraceLine => {
      const closed = truths.closed(of, [variable])!;
      const side: DerivativeSide = {
        kind: "derivative",
        of,
        ofSlots: [],
        wrt: variable,
        wrtSlots: closed.axes.map(affineOf),
        axes: closed.axes,
        layout: "as-variable",
      };
      return { side, closed, scene: sceneOf(truths, side, closed) };
    });
    return { name, model, truths, equality: new Equality(model), lines };
  });

const nowhere = { start: 0, end: 0 };

/** A line that claims a value for a derivative. */
export const lineOf = ({ side }: TraceLine, value: Expr, number = 1): Line => ({
  number,
  span: nowhere,
  text: `d(${side.of})/d(${side.wrt})`,
  kind: "claim",
  left: side,
  previous: undefined,
  right: {
    kind: "value",
    readings: [{ how: "", axes: side.axes, value, derivatives: [], parts: [] }],
    rejected: [],
  },
  rightSpan: nowhere,
  notes: [],
});

export const judgeOf = ({ model }: Trace): Judge => {
  const text: DerivationText = { source: model.source, model, inferred: [], lines: [], diagnostics: [] };
  return new Judge(text, "model");
};

/** A derivation with one slip in it. */
export interface Slipped {
  readonly trace: Trace;
  readonly line: TraceLine;
  readonly slip: Slip;
  readonly value: Expr;
}

/** The variants of a slip on a line; there may be many, and the first hundred do. */
function variantsOf(slip: Slip, line: TraceLine): readonly Variant[] {
  const found: Variant[] = [];
  for (const variant of slip.variants(line.scene)) {
    if (variant.value.free.every((index) => line.side.axes.includes(index))) found.push(variant);
    if (found.length >= 100) break;
  }
  return found;
}

/** Random slips at random admissible places, all slips alike. */
export function* slipped(all: readonly Trace[], seed: number): Generator<Slipped> {
  const random: RandomStream = randomStream(seed);
  const known = new Map<Slip, Map<TraceLine, readonly Variant[]>>();
  for (;;) {
    const slip = random.pick(slips);
    const trace = random.pick(all);
    const line = random.pick(trace.lines);
    const ofSlip = known.get(slip) ?? new Map<TraceLine, readonly Variant[]>();
    known.set(slip, ofSlip);
    const variants = ofSlip.get(line) ?? variantsOf(slip, line);
    ofSlip.set(line, variants);
    if (variants.length === 0) continue;
    const { value } = random.pick(variants);
    if (value !== line.closed.value) yield { trace, line, slip, value };
  }
}
