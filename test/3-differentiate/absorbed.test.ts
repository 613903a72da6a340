import { describe, expect, it } from "vitest";
import { readModel } from "../../src/2-elaborate/elaborate.ts";
import { absorption } from "../../src/3-differentiate/absorbed.ts";
import { derive } from "../../src/4-simplify/derive.ts";
import { evaluate } from "../../src/5-evaluate/evaluate.ts";
import { samplePoint } from "../../src/5-evaluate/sample.ts";

const absorbed = (text: string, of: string, name: string): boolean => {
  const model = readModel(text);
  expect(model.diagnostics).toEqual([]);
  return absorption(model.definitions.get(of)!.value)(model.definitions.get(name)!);
};

describe("a tensor is absorbed", () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ["a sum inside a larger sum", "param x, y\nz = x + sin(y)\nL = exp(z) + (x + z)^2", true],
    ["a product inside a larger product", "param x, y\nz = x * sin(y)\nL = exp(z) + y * z", true],
    [
      "Σ inside a larger Σ",
      "param W[3, 2], v[2]\nz[j] = sum(i, W[i, j]^2)\nL = sum(j, z[j]) + exp(z[1]) + sum(j, v[j])",
      true,
    ],
    [
      "a softmax under a logarithm",
      "param z0[3], y[3]\nz[k] = softmax(k, z0[k])\nL = sum(k, y[k] * (z0[k] - logsumexp(l, z0[l])) + z[k]^2)",
      true,
    ],
    ["not a sum that always stands by itself", "param x, y\nz = x + sin(y)\nL = exp(z) + z^2", false],
    ["not a function", "param x, y\nz = sin(x)\nL = z + y * z", false],
  ];
  for (const [what, text, is] of cases) it(what, () => expect(absorbed(text, "L", "z")).toBe(is));
});

it("adjoints of intermediates are derivatives by them, also in a residual network", () => {
  const model = readModel(
    `size n\ninput x0[n]\nparam W0[n, n], W1[n, n]\nx1 = x0 + tanh(W0 * x0)\nx2 = x1 + tanh(W1 * x1)\nloss = sum(x2 .* x2)`,
  );
  const whole = derive(model, { wrt: ["W0"] });
  if (!("results" in whole)) throw new Error("the model has no derivatives");
  for (const adjoint of whole.adjoints.filter(({ name }) => model.definitions.has(name))) {
    const held = derive(model, { wrt: [adjoint.name] });
    if (!("results" in held)) throw new Error(`no derivative by ${adjoint.name}`);
    const [truth] = held.results;
    const { point } = samplePoint([adjoint.value, truth!.value], { seed: 3 });
    const [a, b] = [
      [...evaluate(adjoint.value, adjoint.indices, point).values],
      [...evaluate(truth!.value, truth!.axes, point).values],
    ];
    expect(a.map((x, k) => Math.abs(x - b[k]!) < 1e-9)).not.toContain(false);
  }
});
