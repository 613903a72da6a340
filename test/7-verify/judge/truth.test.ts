import { describe, expect, it } from "vitest";
import { affineOf } from "../../../src/core/affine.ts";
import { samplePoint } from "../../../src/5-evaluate/sample.ts";
import { evaluate } from "../../../src/5-evaluate/evaluate.ts";
import { positionOf } from "../../../src/7-verify/judge/compare.ts";
import { Truths } from "../../../src/7-verify/judge/truth.ts";
import { modelOf } from "./support.ts";

/** Definitions whose values are swallowed by what uses them: terms of a larger sum, bodies of a larger Σ. */
const models: readonly (readonly [string, string, readonly string[]])[] = [
  [
    "terms among the terms of a difference",
    `input x[3], y[4]
param W[3, 4], b[4]
z[j] = sum(i, W[i, j] * x[i]) + b[j]
C = sum(j, (z[j] - y[j])^2)`,
    ["z", "b", "W"],
  ],
  [
    "a variance beside a constant",
    `input x[6], g[6]
mu = mean(i, x[i])
v = mean(i, (x[i] - mu)^2)
u[i] = (x[i] - mu) / sqrt(v + 0.001)
C = sum(i, g[i] * u[i])`,
    ["v", "mu", "u", "x"],
  ],
  [
    "a sum of sums",
    `input x[3]
param W[3, 4]
h[j] = sum(i, W[i, j] * x[i])
C = sum(j, h[j])`,
    ["h", "W"],
  ],
];

describe("the derivative by a quantity that is no node of the graph", () => {
  for (const [what, text, names] of models)
    it.each(names)(`${what}: %s agrees with finite differences`, (name) => {
      const truths = new Truths(modelOf(text));
      const closed = truths.closed("C", [name])!;
      const truth = truths.of({
        kind: "derivative",
        of: "C",
        ofSlots: [],
        wrt: name,
        wrtSlots: closed.axes.map(affineOf),
        axes: closed.axes,
        layout: "as-variable",
      })!;
      const { point } = samplePoint([truth.value, truth.quantity], { seed: 3 });
      const { shape, values } = evaluate(truth.value, truth.axes, point);
      values.forEach((value, n) => {
        const slope = truth.slope(point, positionOf(shape, n))!;
        expect(slope.central.value).toBeCloseTo(value, 6);
      });
      expect(values.some((value) => value !== 0)).toBe(true);
    });
});
