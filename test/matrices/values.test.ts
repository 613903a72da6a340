import { beforeAll, describe, expect, it } from "vitest";
import { all, create, type MathJsInstance } from "mathjs";
import { affineConst, affineOf } from "../../src/core/affine.ts";
import { matrix } from "../../src/core/bind.ts";
import { entry, mul, sub, tensor } from "../../src/core/build.ts";
import type { Expr } from "../../src/core/expr.ts";
import { namedIndex, type Index } from "../../src/core/index.ts";
import { matrixOps, type MatrixOp } from "../../src/core/ops.ts";
import { doubles } from "../../src/5-evaluate/doubles.ts";
import { matrixValue } from "../../src/5-evaluate/elimination.ts";
import { evaluate, evaluateScalar } from "../../src/5-evaluate/evaluate.ts";
import { EvaluationError } from "../../src/5-evaluate/failure.ts";
import { sameModuloPrimes } from "../../src/5-evaluate/identity.ts";
import { point, symbolicSize, type Point } from "../../src/5-evaluate/point.ts";
import { randomStream } from "../../src/5-evaluate/random.ts";

const n = symbolicSize("n");
const [i, j, r, c] = ["i", "j", "r", "c"].map((name) => namedIndex(name, n)) as [Index, Index, Index, Index];
const A = entry("A", [r, c]);
const of = (op: MatrixOp): Expr => matrix(op, [r, c], A, op === "inv" ? [affineOf(i), affineOf(j)] : []);
const at = (A: readonly (readonly number[])[]): Point => point({ A }, { n: A.length });

let precise: MathJsInstance;
beforeAll(() => {
  precise = create(all!, { number: "BigNumber", precision: 64 });
});

const random = (size: number, seed: number): number[][] => {
  const stream = randomStream(seed);
  return Array.from({ length: size }, () => Array.from({ length: size }, stream.normal));
};

describe("values of functions of matrices", () => {
  it.each([1, 2, 3, 5, 8, 13])("agree with mathjs at 64 digits, %i × %i", (size) => {
    for (let seed = 1; seed <= 5; seed++) {
      const entries = random(size, 10 * size + seed);
      const exact = precise.bignumber(precise.matrix(entries));
      const inverse = precise.inv(exact).toArray().flat().map(Number);
      const determinant = Number(String(precise.det(exact)));
      const found = evaluate(of("inv"), [i, j], at(entries)).values;
      const slack = 1e-12 * Math.max(...inverse.map(Math.abs)) ** 2;
      for (const [k, value] of inverse.entries()) expect(Math.abs(found[k]! - value)).toBeLessThan(slack);
      expect(evaluateScalar(of("det"), at(entries)) / determinant).toBeCloseTo(1, 10);
      expect(evaluateScalar(of("logdet"), at(entries))).toBeCloseTo(Math.log(Math.abs(determinant)), 10);
    }
  });

  it("need pivots where the first entry is 0, and know the sign of a permutation", () => {
    const turned = [[0, 0, 2], [3, 0, 0], [0, 5, 0]]; // prettier-ignore
    expect(evaluateScalar(of("det"), at(turned))).toBe(30);
    expect(evaluateScalar(of("det"), at([[0, 1], [1, 0]]))).toBe(-1); // prettier-ignore
    expect([...evaluate(of("inv"), [i, j], at([[0, 4], [2, 0]])).values]).toEqual([0, 0.5, 0.25, 0]); // prettier-ignore
  });

  it("of an empty matrix are those of the empty product", () => {
    const empty = { sizes: new Map([["n", 0]]), tensors: new Map([["A", { shape: [0, 0], values: new Float64Array() }]]) }; // prettier-ignore
    expect(evaluateScalar(of("det"), empty)).toBe(1);
    expect(evaluateScalar(of("logdet"), empty)).toBe(0);
    expect([...evaluate(of("inv"), [i, j], empty).values]).toEqual([]);
  });

  it("of a singular matrix are 0, −∞ and NaN", () => {
    const singular = at([[1, 2], [2, 4]]); // prettier-ignore
    expect(evaluateScalar(of("det"), singular)).toBe(0);
    expect(evaluateScalar(of("logdet"), singular)).toBe(-Infinity);
    expect([...evaluate(of("inv"), [i, j], singular).values]).toEqual([NaN, NaN, NaN, NaN]);
  });

  it("are NaN where an entry is", () => {
    for (const op of matrixOps)
      expect(matrixValue(doubles, op, [[NaN, 1], [1, 2]]).flat()).toEqual(op === "inv" ? [NaN, NaN, NaN, NaN] : [NaN]); // prettier-ignore
  });

  it("do not overflow as logarithms", () => {
    const large = Array.from({ length: 400 }, (_, row) => Array.from({ length: 400 }, (_, column) => (row === column ? 10 : 0))); // prettier-ignore
    expect(evaluateScalar(of("det"), at(large))).toBe(Infinity);
    expect(evaluateScalar(of("logdet"), at(large))).toBeCloseTo(400 * Math.log(10), 8);
  });

  it("are read outside the matrix by nobody", () => {
    const outside = matrix("inv", [r, c], A, [affineOf(i), affineConst(5)]);
    expect(() => evaluate(outside, [i], at([[1, 0], [0, 1]]))).toThrow(EvaluationError); // prettier-ignore
  });
});

describe("exact arithmetic modulo primes", () => {
  const square =
    (name: string) =>
    (row: Index, column: Index): Expr =>
      entry(name, [row, column]);
  const [X, Y] = [square("X"), square("Y")] as const;
  const determinant = (body: Expr): Expr => matrix("det", [r, c], body, []);
  const two = new Map([["n", 2]]);

  it("proves Cramer's rule for 2 × 2 matrices, and refutes it with a wrong sign", () => {
    const e = (row: number, column: number): Expr =>
      tensor("X", [n, n], [affineConst(row), affineConst(column)]);
    const expanded = sub(mul(e(1, 1), e(2, 2)), mul(e(1, 2), e(2, 1)));
    expect(sameModuloPrimes(determinant(X(r, c)), expanded, { sizes: two }).verdict).toBe("same");
    const wrong = sub(mul(e(1, 1), e(2, 2)), mul(e(1, 2), e(1, 2)));
    expect(sameModuloPrimes(determinant(X(r, c)), wrong, { sizes: two }).verdict).toBe("unproved");
  });

  it("tells det X det Y from det(X ⊙ Y)", () => {
    const product = mul(determinant(X(r, c)), determinant(Y(r, c)));
    expect(sameModuloPrimes(product, determinant(mul(X(r, c), Y(r, c)))).verdict).toBe("unproved");
    expect(sameModuloPrimes(product, mul(determinant(Y(r, c)), determinant(X(c, r)))).verdict).toBe("same");
  });
});
