import { describe, expect, it } from "vitest";
import { reduce, sumOver } from "../../src/core/bind.ts";
import { constant, entry, mul, neg, scale, sqrt, sub, sum, unary } from "../../src/core/build.ts";
import type { Expr } from "../../src/core/expr.ts";
import { affineConst } from "../../src/core/affine.ts";
import { namedIndex } from "../../src/core/index.ts";
import { partialSlopes, slopesAt } from "../../src/5-evaluate/differences.ts";
import { evaluateScalar } from "../../src/5-evaluate/evaluate.ts";
import { checkGradient, gradcheck, type GradientFormula } from "../../src/5-evaluate/gradcheck.ts";
import { dense, point, symbolicSize, type Point } from "../../src/5-evaluate/point.ts";
import { taylorSlope } from "../../src/5-evaluate/taylor.ts";
import { kinkPoint, notes, notesPoint } from "../support/notes.ts";

const formulas = (dW0: Expr = notes.dW0, dW1: Expr = notes.dW1): readonly GradientFormula[] => [
  { name: "W0", axes: [notes.i, notes.j], value: dW0 },
  { name: "W1", axes: [notes.j, notes.k], value: dW1 },
];

describe("finite differences", () => {
  it.each([
    ["exp", Math.exp, 1, Math.E],
    ["sin, a large argument", Math.sin, 100, Math.cos(100)],
    ["a steep logarithm", Math.log, 1e-3, 1e3],
    ["x^7", (x: number) => x ** 7, 3, 7 * 3 ** 6],
    ["a huge value with a small slope", (x: number) => 1e6 + x, 0, 1],
    ["tanh near saturation", Math.tanh, 6, 1 - Math.tanh(6) ** 2],
  ])("find the slope of %s without being told a step", (_, f, at, slope) => {
    const found = partialSlopes((x) => f(x[0]!), Float64Array.of(at), 0);
    expect(Math.abs(found.central.value / slope - 1)).toBeLessThan(1e-8);
    expect(found.kink).toBe(false);
  });

  it("tell both sides apart at a kink, and the central difference is their mean", () => {
    const found = slopesAt((t) => Math.max(0, t) + Math.sin(t), 1);
    expect(found.left.value).toBeCloseTo(1, 8);
    expect(found.right.value).toBeCloseTo(2, 8);
    expect(found.central.value).toBeCloseTo(1.5, 8);
    expect(found.kink).toBe(true);
  });

  it.each([1e-14, 1e-12, 1e-10])("see a kink at a distance of %d, closer than every step", (distance) => {
    expect(slopesAt((t) => Math.abs(t - distance), 1).kink).toBe(true);
  });

  it.each([1e-4, 1e-3, 0.02, 0.3])("pass by a kink at a distance of %d", (distance) => {
    const found = slopesAt((t) => Math.abs(t - distance) + 0.5 * t * t, 1);
    expect(found.kink).toBe(false);
    expect(found.central.value).toBeCloseTo(-1, 8);
  });

  it("do not take a sharp bend for a kink", () => {
    const softplus = (t: number): number => Math.log1p(Math.exp(50 * t)) / 50;
    const found = slopesAt(softplus, 1);
    expect(found.kink).toBe(false);
    expect(found.central.value).toBeCloseTo(0.5, 8);
  });
});

describe("the Taylor slope", () => {
  const f = (h: number): number => Math.exp(1 + h);
  it("is 2 for the right slope", () => expect(taylorSlope(f, Math.E).slope).toBeCloseTo(2, 1));
  it.each([1.5, 1.01, 1.0001])("is 1 for a slope wrong by the factor %d", (factor) => {
    expect(taylorSlope(f, factor * Math.E).slope).toBeCloseTo(1, 1);
  });
  it("is 3 where the second derivative vanishes too", () => {
    expect(taylorSlope((h) => Math.sin(h), 1).slope).toBeCloseTo(3, 1);
  });
  it("is infinite for a linear function with the right slope, 1 with a wrong one", () => {
    expect(taylorSlope((h) => 3 * h + 1 / 3, 3).slope).toBe(Infinity);
    expect(taylorSlope((h) => 3 * h + 1 / 3, 3.1).slope).toBeCloseTo(1, 5);
  });
  it("does not see a kink farther away than the smallest steps", () => {
    expect(taylorSlope((h) => Math.max(0, h - 0.01), 0).slope).toBe(Infinity);
    expect(taylorSlope((h) => h * h + Math.max(0, h - 0.01), 0).slope).toBeCloseTo(2, 1);
  });
  it("is not misled by the rounding of a function with cancellation", () => {
    expect(taylorSlope((h) => h * h + 1e8 - 1e8, 0).slope).toBeGreaterThan(1.9);
    expect(taylorSlope((h) => h * h + h + 1e8 - 1e8, 0).slope).toBeCloseTo(1, 1);
  });
});

describe("gradcheck on the notes", () => {
  it("finds all 24 partials right at the notes' point", () => {
    const found = gradcheck(notes.Cost, formulas(), notesPoint);
    expect(found.entries).toHaveLength(24);
    expect(found.entries.every(({ verdict }) => verdict === "agrees")).toBe(true);
    expect(found.maxRelativeError).toBeLessThan(3.1e-11);
    expect(found.slope).toBeCloseTo(2, 1);
    expect(found.vacuous).toBe(false);
    expect(found.entries[1]).toMatchObject({ wrt: "W0", index: [1, 2], formula: 0 });
  });

  it("calls the kink a kink: one-sided slopes -0.5942 and 0, half of it in between", () => {
    const found = gradcheck(notes.Cost, formulas(), kinkPoint);
    const kinks = found.entries.filter(({ verdict }) => verdict === "kink");
    expect(kinks.map(({ wrt, index }) => `${wrt}[${index.join()}]`)).toEqual([
      "W0[1,3]",
      "W0[2,3]",
      "W0[3,3]",
    ]);
    const first = kinks[0]!;
    expect(first.right).toBeCloseTo(-0.5942, 4);
    expect(first.left).toBeCloseTo(0, 8);
    expect(first.central).toBeCloseTo(-0.2971, 4);
    expect(found.entries.filter(({ verdict }) => verdict === "disagrees")).toEqual([]);
    expect(found.slope).toBeCloseTo(2, 1);
  });

  it.each([
    ["a swapped sign", neg(notes.dW1), notes.dW0],
    ["y - p instead of p - y in one gradient", notes.dW1, neg(notes.dW0)],
    ["a missing mask", notes.dW1, mul(entry("I", [notes.i]), sumOver([notes.k], mul(entry("W1", [notes.j, notes.k]), notes.dO)))],
    ["h for relu(h)", mul(notes.h, notes.dO), notes.dW0],
    ["a factor two", scale(2, notes.dW1), notes.dW0],
  ])("disagrees with %s, and so does the Taylor slope", (_, dW1, dW0) => {
    const found = gradcheck(notes.Cost, formulas(dW0, dW1), notesPoint);
    expect(found.entries.some(({ verdict }) => verdict === "disagrees")).toBe(true);
    expect(found.slope).toBeLessThan(1.2);
    expect(found.maxRelativeError).toBeGreaterThan(0.1);
  }); // prettier-ignore

  it("disagrees at a kink with a slope that is not between the one-sided ones", () => {
    const found = gradcheck(notes.Cost, formulas(scale(-1, mul(entry("I", [notes.i]), notes.h))), kinkPoint);
    expect(found.entries.some(({ verdict }) => verdict === "disagrees")).toBe(true);
  });
});

describe("gradcheck elsewhere", () => {
  const i = namedIndex("i", affineConst(3));
  const x = entry("x", [i]);
  const check = (cost: Expr, gradient: Expr, at: Point) =>
    gradcheck(cost, [{ name: "x", axes: [i], value: gradient }], at);

  it("says when a point tells nothing", () => {
    const cost = sumOver([i], unary("relu", x));
    expect(check(cost, constant(0), point({ x: [-1, -2, -3] })).vacuous).toBe(true);
    expect(check(cost, constant(0), point({ x: [-1, 2, -3] })).vacuous).toBe(false);
  });

  it("agrees on a partial that is exactly 0 while its difference is rounding (trap T28)", () => {
    const c = entry("c", []);
    const cost = sub(reduce("logsumexp", [i], sum(x, c)), c);
    const found = gradcheck(
      cost,
      [{ name: "c", axes: [], value: constant(0) }],
      point({ x: [0.3, -0.1, 0.5], c: 0.7 }),
    );
    expect(found.entries.map(({ verdict }) => verdict)).toEqual(["agrees"]);
  });

  it("needs no data for a variable that does not matter, and names one that does", () => {
    const cost = sumOver([i], x);
    const idle: GradientFormula = { name: "b", axes: [i], value: constant(0) };
    const found = gradcheck(cost, [idle], point({ x: [1, 2, 3] }));
    expect(found.entries.map(({ verdict }) => verdict)).toEqual(["agrees", "agrees", "agrees"]);
    expect(() => gradcheck(cost, [{ ...idle, value: constant(1) }], point({ x: [1, 2, 3] }))).toThrow(
      "no data for b",
    );
  });

  it("checks a part of the entries when told to, in order, and all of them by the Taylor slope", () => {
    const n = namedIndex("n", symbolicSize("n"));
    const data = Array.from({ length: 500 }, (_, k) => k / 500);
    const cost = sumOver([n], unary("sin", entry("x", [n])));
    const formula = (value: Expr): GradientFormula => ({ name: "x", axes: [n], value });
    const right = gradcheck(cost, [formula(unary("cos", entry("x", [n])))], point({ x: data }), { limit: 7 });
    expect(right.entries).toHaveLength(7);
    expect(right.slope).toBeCloseTo(2, 1);
    const places = right.entries.map(({ index }) => index[0]!);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    const wrong = gradcheck(cost, [formula(constant(1))], point({ x: data }), { limit: 1 });
    expect(wrong.slope).toBeLessThan(1.1);
  });

  it("takes the sizes of a constant gradient from the data of the cost", () => {
    const n = namedIndex("n", symbolicSize("n"));
    const cost = sumOver([n], entry("x", [n]));
    const found = gradcheck(cost, [{ name: "x", axes: [n], value: constant(1) }], point({ x: [0.3, -0.1] }));
    expect(found.entries.map(({ verdict }) => verdict)).toEqual(["agrees", "agrees"]);
  });

  it("never agrees where the formula is not a number", () => {
    const found = check(sumOver([i], sqrt(x)), unary("log", neg(x)), point({ x: [1, 2, 3] }));
    expect(found.entries.every(({ verdict }) => verdict === "disagrees")).toBe(true);
  });

  it("takes any function, and an empty variable", () => {
    const at = point({ x: [1, 2], none: dense([], [0]) });
    const found = checkGradient(
      (there) => there.tensors.get("x")!.values[0]! ** 2,
      [
        { name: "x", gradient: dense([2, 0]) },
        { name: "none", gradient: dense([], [0]) },
      ],
      at,
    );
    expect(found.entries.map(({ verdict }) => verdict)).toEqual(["agrees", "agrees"]);
    expect(evaluateScalar(sumOver([i], x), point({ x: [1, 2, 3] }))).toBe(6);
  });
});
