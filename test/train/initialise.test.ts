import { describe, expect, it } from "vitest";
import { initialise } from "../../train/index.ts";
import { fans } from "../../train/initialise.ts";

const weight = { name: "W", shape: [400, 100] };
const spread = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, x) => sum + x * x, 0) / values.length;

describe("first weights", () => {
  it.each([
    ["he", 2 / 400],
    ["xavier", 2 / 500],
    ["lecun", 1 / 400],
    [{ normal: 0.1 }, 0.01],
  ] as const)("by %j have variance %f for 400 inputs and 100 outputs", (initialiser, variance) => {
    const [values] = initialise([weight], initialiser, 1, "f64");
    // The relative standard error of a variance from 40000 draws is √(2/40000) = 0.7 %.
    expect(Math.abs(spread(values!) / variance - 1)).toBeLessThan(0.035);
  });

  it("count the contracted axes as fan-in when the model says which", () => {
    expect(fans(weight)).toEqual({ fanIn: 400, fanOut: 100 });
    expect(fans({ ...weight, contracted: [1] })).toEqual({ fanIn: 100, fanOut: 400 });
    expect(fans({ name: "w", shape: [7], contracted: [0] })).toEqual({ fanIn: 7, fanOut: 1 });
    expect(fans({ name: "K", shape: [3, 3, 8, 16] })).toEqual({ fanIn: 72, fanOut: 16 });
  });

  it("begin a bias at 0, and everything where that is asked for", () => {
    const params = [weight, { name: "b", shape: [5] }, { name: "s", shape: [] }];
    const [, bias, scalar] = initialise(params, "he", 1, "f64");
    expect([...bias!, ...scalar!]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(initialise(params, "zero", 1, "f64").every((values) => values.every((x) => x === 0))).toBe(true);
    expect([...initialise(params, { constant: 0.5 }, 1, "f32")[1]!]).toEqual([0.5, 0.5, 0.5, 0.5, 0.5]);
  });

  it("are the same for the same seed, other for another, and 32-bit where asked", () => {
    const draw = (seed: number, precision: "f64" | "f32") => initialise([weight], "he", seed, precision)[0]!;
    expect(draw(1, "f64")).toEqual(draw(1, "f64"));
    expect(draw(1, "f64")).not.toEqual(draw(2, "f64"));
    expect(draw(1, "f32")).toEqual(Float32Array.from(draw(1, "f64")));
  });

  it("do not break on an axis without entries", () => {
    expect(initialise([{ name: "W", shape: [0, 3] }], "he", 1, "f64")[0]!.length).toBe(0);
  });
});
