import { describe, expect, it } from "vitest";
import { jacobian } from "../../src/3-differentiate/derivatives.ts";
import { reduceRules } from "../../src/3-differentiate/partials.ts";
import { binaryRules, unaryRules, type UnaryRule } from "../../src/3-differentiate/rules.ts";
import { evaluate, evaluateScalar } from "../../src/5-evaluate/evaluate.ts";
import { nested, point, symbolicSize, withSizes, type Nested } from "../../src/5-evaluate/point.ts";
import { slopesAt } from "../../src/5-evaluate/differences.ts";
import { randomStream } from "../../src/5-evaluate/random.ts";
import { taylorSlope } from "../../src/5-evaluate/taylor.ts";
import { reduce } from "../../src/core/bind.ts";
import {
  binary,
  constant,
  entry,
  iverson,
  mul,
  pow,
  select,
  sum,
  unary,
  zero,
} from "../../src/core/build.ts";
import { defaultConventions, type Conventions } from "../../src/core/conventions.ts";
import type { Expr } from "../../src/core/expr.ts";
import { namedIndex } from "../../src/core/index.ts";
import { binaryOps, reduceOps, unaryOps } from "../../src/core/ops.ts";
import { rational } from "../../src/core/rational.ts";
import { fullCalculus, rawCalculus } from "./gradient.ts";

const [x, a, b] = ["x", "a", "b"].map((name) => entry(name, [])) as [Expr, Expr, Expr];
const i = namedIndex("i", symbolicSize("n"));
const p = namedIndex("p", symbolicSize("n"));
const X = entry("X", [i]);

/** Points of the domain, small, moderate and large; none at a kink. */
const domains: { readonly [W in UnaryRule["validWhere"]]: readonly number[] } = {
  everywhere: [-30, -3, -1.1, -0.4, -0.05, 0.05, 0.3, 1, 2.2, 5, 30],
  "x > 0": [0.001, 0.2, 0.9, 1.5, 20, 1e4],
  "x > -1": [-0.99, -0.5, -0.01, 0.02, 1, 50],
  "x ≠ 0": [-20, -1, -0.1, 0.1, 1, 20],
  "cos x ≠ 0": [-1.4, -0.5, 0.1, 1.2, 2, 4],
};

describe.each(unaryOps)("the derivative row of %s", (op) => {
  const row = unaryRules[op];
  const slope = (conventions: Conventions = defaultConventions): Expr =>
    row.partial(x, unary(op, x), conventions);
  const at = (value: number): number => evaluateScalar(unary(op, x), point({ x: value }));
  const formula = (value: number): number => evaluateScalar(slope(), point({ x: value }));

  it.each(domains[row.validWhere])(`${row.law}, at %d`, (value) => {
    const found = slopesAt((t) => at(value + t), Math.min(1, Math.abs(value)));
    const expected = formula(value);
    const tolerance = 1e-8 * Math.abs(expected) + 10 * found.central.error + 1e-16;
    expect(found.kink).toBe(false);
    expect(Math.abs(found.central.value - expected)).toBeLessThanOrEqual(tolerance);
    // Far in a tail the value itself is nothing but rounding.
    const order = taylorSlope((h) => at(value + h), expected, Math.min(1, Math.abs(value)) / 8).slope;
    if (Math.abs(expected) > 1e-12 || expected === 0) expect(order).toBeGreaterThan(1.8);
  });

  it("is NaN at NaN", () => {
    const zeroEverywhere = op === "sign";
    expect(formula(Number.NaN)).toBe(zeroEverywhere ? 0 : Number.NaN);
  });

  const kink = row.atKink;
  if (kink === undefined) {
    it("has no kink at 0", () => {
      if (row.validWhere === "everywhere") expect(slopesAt(at, 1).kink).toBe(false);
    });
    return;
  }

  it(`has a kink at ${kink.x}, where ${kink.text(defaultConventions)} is chosen`, () => {
    const found = slopesAt((t) => at(kink.x + t), 1);
    expect(found.kink).toBe(true);
    expect(formula(kink.x)).toBe(Number(kink.value(defaultConventions).num));
    expect(formula(-kink.x) + 0).toBe(formula(kink.x));
    expect(formula(kink.x)).toBeGreaterThanOrEqual(found.left.value - 1e-9);
    expect(formula(kink.x)).toBeLessThanOrEqual(found.right.value + 1e-9);
  });

  it.each([[0, 1], [1, 2], [1, 1], [-1, 3]])("takes another convention, %d/%d", (num, den) => {
    const conventions: Conventions = { relu: rational(num, den), abs: rational(num, den) };
    const e = slope(conventions);
    expect(evaluateScalar(e, point({ x: kink.x }))).toBeCloseTo(num / den, 15);
    for (const side of [-0.5, 0.5])
      expect(evaluateScalar(e, point({ x: side }))).toBe(formula(side));
  }); // prettier-ignore

  it("has second derivative 0 almost everywhere, and at the kink", () => {
    const second = jacobian(
      rawCalculus(),
      { of: "y", value: slope(), axes: [], named: [] },
      { name: "x", indices: [] },
    );
    for (const value of [-1, 0, 2]) expect(evaluateScalar(second.value, point({ x: value }))).toBe(0);
  });
});

/** The gradient of a scalar by X or by a scalar, by both calculi; they must agree. */
function gradient(e: Expr, name: string, data: Record<string, Nested>): Nested {
  const indices = name === "X" ? [p] : [];
  const [raw, full] = [rawCalculus(), fullCalculus()].map((calculus) => {
    const { value, axes } = jacobian(calculus, { of: "C", value: e, axes: [], named: [] }, { name, indices });
    return nested(evaluate(value, axes, withSizes([e], point(data))));
  });
  expect(full).toEqual(raw);
  return raw!;
}

describe.each(binaryOps)("the derivative row of the binary %s", (op) => {
  const e = binary(op, a, b);
  const winner = (s: number, t: number): readonly [number, number] =>
    (op === "max" ? s > t : s < t) ? [1, 0] : [0, 1]; // prettier-ignore

  it.each([[1, 2], [2, 1], [-3, -2.5], [0, -0.1]])(`${binaryRules[op].law}, at %d and %d`, (s, t) => {
    expect([gradient(e, "a", { a: s, b: t }), gradient(e, "b", { a: s, b: t })]).toEqual(winner(s, t));
  }); // prettier-ignore

  it("splits a tie evenly, whatever the order of the arguments (traps T7, T9)", () => {
    for (const both of [binary(op, a, b), binary(op, b, a)])
      expect([gradient(both, "a", { a: 2, b: 2 }), gradient(both, "b", { a: 2, b: 2 })]).toEqual([0.5, 0.5]);
    expect([gradient(e, "a", { a: 0, b: -0 }), gradient(e, "b", { a: 0, b: -0 })]).toEqual([0.5, 0.5]);
  });

  it("has the derivative of x against a constant 0 on either side", () => {
    expect(gradient(binary(op, zero, a), "a", { a: 3 })).toEqual(
      gradient(binary(op, a, zero), "a", { a: 3 }),
    );
    expect(gradient(binary(op, zero, a), "a", { a: 0 })).toBe(0.5);
  });

  it("keeps NaN", () => {
    expect(gradient(e, "a", { a: Number.NaN, b: 1 })).toBeNaN();
  });
});

describe.each(reduceOps)("the derivative row of the reduction %s", (op) => {
  const e = reduce(op, [i], X);
  const numeric = (data: readonly number[]): number[] =>
    data.map((_, position) => {
      const at = (t: number): number =>
        evaluateScalar(e, point({ X: data.map((value, n) => (n === position ? value + t : value)) }));
      return slopesAt(at, 1).central.value;
    });

  it(`${reduceRules[op].law}, at random points`, () => {
    const random = randomStream(3);
    for (let run = 0; run < 10; run++) {
      const data = Array.from({ length: random.integer(1, 5) }, random.normal);
      const found = gradient(e, "X", { X: data }) as number[];
      for (const [n, slope] of numeric(data).entries()) expect(found[n]).toBeCloseTo(slope, 7);
    }
  });

  it("is 1 on an axis of length 1, and empty on an empty one", () => {
    expect(gradient(e, "X", { X: [0.7] })).toEqual([1]);
    if (op !== "max" && op !== "min") expect(gradient(e, "X", { X: [] })).toEqual([]);
  });
});

describe("reductions at singular points", () => {
  const of = (op: "prod" | "max" | "min" | "logsumexp"): Expr => reduce(op, [i], X);
  it("multiply without dividing (trap T31)", () => {
    expect(gradient(of("prod"), "X", { X: [0, 2, 3] })).toEqual([6, 0, 0]);
    expect(gradient(of("prod"), "X", { X: [0, 0, 3] })).toEqual([0, 0, 0]);
  });
  it("split ties evenly, so that the weights sum to 1 (trap T7)", () => {
    expect(gradient(of("max"), "X", { X: [2, 2, 1] })).toEqual([0.5, 0.5, 0]);
    expect(gradient(of("max"), "X", { X: [2, 2, 2, 2] })).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(gradient(of("min"), "X", { X: [2, 1, 1] })).toEqual([0, 0.5, 0.5]);
  });
  it("do not overflow at logits of ±1000 (trap T11)", () => {
    expect(gradient(of("logsumexp"), "X", { X: [1000, 0, -1000] })).toEqual([1, 0, 0]);
    for (const share of gradient(of("logsumexp"), "X", { X: [-1000, -1000] }) as number[])
      expect(share).toBeCloseTo(0.5, 12);
  });
});

describe("the derivative rows of power, product and select", () => {
  it.each([
    ["x^2 at 0", pow(x, constant(2)), 0, 0],
    ["x^3 at -2", pow(x, constant(3)), -2, 12],
    ["sqrt(x) at 0", pow(x, constant(rational(1, 2))), 0, Infinity],
    ["1/x at 2", pow(x, constant(-1)), 2, -0.25],
    ["x^(3/2) at 4", pow(x, constant(rational(3, 2))), 4, 3],
    ["2^x at 3", pow(constant(2), x), 3, 8 * Math.LN2],
    ["0^x at 2", pow(zero, x), 2, 0],
    ["x^x at 2", pow(x, x), 2, 4 * (1 + Math.LN2)],
    ["x x x at 3", mul(x, x, x), 3, 27],
  ])("d of %s", (_, e, at, expected) => {
    expect(gradient(e, "x", { x: at })).toBeCloseTo(expected, 12);
  });

  it("d of a select takes the branch that is taken, and guards the other one (trap T14)", () => {
    const guarded = select(iverson(">", x, zero), unary("log", x), zero);
    expect(gradient(guarded, "x", { x: -1 })).toBe(0);
    expect(gradient(guarded, "x", { x: 4 })).toBe(0.25);
    const onNumber = select(a, mul(x, x), sum(x, x));
    expect(gradient(onNumber, "x", { x: 3, a: 0 })).toBe(2);
    expect(gradient(onNumber, "x", { x: 3, a: -7 })).toBe(6);
  });
});
