import { describe, expect, it } from "vitest";
import type { Numbers } from "../../train/index.ts";
import { kernelFromModule, TrainError } from "../../train/index.ts";

const description = { inputs: { y: [2], W: [3, 2], x: [3], b: [2] }, output: "Cost" };
const roles = { labels: ["y"], params: ["b", "W"], contracted: { W: [0] } };

describe("a generated module made ready for training", () => {
  it("gets its arguments in order of declaration, whatever their roles, and the gradients after them", () => {
    let seen: readonly Numbers[] = [];
    const gradient = (n: number, ...arrays: readonly Numbers[]) => {
      seen = arrays;
      return n;
    };
    const kernel = kernelFromModule(description, gradient, roles, { hash: "h", precision: "f64" });
    expect(kernel.inputs).toEqual([
      { name: "y", shape: [2], role: "label" },
      { name: "x", shape: [3], role: "input" },
    ]);
    expect(kernel.params).toEqual([
      { name: "W", shape: [3, 2], contracted: [0] },
      { name: "b", shape: [2] },
    ]);
    const array = (k: number) => Float64Array.of(k);
    expect(kernel.run(7, [array(1), array(2)], [array(3), array(4)], [array(5), array(6)])).toBe(7);
    expect(seen.map((values) => values[0])).toEqual([1, 3, 2, 4, 5, 6]);
  });

  it("refuses roles for names that the module does not have", () => {
    const wrong = { ...roles, labels: ["z"] };
    expect(() => kernelFromModule(description, () => 0, wrong, { hash: "h", precision: "f64" })).toThrow(
      TrainError,
    );
  });
});
