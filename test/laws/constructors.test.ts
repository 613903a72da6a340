import { describe, expect, it } from "vitest";
import { doubles } from "../../src/5-evaluate/doubles.ts";
import { evaluate, evaluateScalar } from "../../src/5-evaluate/evaluate.ts";
import { point } from "../../src/5-evaluate/point.ts";
import { affine, affineConst, type Affine } from "../../src/core/affine.ts";
import { affineExpr, binary, constant, iverson, mul, pow, sum, unary } from "../../src/core/build.ts";
import { namedIndex } from "../../src/core/index.ts";
import { binaryOps, relations, unaryOps, type Relation } from "../../src/core/ops.ts";
import { rational, toNumber } from "../../src/core/rational.ts";

/** Constructors decide what they can at once; what they decide must be what evaluation would have found. */
const numbers = [[-2, 1], [-1, 1], [-1, 2], [0, 1], [1, 3], [1, 2], [1, 1], [2, 1], [9, 4]].map(([num, den]) => rational(num!, den)); // prettier-ignore
const nowhere = point({});

const holds: { readonly [R in Relation]: (a: number, b: number) => boolean } = {
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

/** Equal up to the last digit, NaN and infinities included. */
function expectSame(found: number, expected: number): void {
  if (Number.isFinite(expected))
    expect(Math.abs(found - expected)).toBeLessThanOrEqual(2 ** -51 * Math.abs(expected));
  else expect(found).toBe(expected);
}

describe("constructors agree with evaluation", () => {
  it.each(unaryOps)("on %s of numbers", (op) => {
    for (const x of numbers)
      expectSame(evaluateScalar(unary(op, constant(x)), nowhere), doubles.unary[op](toNumber(x)) as number);
  });

  it.each(binaryOps)("on %s of two numbers", (op) => {
    for (const x of numbers)
      for (const y of numbers)
        expectSame(
          evaluateScalar(binary(op, constant(x), constant(y)), nowhere),
          doubles.binary[op](toNumber(x), toNumber(y)) as number,
        );
  });

  it.each(relations)("on comparisons of numbers by %s", (rel) => {
    for (const x of numbers)
      for (const y of numbers) {
        const bracket = iverson(rel, constant(x), constant(y));
        expect(bracket.kind).toBe("const");
        expect(evaluateScalar(bracket, nowhere)).toBe(holds[rel](toNumber(x), toNumber(y)) ? 1 : 0);
      }
  });

  it.each(relations)("on comparisons of indices by %s, decided by their ranges or not", (rel) => {
    const [i, j] = [namedIndex("i", affineConst(3)), namedIndex("j", affineConst(4))];
    const forms: readonly Affine[] = [[0, 0, 2], [1, 0, 0], [0, 1, 0], [1, 0, 3], [1, -1, 0], [2, 1, -4], [-1, 0, 1]].map(([a, b, c]) => affine([[i, a!], [j, b!]], c)); // prettier-ignore
    for (const left of forms)
      for (const right of forms) {
        const values = evaluate(iverson(rel, affineExpr(left), affineExpr(right)), [i, j], nowhere).values;
        const [a, b] = [left, right].map((form) => evaluate(affineExpr(form), [i, j], nowhere).values);
        for (const [n, value] of values.entries())
          expect(value, `[${left.key} ${rel} ${right.key}]`).toBe(holds[rel](a![n]!, b![n]!) ? 1 : 0);
      }
  });

  it("on powers, products and sums of numbers", () => {
    for (const x of numbers) {
      for (const exponent of numbers) {
        if (exponent.den > 2n) continue;
        const expected = doubles.pow(toNumber(x), toNumber(exponent), exponent) as number;
        expectSame(evaluateScalar(pow(constant(x), constant(exponent)), nowhere), expected);
      }
      for (const y of numbers) {
        expectSame(evaluateScalar(mul(constant(x), constant(y)), nowhere) + 0, toNumber(x) * toNumber(y) + 0);
        expect(evaluateScalar(sum(constant(x), constant(y)), nowhere)).toBeCloseTo(
          toNumber(x) + toNumber(y),
          14,
        );
      }
    }
  });
});
