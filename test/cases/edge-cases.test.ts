import { describe, expect, it } from "vitest";
import { readModel } from "../../src/2-elaborate/elaborate.ts";
import { derive, simplifiedValue } from "../../src/4-simplify/derive.ts";
import { evaluate } from "../../src/5-evaluate/evaluate.ts";
import { dense, type Point } from "../../src/5-evaluate/point.ts";
import { isError } from "../../src/core/diagnostic.ts";
import { chosen, data, edgeCases, models, numbersOf, outside } from "./edge-cases.ts";

function found(id: string): { readonly value: readonly number[]; readonly grad: readonly number[] } {
  const edge = edgeCases.find((c) => c.id === id)!;
  const model = readModel(models[id]!);
  expect(model.diagnostics.filter(isError)).toEqual([]);
  const values = Float64Array.from(numbersOf(edge.input));
  const isScalar = typeof edge.input !== "object";
  const at: Point = {
    sizes: new Map([["n", values.length]]),
    tensors: new Map([
      ["x", { shape: isScalar ? [] : [values.length], values }],
      ...Object.entries(data[id] ?? {}).map(([name, entries]) => [name, dense(entries)] as const),
    ]),
  };
  const f = model.definitions.get("f")!;
  const derived = derive(model, { of: "f", wrt: ["x"] });
  if ("known" in derived) throw new Error(derived.kind);
  const { value, axes } = derived.results[0]!;
  return {
    value: Array.from(evaluate(simplifiedValue(model, f.value), f.params, at).values),
    grad: Array.from(evaluate(value, axes, at).values),
  };
}

const close = (value: number, expected: number): boolean =>
  Object.is(value + 0, expected + 0) ||
  Math.abs(value - expected) <= 1e-12 * Math.max(Math.abs(expected), Number.MIN_VALUE);

describe("inputs on which naive gradients break", () => {
  it("are all in the language, except those listed", () => {
    expect([...Object.keys(models), ...Object.keys(outside)].sort()).toEqual(
      edgeCases.map(({ id }) => id).sort(),
    );
  });

  it.each(edgeCases.filter(({ id }) => id in models))(
    "$id: $function at $input",
    ({ id, expected: recommended }) => {
      const expected = chosen[id] ?? recommended;
      const { value, grad } = found(id);
      for (const [have, want] of [
        [value, numbersOf(expected.value)],
        [grad, numbersOf(expected.grad)],
      ] as const) {
        expect(have.length).toBe(want.length);
        for (const [n, w] of want.entries()) expect(close(have[n]!, w), `${have[n]} for ${w}`).toBe(true);
      }
    },
  );
});
