import { describe, expect, it } from "vitest";
import { gaussian, mulberry32, permutation, stream, TrainError } from "../../train/index.ts";
import { cosTurns, naturalLog } from "../../train/elementary.ts";

/** Distance in units in the last place of the larger. */
const ulps = (a: number, b: number) => Math.abs(a - b) / (2 ** Math.floor(Math.log2(Math.abs(b))) * 2 ** -52);

describe("random numbers", () => {
  it("are mulberry32's own for a known seed", () => {
    const uniform = mulberry32(1);
    expect([uniform(), uniform(), uniform()]).toEqual([
      0.6270739405881613, 0.002735721180215478, 0.5274470399599522,
    ]);
  });

  it("come from integer seeds below 2³² only, and the message says so", () => {
    for (const seed of [-1, 0.5, 2 ** 32, Number.NaN, Infinity]) {
      expect(() => mulberry32(seed)).toThrow(TrainError);
      expect(() => stream(seed, "split")).toThrow(`the seed ${seed} cannot be used`);
    }
    expect(mulberry32(2 ** 32 - 1)()).toBeLessThan(1);
  });

  it("differ from one purpose, place and seed to the next", () => {
    const first = [
      stream(1, "split")(),
      stream(1, "shuffle")(),
      stream(1, "shuffle", 1)(),
      stream(1, "shuffle", 2)(),
      stream(2, "shuffle", 1)(),
      mulberry32(1)(),
    ];
    expect(new Set(first).size).toBe(first.length);
  });
});

describe("log and cos from arithmetic alone", () => {
  it("agree with Math.log within 1 ulp on (0, 1]", () => {
    const uniform = mulberry32(3);
    const points = [
      1,
      2 ** -33,
      2 ** -32,
      Math.SQRT1_2,
      1 - 2 ** -32,
      ...Array.from({ length: 5000 }, uniform),
    ];
    const worst = Math.max(
      ...points.filter((x) => x > 0 && x < 1).map((x) => ulps(naturalLog(x), Math.log(x))),
    );
    expect(worst).toBeLessThanOrEqual(1);
    expect([naturalLog(1), naturalLog(0)]).toEqual([0, -Infinity]);
  });

  it("give cos of every eighth of a turn, and agree with Math.cos between", () => {
    expect([0, 0.25, 0.5, 0.75].map(cosTurns)).toEqual([1, -0, -1, 0]);
    const uniform = mulberry32(4);
    for (const t of [0.125, 0.375, 0.625, 0.875, ...Array.from({ length: 5000 }, uniform)]) {
      expect(Math.abs(cosTurns(t) - Math.cos(2 * Math.PI * t))).toBeLessThan(1e-15);
    }
  });
});

describe("normal numbers", () => {
  it("have the moments 0, 1, 0, 3", () => {
    const normal = gaussian(mulberry32(5));
    const draws = Array.from({ length: 40_000 }, normal);
    const moment = (k: number) => draws.reduce((sum, x) => sum + x ** k, 0) / draws.length;
    // Five standard errors of each moment's estimate: √(1, 2, 15, 96) / √40000.
    expect(Math.abs(moment(1))).toBeLessThan(5 * 0.005);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(5 * 0.0071);
    expect(Math.abs(moment(3))).toBeLessThan(5 * 0.0194);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(5 * 0.049);
  });

  it("stay finite when the uniform number is 0", () => {
    expect(gaussian(() => 0)()).toBeCloseTo(Math.sqrt(66 * Math.LN2), 12);
  });
});

describe("permutations", () => {
  it("hold every number once", () => {
    expect([...permutation(100, stream(7, "shuffle"))].sort((a, b) => a - b)).toEqual([...Array(100).keys()]);
    expect([...permutation(0, stream(7, "shuffle"))]).toEqual([]);
  });

  it("are all equally likely", () => {
    const uniform = stream(9, "shuffle");
    const counts = new Map<string, number>();
    for (let k = 0; k < 6000; k++) {
      const order = permutation(3, uniform).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(20.5); // 0.999 quantile for 5 degrees of freedom
  });
});
