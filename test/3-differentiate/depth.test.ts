import { describe, expect, it } from "vitest";
import { entry } from "../../src/core/build.ts";
import { derive, readModel } from "../../src/index.ts";

const lines = (depth: number, layer: (l: number) => string): string =>
  [
    "input x0[8]",
    "label y[8]",
    "assume sum(k, y[k]) == 1",
    ...Array.from({ length: depth }, (_, l) => `param W${l + 1}[8, 8]\n${layer(l + 1)}`),
    `p[k] = softmax(k, x${depth}[k])`,
    "Cost = -sum(k, y[k] * log(p[k]))",
  ].join("\n");

const plain = (l: number): string => `x${l}[j] = relu(sum(i, W${l}[i, j] * x${l - 1}[i]))`;
const residual = (l: number): string => `x${l}[j] = x${l - 1}[j] + relu(sum(i, W${l}[i, j] * x${l - 1}[i]))`;

/** How many distinct nodes come into being when all gradients of a model are derived. */
function nodesMade(text: string): number {
  const made = (name: string): number => entry(`probe ${name} ${text.length}`, []).id;
  const model = readModel(text);
  const before = made("before");
  const found = derive(model);
  if ("known" in found) throw new Error("no derivation");
  expect(found.results.every(({ value }) => value.height > 0)).toBe(true);
  return made("after") - before;
}

describe("the work of a derivation", () => {
  it("grows linearly with the depth of a network", () => {
    const [some, many] = [nodesMade(lines(20, plain)), nodesMade(lines(60, plain))];
    expect(many / some).toBeLessThan(3.3);
    expect(many / 60).toBeLessThan(400);
  });

  it("grows no faster than with the square of the depth where every layer is added to the one before", () => {
    const [some, many] = [nodesMade(lines(20, residual)), nodesMade(lines(40, residual))];
    expect(many / some).toBeLessThan(4.4);
    expect(some).toBeLessThan(20_000);
  });
});
