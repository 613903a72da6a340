import { describe, expect, it } from "vitest";
import { lower } from "../../../codegen/1-lower/lower.ts";
import { laneSchedule, type LaneSchedule } from "../../../codegen/2-schedule/lanes.ts";
import { affineConst } from "../../../src/core/affine.ts";
import { sumOver } from "../../../src/core/bind.ts";
import { entry, mul, unary } from "../../../src/core/build.ts";
import type { Expr } from "../../../src/core/expr.ts";
import { namedIndex, type Index } from "../../../src/core/index.ts";

const index = (name: string, size: number): Index => namedIndex(name, affineConst(size));

/** How y[k …] of these tensors is run in vectors of four. */
function scheduleOf(indices: readonly Index[], value: Expr, shapes: Readonly<Record<string, readonly number[]>>): LaneSchedule {
  const tensors = Object.entries(shapes).map(([name, shape]) => ({ name, shape }));
  const { nests } = lower({ outputs: [{ name: "y", indices, value }], tensors, sizes: new Map() });
  expect(nests).toHaveLength(1);
  return laneSchedule(nests[0]!, 4);
} // prettier-ignore

function rows(n: number, m: number): LaneSchedule {
  const [i, j] = [index("i", n), index("j", m)];
  return scheduleOf([j], sumOver([i], mul(entry("x", [i]), entry("W", [i, j]))), { x: [n], W: [n, m] });
}

function outer(n: number, m: number, of: (e: Expr) => Expr = (e) => e): LaneSchedule {
  const [i, j] = [index("i", n), index("j", m)];
  return scheduleOf([i, j], of(mul(entry("x", [i]), entry("g", [j]))), { x: [n], g: [m] });
}

const sizes = ({ together }: LaneSchedule): number[] => [...together.values()];

describe("the order of loops in vectors", () => {
  it("is that of memory for a sum of rows that do not fit the registers", () => {
    expect(rows(784, 128).streamed?.extent).toBe(784);
    expect(sizes(rows(784, 128))).toEqual([4, 4]);
    expect(rows(784, 33).streamed).toBeDefined();
    expect(rows(784, 32).streamed).toBeUndefined();
    expect(rows(7, 128).streamed).toBeUndefined();
  });

  it("goes along the rows where the sum does", () => {
    const [i, j] = [index("i", 784), index("j", 128)];
    const value = sumOver([j], mul(entry("W", [i, j]), entry("g", [j])));
    expect(scheduleOf([i], value, { W: [784, 128], g: [128] }).streamed).toBeUndefined();
  });

  it("takes several rows of a product of vectors together while they stay in the second cache", () => {
    expect(sizes(outer(784, 128))).toEqual([2, 4]);
    expect(sizes(outer(1000, 1000))).toEqual([4]);
    expect(sizes(outer(784, 128, (e) => unary("exp", e)))).toEqual([4]);
  });
});
