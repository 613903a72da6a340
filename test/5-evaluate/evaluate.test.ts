import { describe, expect, it } from "vitest";
import { affine, affineConst, affineOf, shiftAffine, subAffine, type Affine } from "../../src/core/affine.ts";
import { reduce, sumOver } from "../../src/core/bind.ts";
import {
  add,
  affineExpr,
  constant,
  delta,
  div,
  entry,
  iverson,
  mul,
  neg,
  one,
  pow,
  scale,
  select,
  sqrt,
  sub,
  sum,
  tensor,
  unary,
  zero,
} from "../../src/core/build.ts";
import { erf, erfc } from "../../src/core/erf.ts";
import type { Expr } from "../../src/core/expr.ts";
import { namedIndex, type Index } from "../../src/core/index.ts";
import { ONE, rational } from "../../src/core/rational.ts";
import { evaluate, evaluateScalar } from "../../src/5-evaluate/evaluate.ts";
import { EvaluationError } from "../../src/5-evaluate/failure.ts";
import { dense, nested, point, symbolicSize, type Nested } from "../../src/5-evaluate/point.ts";
import { kinkPoint, notes, notesPoint, notesValues, softmax, symbolicNotes } from "../support/notes.ts";

const three = affineConst(3);
const [i, j] = ["i", "j"].map((name) => namedIndex(name, three)) as [Index, Index];
const x = (index: Index): Expr => entry("x", [index]);
const scalar = (name: string): Expr => entry(name, []);
const values = (e: Expr, order: readonly Index[], data: Record<string, Nested>): Nested =>
  nested(evaluate(e, order, point(data)));
const value = (e: Expr, data: Record<string, Nested>): number => evaluateScalar(e, point(data));
const reasonOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof EvaluationError) return error.reason.kind;
    throw error;
  }
  return "none";
};

describe("the notes' network", () => {
  it.each(["h", "O", "p", "dO"] as const)("has the worked value of %s", (name) => {
    const e = notes[name];
    const found = evaluate(e, e.free, notesPoint);
    for (const [n, expected] of notesValues[name].entries()) expect(found.values[n]).toBeCloseTo(expected, 4);
  });

  it("has the worked cost and the worked gradient", () => {
    expect(evaluateScalar(notes.Cost, notesPoint)).toBeCloseTo(notesValues.Cost, 6);
    const dW0 = nested(evaluate(notes.dW0, [notes.i, notes.j], notesPoint)) as number[][];
    for (const [n, expected] of notesValues.dW0Row2.entries()) expect(dW0[1]![n]).toBeCloseTo(expected, 4);
  });

  it("takes its symbolic sizes from the data", () => {
    expect(evaluateScalar(symbolicNotes.Cost, notesPoint)).toBe(evaluateScalar(notes.Cost, notesPoint));
  });

  it("has hidden unit 3 at 0 at the kink, up to the rounding of 0.6 - 0.4 - 0.2", () => {
    expect(Math.abs(evaluate(notes.h, [notes.j], kinkPoint).values[2]!)).toBeLessThan(2 ** -53);
  });

  it("is evaluated in the order of axes that is asked for", () => {
    const straight = nested(evaluate(notes.dW1, [notes.j, notes.k], notesPoint)) as number[][];
    const turned = nested(evaluate(notes.dW1, [notes.k, notes.j], notesPoint)) as number[][];
    expect(turned.map((row) => row.length)).toEqual([4, 4, 4]);
    for (const [r, row] of straight.entries())
      for (const [c, entry] of row.entries()) expect(turned[c]![r]).toBe(entry);
  });
});

describe("brackets", () => {
  it("annihilate a factor that is infinite, NaN or does not exist", () => {
    expect(values(mul(delta(affineOf(i), affineConst(2)), x(i)), [i], { x: [Infinity, 5, NaN] })).toEqual([
      0, 5, 0,
    ]);
    const before = tensor("x", [three], [shiftAffine(affineOf(i), -1)]);
    const guarded = mul(iverson(">", affineExpr(affineOf(i)), one), before);
    expect(values(guarded, [i], { x: [7, 8, 9] })).toEqual([0, 7, 8]);
    expect(
      values(select(iverson(">", affineExpr(affineOf(i)), one), before, constant(-1)), [i], { x: [7, 8, 9] }),
    ) //
      .toEqual([-1, 7, 8]);
  });

  it("annihilate also as a weighted sum, as the distributive law demands", () => {
    const [a, b] = [scalar("a"), scalar("b")];
    const share = add([
      { coef: ONE, expr: iverson(">", a, b) },
      { coef: rational(1, 2), expr: iverson("==", a, b) },
    ]);
    expect(value(mul(share, scalar("g")), { a: 1, b: 2, g: Infinity })).toBe(0);
    expect(value(mul(share, scalar("g")), { a: 2, b: 2, g: 6 })).toBe(3);
    expect(value(mul(sumOver([i], delta(affineOf(i), affineConst(4))), scalar("g")), { g: 1 })).toBe(0);
  });

  it("are NaN where a side is NaN, and so is a select", () => {
    const bracket = iverson(">", scalar("a"), zero);
    expect(value(bracket, { a: NaN })).toBeNaN();
    expect(value(mul(bracket, scalar("b")), { a: NaN, b: 3 })).toBeNaN();
    expect(value(select(bracket, one, constant(2)), { a: NaN })).toBeNaN();
    expect(value(select(scalar("a"), one, constant(2)), { a: NaN })).toBeNaN();
  });

  it("count as the number 0 everywhere else", () => {
    const off = iverson(">", scalar("a"), zero);
    expect(value(unary("exp", off), { a: -1 })).toBe(1);
    expect(value(sum(off, scalar("b")), { a: -1, b: 4 })).toBe(4);
    expect(values(off, [], { a: -1 })).toBe(0);
    expect(value(reduce("max", [i], mul(iverson(">", x(i), zero), x(i))), { x: [-3, -2, -1] })).toBe(0);
  });

  it("guard the branch that is not taken", () => {
    const guarded = select(iverson(">", scalar("a"), zero), unary("log", scalar("a")), zero);
    expect(value(guarded, { a: -1 })).toBe(0);
  });
});

describe("NaN, infinities and signed zeros", () => {
  it("pass through relu, max and sums", () => {
    for (const op of ["relu", "abs", "sign", "gelu", "erf", "softplus", "sigmoid", "tanh"] as const)
      expect(value(unary(op, scalar("a")), { a: NaN }), op).toBeNaN();
    expect(value(reduce("max", [i], x(i)), { x: [1, NaN, 2] })).toBeNaN();
    expect(value(reduce("logsumexp", [i], x(i)), { x: [1, NaN, 2] })).toBeNaN();
    expect(value(sumOver([i], x(i)), { x: [Infinity, -Infinity, 0] })).toBeNaN();
  });

  it("give relu(-0) = +0", () => {
    expect(value(unary("relu", scalar("a")), { a: -0 })).toBe(0);
    expect(value(neg(scalar("a")), { a: 0 })).toBe(-0);
  });

  it("multiply to NaN with an ordinary 0", () => {
    expect(value(mul(scalar("a"), scalar("b")), { a: 0, b: Infinity })).toBeNaN();
  });
});

describe("0 · log 0", () => {
  const cross = (index: Index): Expr =>
    neg(sumOver([index], mul(entry("y", [index]), unary("log", x(index)))));
  it("is 0 in a cross entropy (trap T13)", () => {
    expect(value(cross(i), { y: [0, 1, 0], x: [0, 0.5, 0.5] })).toBeCloseTo(Math.LN2, 15);
  });
  it("is infinite when the label is not 0, and NaN stays NaN", () => {
    expect(value(cross(i), { y: [0, 1, 0], x: [0.5, 0, 0.5] })).toBe(Infinity);
    expect(value(cross(i), { y: [0, 1, 0], x: [NaN, 0.5, 0.5] })).toBeNaN();
    expect(value(cross(i), { y: [NaN, 1, 0], x: [0, 0.5, 0.5] })).toBeNaN();
  });
  it("holds for a logarithm only", () => {
    expect(value(mul(scalar("a"), scalar("b")), { a: 0, b: -Infinity })).toBeNaN();
    expect(value(mul(scalar("a"), unary("log", scalar("b"))), { a: 0, b: Infinity })).toBeNaN();
  });
  it("makes the derivative of 0^x vanish, not fail", () => {
    const derivative = mul(pow(scalar("b"), scalar("a")), unary("log", scalar("b")));
    expect(value(derivative, { a: 2, b: 0 })).toBe(0);
  });
});

describe("extreme logits", () => {
  it("do not overflow in softmax and log-sum-exp", () => {
    expect(values(softmax(i, x(i)), [i], { x: [1000, 0, -1000] })).toEqual([1, 0, 0]);
    expect(value(reduce("logsumexp", [i], x(i)), { x: [1000, 1000, 0] })).toBeCloseTo(1000 + Math.LN2, 12);
    expect(value(reduce("logsumexp", [i], x(i)), { x: [-1000, -1000, -1000] })).toBeCloseTo(
      Math.log(3) - 1000,
      12,
    );
  });
  it("may be infinite", () => {
    expect(value(reduce("logsumexp", [i], x(i)), { x: [-Infinity, -Infinity, -Infinity] })).toBe(-Infinity);
    expect(value(reduce("logsumexp", [i], x(i)), { x: [0, Infinity, 0] })).toBe(Infinity);
    expect(values(softmax(i, x(i)), [i], { x: [0, -Infinity, 0] })).toEqual([0.5, 0, 0.5]);
  });
});

describe("empty and one-long axes", () => {
  const n = symbolicSize("n");
  const k = namedIndex("k", n);
  const over = (op: "sum" | "prod" | "max" | "min" | "logsumexp"): Expr => reduce(op, [k], x(k));
  it("sum to 0, multiply to 1, log-sum-exp to -Infinity", () => {
    expect(value(over("sum"), { x: [] })).toBe(0);
    expect(value(over("prod"), { x: [] })).toBe(1);
    expect(value(over("logsumexp"), { x: [] })).toBe(-Infinity);
  });
  it("have no maximum and no minimum", () => {
    expect(reasonOf(() => value(over("max"), { x: [] }))).toBe("empty-extremum");
    expect(() => value(over("min"), { x: [] })).toThrow("min over nothing has no value");
  });
  it("have a maximum that is not demanded where a bracket is false", () => {
    const guarded = select(iverson(">", affineExpr(n), zero), over("max"), constant(-1));
    expect(value(guarded, { x: [] })).toBe(-1);
    expect(value(guarded, { x: [3] })).toBe(3);
  });
  it("give empty results", () => {
    expect(evaluate(x(k), [k], point({ x: [] }))).toEqual({ shape: [0], values: new Float64Array() });
    expect(values(softmax(k, x(k)), [k], { x: [5] })).toEqual([1]);
  });
});

describe("slots and sizes", () => {
  it("count from 1 and may be shifted, repeated and constant", () => {
    const next = tensor("x", [three], [subAffine(affineConst(4), affineOf(i))]);
    expect(values(next, [i], { x: [1, 2, 3] })).toEqual([3, 2, 1]);
    const X = (a: Affine, b: Affine): Expr => tensor("X", [three, three], [a, b]);
    const data = { X: [[1, 2, 3], [4, 5, 6], [7, 8, 9]] }; // prettier-ignore
    expect(value(sumOver([i], X(affineOf(i), affineOf(i))), data)).toBe(15);
    expect(values(X(affineConst(2), affineOf(i)), [i], data)).toEqual([4, 5, 6]);
    expect(values(X(affineOf(j), affineOf(i)), [i, j], data)).toEqual([[1, 4, 7], [2, 5, 8], [3, 6, 9]]); // prettier-ignore
  });

  it("out of range are an error that names the tensor, the slot and the range", () => {
    const beyond = tensor("x", [three], [shiftAffine(affineOf(i), 1)]);
    expect(() => values(beyond, [i], { x: [1, 2, 3] })).toThrow("slot 1 of x is 4, outside 1..3");
  });

  it("are numbers where an index or a length stands as one", () => {
    expect(values(affineExpr(affine([[i, 2]], 1)), [i], { x: [0, 0, 0] })).toEqual([3, 5, 7]);
    const n = symbolicSize("n");
    const k = namedIndex("k", n);
    expect(value(div(sumOver([k], x(k)), affineExpr(n)), { x: [1, 2, 3, 6] })).toBe(3);
  });

  it("that do not fit the data are an error that names both shapes", () => {
    expect(() => values(x(i), [i], { x: [1, 2] })).toThrow(
      "x is declared with shape [3], but its data has shape [2]",
    );
    const n = symbolicSize("n");
    const k = namedIndex("k", n);
    const two = mul(x(k), entry("y", [k]));
    expect(() => values(two, [k], { x: [1, 2], y: [1, 2, 3] })).toThrow(
      "y is declared with shape [n = 2], but its data has shape [3]",
    );
    expect(() => values(x(i), [i], { x: 5 })).toThrow("data has shape a scalar");
  });

  it("that nobody tells are an error", () => {
    expect(reasonOf(() => value(affineExpr(symbolicSize("n")), {}))).toBe("unknown-size");
    expect(reasonOf(() => value(scalar("a"), {}))).toBe("missing-tensor");
    expect(reasonOf(() => evaluate(x(i), [], point({ x: [1, 2, 3] })))).toBe("unlisted-index");
  });

  it("that would exhaust the memory are refused", () => {
    const many = Array.from({ length: 9 }, (_, n) => namedIndex(`a${n}`, affineConst(10)));
    const e = mul(...many.map((index) => entry("v", [index])));
    expect(reasonOf(() => value(sumOver(many, e), { v: Array.from({ length: 10 }, () => 1) }))).toBe(
      "too-large",
    );
  });
});

describe("nested data", () => {
  it("come back as they went in", () => {
    const data = [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]; // prettier-ignore
    expect(nested(dense(data))).toEqual(data);
    expect(nested(dense(7))).toBe(7);
    expect(nested(dense([], [2, 0]))).toEqual([[], []]);
  });
  it("must not be ragged", () => {
    expect(() => dense([[1, 2], [3]])).toThrow("ragged");
    expect(() => dense([1, [2]])).toThrow("ragged");
  });
});

describe("an expression nested 10,000 deep", () => {
  it("is evaluated without overflowing the stack", () => {
    let e: Expr = scalar("a");
    for (let depth = 0; depth < 10_000; depth++)
      e = unary(depth % 2 === 0 ? "tanh" : "relu", sum(e, scalar("b")));
    expect(e.height).toBeGreaterThan(10_000);
    expect(value(e, { a: 0.5, b: 0.01 })).toBeGreaterThan(0);
  });
});

describe("powers", () => {
  it("take roots exactly and reciprocals of 0 as infinite", () => {
    expect(value(sqrt(scalar("a")), { a: 2 })).toBe(Math.SQRT2);
    expect(value(pow(scalar("a"), constant(-1)), { a: 0 })).toBe(Infinity);
    expect(value(pow(scalar("a"), constant(3)), { a: -2 })).toBe(-8);
    expect(value(pow(scalar("a"), constant(rational(-3, 2))), { a: 4 })).toBe(1 / 8);
    expect(value(pow(scalar("a"), scalar("b")), { a: 0, b: 0 })).toBe(1);
  });
  it("do not lose a small difference in log1p and expm1", () => {
    expect(value(unary("log1p", scalar("a")), { a: 1e-20 })).toBe(1e-20);
    expect(value(unary("expm1", scalar("a")), { a: 1e-20 })).toBe(1e-20);
    expect(value(scale(rational(1, 3), scalar("a")), { a: 3 })).toBe(1);
  });
  it("leave x - x = 0 to the constructors only where it is", () => {
    expect(value(sub(scalar("a"), scalar("b")), { a: Infinity, b: Infinity })).toBeNaN();
  });
});

describe("erf", () => {
  // From the C library's erf and erfc, which agree with Abramowitz & Stegun, table 7.1.
  it.each([
    [0, 0],
    [1e-10, 1.1283791670955126e-10],
    [0.3, 0.3286267594591274],
    [0.46875, 0.49261347321793797],
    [0.5, 0.5204998778130465],
    [1, 0.8427007929497149],
    [2, 0.9953222650189527],
    [3.5, 0.9999992569016276],
    [6, 1],
  ])("is right at %d and at its negative", (at, expected) => {
    expect(Math.abs(erf(at) - expected)).toBeLessThanOrEqual(2 ** -52 * expected);
    expect(erf(-at)).toBe(-erf(at));
  });
  it.each([
    [0.2, 0.7772974107895215],
    [1, 0.15729920705028513],
    [3, 2.209049699858544e-5],
    [5, 1.5374597944280349e-12],
    [10, 2.088487583762545e-45],
    [26, 5.663192408856143e-296],
  ])("has a complement without cancellation at %d", (at, expected) => {
    expect(Math.abs(erfc(at) / expected - 1)).toBeLessThan(4e-15);
    expect(erfc(-at)).toBeCloseTo(2 - erfc(at), 15);
  });
  it("is bounded, and NaN at NaN", () => {
    expect([erf(Infinity), erf(-Infinity), erfc(Infinity), erfc(-Infinity)]).toEqual([1, -1, 0, 2]);
    expect([erf(NaN), erfc(NaN)]).toEqual([NaN, NaN]);
  });
  it("gives a gelu that is 0 far on the left and x far on the right", () => {
    const gelu = (a: number): number => value(unary("gelu", scalar("a")), { a });
    expect([gelu(-1000), gelu(1000), gelu(-Infinity), gelu(Infinity)]).toEqual([-0, 1000, 0, Infinity]);
    expect(gelu(1)).toBeCloseTo(0.8413447460685429, 15);
  });
});
