import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/5-evaluate/evaluate.ts";
import { EvaluationError } from "../../src/5-evaluate/failure.ts";
import { nested, symbolicSize } from "../../src/5-evaluate/point.ts";
import { randomStream } from "../../src/5-evaluate/random.ts";
import { samplePoint, samplePoints } from "../../src/5-evaluate/sample.ts";
import { affineConst, affineOf, shiftAffine } from "../../src/core/affine.ts";
import { reduce, sumOver } from "../../src/core/bind.ts";
import { constant, entry, mul, one, pow, sqrt, sub, tensor, unary } from "../../src/core/build.ts";
import type { Expr } from "../../src/core/expr.ts";
import { namedIndex } from "../../src/core/index.ts";
import type { Assumption } from "../../src/core/step.ts";
import { symbolicNotes as notes } from "../support/notes.ts";

const total: Assumption = {
  text: "sum(k, y[k]) == 1",
  left: sumOver([notes.k], entry("y", [notes.k])),
  right: one,
};

describe("sampled points", () => {
  it("are determined by their seed", () => {
    const [a, b, c] = [1, 1, 2].map((seed) => samplePoint([notes.Cost], { seed }).point);
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
  });

  it("have an active and an inactive unit, off the kink, whatever the seed", () => {
    for (const { point, stratified } of samplePoints([notes.Cost], 30, { seed: 1 })) {
      expect(stratified).toBe(true);
      const h = Array.from(evaluate(notes.h, [notes.j], point).values);
      expect(h.some((x) => x > 1e-3) && h.some((x) => x < -1e-3)).toBe(true);
    }
  });

  it("come in several sizes, square and oblong, and thin ones on request", () => {
    const shapes = (thin: boolean): readonly string[] =>
      samplePoints([notes.O], 40, { seed: 1, thin }).map(({ point }) =>
        point.tensors.get("W0")!.shape.join("x"),
      );
    expect(new Set(shapes(false)).size).toBeGreaterThan(4);
    expect(shapes(false).some((shape) => shape[0] === shape[2])).toBe(true);
    expect(shapes(false).some((shape) => shape[0] !== shape[2])).toBe(true);
    expect(shapes(true).some((shape) => shape.includes("0"))).toBe(true);
    expect(shapes(true).some((shape) => shape.includes("1"))).toBe(true);
  });

  it("satisfy a label's assumption, one-hot at times and soft at others; without it Σ y is not 1", () => {
    const labels = samplePoints([notes.Cost], 20, { seed: 1, assumptions: [total] }).map(
      ({ point, unmet }) => {
        expect(unmet).toEqual([]);
        return Array.from(point.tensors.get("y")!.values);
      },
    );
    for (const y of labels) expect(y.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect(labels.some((y) => y.includes(1) && y.includes(0))).toBe(true);
    expect(labels.some((y) => !y.includes(1))).toBe(true);
    for (const { point } of samplePoints([notes.Cost], 5, { seed: 1 }))
      expect(
        Math.abs(Array.from(point.tensors.get("y")!.values).reduce((a, b) => a + b, 0) - 1),
      ).toBeGreaterThan(1e-6);
  });

  it("satisfy symmetry and squares, and say what they cannot satisfy", () => {
    const n = symbolicSize("n");
    const [i, j] = [namedIndex("i", n), namedIndex("j", n)];
    const A = (p: typeof i, q: typeof i): Expr => entry("A", [p, q]);
    const symmetric: Assumption = { text: "A symmetric", left: A(i, j), right: A(j, i) };
    const signs: Assumption = { text: "t[i]^2 == 1", left: pow(entry("t", [i]), constant(2)), right: one };
    const odd: Assumption = { text: "exp(s) == -1", left: unary("exp", entry("s", [])), right: constant(-1) };
    const root = sumOver([i, j], mul(A(i, j), entry("t", [i]), entry("s", [])));
    const { point, unmet } = samplePoint([root], { seed: 5, assumptions: [symmetric, signs, odd] });
    expect(unmet).toEqual([odd]);
    const rows = nested(point.tensors.get("A")!) as number[][];
    for (const [r, row] of rows.entries()) for (const [c, x] of row.entries()) expect(rows[c]![r]).toBe(x);
    expect(new Set(Array.from(point.tensors.get("t")!.values, Math.abs))).toEqual(new Set([1]));
  });

  it("lie in the domain of logarithms and roots", () => {
    const x = entry("x", [namedIndex("i", affineConst(5))]);
    const { point } = samplePoint([unary("log", x), sqrt(sub(entry("y", []), one))], { seed: 2 });
    expect(Array.from(point.tensors.get("x")!.values).every((value) => value > 0)).toBe(true);
    expect(point.tensors.get("y")!.values[0]).toBeGreaterThan(1);
  });

  it("may consist of small integers, for witnesses a person can read", () => {
    const { point } = samplePoint([notes.O], { seed: 2, numbers: "integers" });
    for (const { values } of point.tensors.values())
      for (const value of Array.from(values)) expect([-1, 0, 1, 2]).toContain(value);
  });

  it("have sizes at which shifted slots fit", () => {
    const [n, q, o] = ["n", "q", "o"].map(symbolicSize) as [
      ReturnType<typeof symbolicSize>,
      ReturnType<typeof symbolicSize>,
      ReturnType<typeof symbolicSize>,
    ];
    const [i, k] = [namedIndex("i", o), namedIndex("k", q)];
    const slot = shiftAffine(affineOf(i), 1);
    const e = sumOver([i, k], mul(tensor("x", [n], [slot]), entry("w", [k])));
    expect(() => samplePoint([e], { seed: 1 })).not.toThrow();
  });

  it("are refused where nothing has a value", () => {
    const i = namedIndex("i", affineConst(0));
    expect(() => samplePoint([reduce("max", [i], entry("x", [i]))], { seed: 1 })).toThrow(EvaluationError);
  });
});

describe("the stream of random numbers", () => {
  it("is uniform, integer and normal to the eye of simple tests", () => {
    const random = randomStream(42);
    const draws = Array.from({ length: 20_000 }, random.uniform);
    expect(draws.reduce((a, b) => a + b, 0) / draws.length).toBeCloseTo(0.5, 2);
    const normals = Array.from({ length: 20_000 }, random.normal);
    expect(normals.reduce((a, b) => a + b * b, 0) / normals.length).toBeCloseTo(1, 1);
    const dice = Array.from({ length: 6000 }, () => random.integer(1, 6));
    for (let face = 1; face <= 6; face++) expect(dice.filter((d) => d === face).length).toBeGreaterThan(850);
  });
  it("differs between neighbouring seeds", () => {
    expect(randomStream(1).uniform()).not.toBe(randomStream(2).uniform());
  });
});
