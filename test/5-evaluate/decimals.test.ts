import { beforeAll, describe, expect, it } from "vitest";
import type { BigNumber } from "mathjs";
import { affineConst } from "../../src/core/affine.ts";
import { reduce } from "../../src/core/bind.ts";
import { entry, iverson, mul, scale, sub, sum, unary } from "../../src/core/build.ts";
import { namedIndex } from "../../src/core/index.ts";
import type { UnaryOp } from "../../src/core/ops.ts";
import { rational } from "../../src/core/rational.ts";
import type { Arithmetic } from "../../src/5-evaluate/arithmetic.ts";
import { loadDecimals } from "../../src/5-evaluate/decimals.ts";
import { doubles } from "../../src/5-evaluate/doubles.ts";
import { evaluateIn, evaluateScalar } from "../../src/5-evaluate/evaluate.ts";
import { lift, point } from "../../src/5-evaluate/point.ts";
import { notes, notesPoint } from "../support/notes.ts";

let decimals: Arithmetic<BigNumber>;
beforeAll(async () => {
  decimals = await loadDecimals();
});

const digits = (outcome: unknown, count: number): string =>
  (outcome as BigNumber).toSignificantDigits(count).toString();

describe("64 decimal digits", () => {
  it("of pi, exp(1), log(2), erf(1/2) and tanh(1) are right", () => {
    const x = (num: number, den = 1): BigNumber => decimals.rational(rational(num, den));
    expect(digits(decimals.real.pi, 64)).toBe(
      "3.141592653589793238462643383279502884197169399375105820974944592",
    );
    expect(digits(decimals.unary.exp(x(1)), 64)).toBe(
      "2.718281828459045235360287471352662497757247093699959574966967628",
    );
    expect(digits(decimals.unary.log(x(2)), 64)).toBe(
      "0.6931471805599453094172321214581765680755001343602552541206800095",
    );
    expect(digits(decimals.unary.erf(x(1, 2)), 40)).toBe("0.5204998778130465376827466538919645287365");
    expect(digits(decimals.unary.tanh(x(1)), 40)).toBe("0.7615941559557648881194582826047935904128");
  });

  it("hold a double exactly", () => {
    expect(decimals.number(0.1).toString()).toBe("0.1000000000000000055511151231257827021181583404541015625");
    expect(decimals.number(-Infinity).toString()).toBe("-Infinity");
  });

  it("agree with double precision for every function, at ordinary and at extreme arguments", () => {
    for (const op of Object.keys(doubles.unary) as UnaryOp[])
      for (const x of [0.3, 1.7, 12, 1e-9, 1e-30, 700, -0.3, -1.7, -12, -1e-9, -700, 0]) {
        const expected = doubles.unary[op](x) as number;
        const found = (decimals.unary[op](decimals.number(x)) as BigNumber).toNumber();
        const tolerance = op === "gelu" || op === "tanh" ? 1e-15 : 2e-15 * Math.abs(expected);
        if (Number.isFinite(expected))
          expect(Math.abs(found - expected), `${op}(${x})`).toBeLessThanOrEqual(tolerance);
        else expect(Number.isFinite(found) && found < 1e300, `${op}(${x})`).toBe(false);
      }
  });

  it("keep NaN and infinities", () => {
    for (const op of Object.keys(doubles.unary) as UnaryOp[])
      expect((decimals.unary[op](decimals.number(NaN)) as BigNumber).isNaN(), op).toBe(true);
    for (const op of ["relu", "softplus", "gelu", "abs", "exp"] as const)
      expect((decimals.unary[op](decimals.number(Infinity)) as BigNumber).toNumber(), op).toBe(Infinity);
  });

  it("see a tie between numbers that differ by rounding alone, and no other", () => {
    const third = decimals.rational(rational(1, 3));
    const sumOfThirds = third.plus(third).plus(third);
    expect(decimals.relation["=="](sumOfThirds, decimals.number(1))).toBe(true);
    expect(decimals.relation[">"](decimals.number(1), sumOfThirds)).toBe(false);
    expect(decimals.relation["=="](decimals.number(1), decimals.number(1 + 2 ** -52))).toBe(false);
  });

  it("give the notes' cost and gradient, to the last digit of a double", () => {
    const at = lift(notesPoint, decimals);
    const cost = evaluateIn(decimals, notes.Cost, [], at).values[0]!;
    expect(cost.toNumber()).toBeCloseTo(evaluateScalar(notes.Cost, notesPoint), 14);
    expect(digits(cost, 7)).toBe("2.045613");
  });

  it("decide what double precision cannot: a maximum and its twin computed in another order", () => {
    const i = namedIndex("i", affineConst(3));
    const x = entry("x", [i]);
    const twin = scale(rational(1, 7), scale(7, sum(x, entry("c", []))));
    const isTop = iverson(
      "==",
      sum(twin, unary("log", unary("exp", x))),
      reduce("max", [i], sum(x, x, entry("c", []))),
    );
    const at = lift(point({ x: [0.1, 0.7, 0.3], c: 0.2 }), decimals);
    expect(evaluateIn(decimals, isTop, [i], at).values.map(Number)).toEqual([0, 1, 0]);
    expect(evaluateIn(decimals, mul(isTop, sub(x, x)), [i], at).values.map(Number)).toEqual([0, 0, 0]);
  });
});
