import { describe, expect, it } from "vitest";
import { Equations } from "../../src/4-simplify/equations.ts";
import { Facts } from "../../src/4-simplify/facts.ts";
import type { Context, Rule } from "../../src/4-simplify/rule.ts";
import { allRules } from "../../src/4-simplify/rules.ts";
import { simplifier } from "../../src/4-simplify/simplify.ts";
import { affineConst, affineOf, shiftAffine } from "../../src/core/affine.ts";
import { matrix, reduce, sumOver } from "../../src/core/bind.ts";
import {
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
  reciprocal,
  scale,
  sqrt,
  sub,
  sum,
  tensor,
  unary,
  zero,
} from "../../src/core/build.ts";
import type { Expr } from "../../src/core/expr.ts";
import { namedIndex, type Index } from "../../src/core/index.ts";
import type { Assumption } from "../../src/core/step.ts";
import { symbolicSize } from "../../src/5-evaluate/point.ts";
import { show } from "../support/show.ts";
import { assertSameFunction } from "./same-function.ts";

const n = symbolicSize("n");
const [i, j, k] = ["i", "j", "k"].map((name) => namedIndex(name, n)) as [Index, Index, Index];
const vector =
  (name: string) =>
  (index: Index): Expr =>
    entry(name, [index]);
const [f, g, h, y] = [vector("f"), vector("g"), vector("h"), vector("y")];
const [x, c, d, s] = ["x", "c", "d", "s"].map((name) => entry(name, [])) as [Expr, Expr, Expr, Expr];
const exp = (e: Expr): Expr => unary("exp", e);
const log = (e: Expr): Expr => unary("log", e);
const square = (e: Expr): Expr => pow(e, constant(2));
const mean = div(sumOver([i], f(i)), affineExpr(n));
const normalised: Assumption = { text: "sum(i, y[i]) == 1", left: sumOver([i], y(i)), right: one };

const [r, q, l] = ["r", "q", "l"].map((name) => namedIndex(name, n)) as [Index, Index, Index];
const w = namedIndex("w", symbolicSize("m"));
const square2 =
  (name: string) =>
  (row: Index, column: Index): Expr =>
    entry(name, [row, column]);
const [A, B] = [square2("A"), square2("B")];
const W = (row: Index, column: Index): Expr => entry("W", [row, column]);
const inv = (body: Expr, row: Index = i, column: Index = k): Expr =>
  matrix("inv", [r, q], body, [affineOf(row), affineOf(column)]);
const det = (body: Expr): Expr => matrix("det", [r, q], body, []);
const logdet = (body: Expr): Expr => matrix("logdet", [r, q], body, []);
const unitOf = delta(affineOf(r), affineOf(q));
const gram = sumOver([w], mul(W(w, r), W(w, q)));
const squareGram = sumOver([l], mul(B(l, r), B(l, q)));
const symmetricA: Assumption = { text: "A symmetric", left: A(i, j), right: A(j, i) };
const one1 = affineConst(1);
const [r1, q1] = [namedIndex("r", one1), namedIndex("q", one1)];

interface Row {
  /** Left sides to which the rule applies. */
  readonly fires: readonly Expr[];
  /** Look-alikes whose side condition fails, or is not known to hold. */
  readonly blocked?: readonly Expr[];
  readonly assumptions?: readonly Assumption[];
  readonly positive?: readonly Expr[];
}

/** Examples for every row of the table of rewrites. */
const rows: Readonly<Record<string, Row>> = {
  "log-exp": { fires: [log(exp(f(i)))], blocked: [log(f(i)), log(sum(one, exp(f(i))))] },
  "exp-log": { fires: [exp(log(x))], blocked: [exp(neg(log(x)))] },
  "unit-matrix": {
    fires: [
      inv(unitOf), det(unitOf), logdet(unitOf),
      matrix("inv", [r1, q1], tensor("f", [one1], [affineOf(r1)]), [one1, one1]),
      matrix("logdet", [r1, q1], tensor("f", [one1], [affineOf(q1)]), []),
    ],
    blocked: [inv(A(r, q)), det(sum(A(r, q), unitOf))],
  }, // prettier-ignore
  "inverse-of-inverse": {
    fires: [inv(inv(A(r, q), r, q)), inv(inv(A(r, q), q, r)), det(inv(A(r, q), r, q)), logdet(inv(A(r, q), q, r))],
    blocked: [inv(sum(inv(A(r, q), r, q), unitOf)), det(A(r, q))],
  }, // prettier-ignore
  "scale-of-matrix": {
    fires: [
      inv(scale(-2, A(r, q))), inv(mul(c, A(r, q))), inv(mul(f(r), A(r, q), g(q))), inv(mul(f(r), unitOf)),
      det(scale(2, A(r, q))), det(mul(c, f(r), g(q), A(r, q))), logdet(scale(-3, A(r, q))), logdet(mul(c, f(q), A(r, q))),
    ].filter((e) => e.kind === "matrix"),
    blocked: [inv(A(r, q)), det(mul(f(r), g(q))), det(sub(A(r, q), A(q, r))), det(sub(A(q, r), A(r, q)))],
  }, // prettier-ignore
  "product-of-matrices": {
    fires: [
      inv(sumOver([j], mul(A(r, j), B(j, q)))), inv(sumOver([j], mul(A(j, r), B(q, j)))),
      det(sumOver([j, l], mul(A(r, j), B(l, j), A(q, l)))), logdet(sumOver([j], mul(A(r, j), B(j, q)))),
    ],
    blocked: [inv(gram), det(sumOver([j], mul(A(r, j), B(j, q), f(r), g(q), A(r, q))))],
  }, // prettier-ignore
  "symmetric-inverse": {
    fires: [inv(A(r, q), k, i), inv(sum(A(r, q), unitOf), k, i)],
    blocked: [inv(A(r, q), i, k), inv(B(r, q), k, i), inv(sum(A(r, q), B(r, q)), k, i)],
    assumptions: [symmetricA],
  },
  "log-determinant": {
    fires: [log(unary("abs", det(A(r, q))))],
    blocked: [log(mul(c, det(A(r, q)))), unary("abs", det(A(r, q)))],
  },
  "cancel-determinant": {
    fires: [mul(det(A(r, q)), reciprocal(det(A(r, q))), inv(A(r, q))), mul(square(det(A(r, q))), reciprocal(det(A(r, q))), inv(A(r, q)), c)],
    blocked: [mul(det(A(r, q)), reciprocal(det(A(r, q)))), mul(det(A(r, q)), reciprocal(det(A(r, q))), inv(B(r, q)))],
  }, // prettier-ignore
  "cancel-inverse": {
    fires: [
      sumOver([j], mul(inv(A(r, q), i, j), A(j, k))), sumOver([j], mul(inv(A(r, q), j, k), A(i, j), c)),
      sumOver([j], mul(inv(squareGram, i, j), sumOver([l], mul(B(l, j), B(l, k), c)))),
      sumOver([j], mul(inv(sum(A(r, q), unitOf), i, j), sum(A(j, k), delta(affineOf(j), affineOf(k))))),
      sumOver([j], mul(inv(mul(f(r), A(r, q)), i, j), A(j, k), f(j))),
    ],
    blocked: [
      sumOver([j], mul(inv(A(r, q), i, j), A(k, j))), sumOver([j], mul(inv(A(r, q), i, j), A(j, k), f(j))),
      sumOver([j], mul(inv(A(r, q), i, j), B(j, k))), sumOver([j], mul(inv(A(r, q), j, j), A(j, k))),
    ],
  }, // prettier-ignore
  "log-product": {
    fires: [log(mul(unary("sigmoid", c), exp(x))), log(div(exp(x), sum(one, exp(c))))],
    blocked: [log(mul(c, exp(x))), log(mul(unary("relu", c), exp(x)))],
  },
  cancel: {
    fires: [mul(sum(one, exp(x)), pow(sum(one, exp(x)), constant(-2))), mul(square(c), pow(c, constant(-1)))],
    blocked: [mul(square(d), pow(d, constant(-1))), mul(unary("relu", x), reciprocal(unary("relu", x)))],
    positive: [c],
  },
  "cancel-exp": { fires: [mul(exp(x), exp(neg(x)), c)], blocked: [mul(exp(x), exp(neg(c)))] },
  "absorb-mask": {
    fires: [
      mul(iverson(">", x, zero), unary("relu", x)),
      mul(iverson(">", x, zero), square(unary("relu", x)), c),
    ],
    blocked: [mul(iverson(">", c, zero), unary("relu", x)), mul(iverson(">=", zero, x), unary("relu", x))],
  },
  "sign-abs": { fires: [mul(unary("sign", x), x, c)], blocked: [mul(unary("sign", x), c)] },
  "abs-square": {
    fires: [
      square(unary("abs", x)),
      sqrt(square(x)),
      pow(pow(x, constant(4)), constant({ num: 1n, den: 2n })),
    ],
    blocked: [pow(unary("abs", x), constant(3)), sqrt(pow(x, constant(3)))],
  },
  "abs-positive": {
    fires: [unary("abs", exp(x)), unary("abs", unary("relu", x))],
    blocked: [unary("abs", x), unary("abs", log(x))],
  },
  "relu-positive": {
    fires: [unary("relu", exp(x)), unary("relu", square(x))],
    blocked: [unary("relu", x), unary("relu", unary("tanh", x))],
  },
  "mask-of-relu": {
    fires: [iverson(">", unary("relu", x), zero)],
    blocked: [iverson(">=", unary("relu", x), zero), iverson(">", unary("relu", x), one)],
  },
  "logsumexp-shift": {
    fires: [reduce("logsumexp", [i], sum(f(i), c))],
    blocked: [reduce("logsumexp", [i], scale(2, f(i))), reduce("max", [i], sum(f(i), c))],
  },
  factor: {
    fires: [
      sum(mul(c, x), mul(d, x)),
      sum(mul(c, square(x)), mul(d, pow(x, constant(3)))),
      sub(mul(c, reciprocal(x)), reciprocal(x)),
    ],
    blocked: [sum(mul(c, x), mul(d, reciprocal(x))), sum(x, mul(c, sqrt(x)))],
  },
  "factor-some": { fires: [sum(mul(c, x), mul(d, x), s)], blocked: [sum(c, d, s)] },
  softmax: {
    fires: [div(exp(f(i)), sumOver([j], exp(f(j))))],
    blocked: [div(exp(f(i)), sumOver([j], f(j))), mul(exp(f(i)), sumOver([j], exp(f(j))))],
  },
  "log-sum-exp": { fires: [log(sumOver([j], exp(f(j))))], blocked: [log(sumOver([j], mul(c, exp(f(j)))))] },
  sigmoid: {
    fires: [reciprocal(sum(one, exp(neg(x))))],
    blocked: [reciprocal(sub(exp(x), one)), reciprocal(sum(constant(2), exp(x)))],
  },
  "sigmoid-quotient": { fires: [div(exp(x), sum(one, exp(x)))], blocked: [div(exp(c), sum(one, exp(x)))] },
  "sigmoid-flip": {
    fires: [mul(exp(x), unary("sigmoid", neg(x)))],
    blocked: [mul(exp(x), unary("sigmoid", x))],
  },
  softplus: {
    fires: [log(sum(one, exp(x))), unary("log1p", exp(x)), log(unary("sigmoid", x))],
    blocked: [log(sum(constant(2), exp(x))), unary("log1p", x)],
  },
  "log-one-minus-sigmoid": {
    fires: [log(sub(one, unary("sigmoid", x)))],
    blocked: [log(sub(constant(2), unary("sigmoid", x)))],
  },
  "contract-delta": {
    fires: [
      sumOver([i], mul(delta(affineOf(i), affineOf(k)), f(i))),
      sumOver([i], mul(delta(affineOf(i), shiftAffine(affineOf(k), 1)), f(i))),
      sumOver([i, j], mul(delta(affineOf(i), affineOf(j)), f(i), g(j))),
      sumOver([i], mul(delta(affineOf(i), affineConst(2)), f(i))),
    ],
    blocked: [
      sumOver([i], mul(iverson("!=", affineExpr(affineOf(i)), affineExpr(affineOf(k))), f(i))),
      sumOver([i], mul(iverson("==", f(i), c), g(i))),
      reduce("prod", [i], mul(delta(affineOf(i), affineOf(k)), f(i))),
    ],
  },
  "split-delta": {
    fires: [sumOver([i], mul(sum(delta(affineOf(i), affineOf(k)), g(i)), f(i)))],
    blocked: [sumOver([i], mul(sub(g(i), h(i)), f(i)))],
  },
  "factor-out-of-sum": {
    fires: [sumOver([i], mul(c, f(i))), sumOver([i, j], mul(f(i), g(j))), sumOver([i], mul(f(i), g(k)))],
    blocked: [sumOver([i], mul(f(i), g(i))), reduce("max", [i], mul(c, f(i)))],
  },
  "split-constant": { fires: [sumOver([i], sum(f(i), c))], blocked: [sumOver([i], sum(f(i), g(i)))] },
  "drop-zero-sum": {
    fires: [sumOver([i], sum(square(f(i)), mul(c, sub(f(i), mean))))],
    blocked: [sumOver([i], sum(square(f(i)), mul(c, sub(f(i), scale(2, mean)))))],
  },
  "split-known-sum": {
    fires: [sumOver([i], mul(y(i), sum(f(i), c)))],
    blocked: [sumOver([i], mul(g(i), sum(f(i), c))), sumOver([i], mul(y(i), sum(f(i), g(i))))],
    assumptions: [normalised],
  },
  "merge-sums": {
    fires: [sum(sumOver([i], mul(f(i), g(i))), sumOver([j], mul(f(j), h(j))))],
    blocked: [sum(sumOver([i], f(i)), sumOver([j], square(g(j))))],
  },
  separate: {
    fires: [sum(mul(f(i), c), mul(f(i), d), mul(g(i), c), mul(g(i), d))],
    blocked: [sum(mul(f(i), c), mul(f(i), d), mul(g(i), c), scale(2, mul(g(i), d)))],
  },
  "common-denominator": {
    fires: [sub(div(c, sum(one, exp(x))), div(mul(c, exp(x)), square(sum(one, exp(x)))))],
    blocked: [sum(div(c, sum(one, exp(x))), d)],
  },
  assume: { fires: [sumOver([i], y(i))], blocked: [sumOver([i], g(i))], assumptions: [normalised] },
};

const contextOf = ({ assumptions = [], positive = [] }: Row): Context => {
  const simple = simplifier({ assumptions, positive });
  return {
    facts: new Facts(positive),
    equations: new Equations(assumptions),
    simplify: (e) => ({ value: simple(e).value, assumptions: [] }),
  };
};

/** The expression the row makes of e, at e itself. */
function applied(row: Rule, e: Expr, context: Context): Expr | undefined {
  if (row.at !== e.kind && row.id !== "assume") return undefined;
  const rewritten = row.id === "assume" ? context.equations.rewrite(e) : row.apply(e, context);
  if (rewritten === undefined) return undefined;
  return "kind" in rewritten ? rewritten : rewritten.value;
}

describe("the table of rewrites", () => {
  it("has examples for every row", () => {
    expect(Object.keys(rows).sort()).toEqual([...new Set(allRules.map(({ id }) => id))].sort());
  });
});

describe.each(allRules)("$law ($id)", (row) => {
  const examples = rows[row.id]!;
  const { assumptions = [], positive = [] } = examples;
  const options = { assumptions, positive, points: 6 };

  it.each(examples.fires.map((e) => [show(e), e] as const))("holds for %s", (_, left) => {
    const right = applied(row, left, contextOf(examples));
    expect(right).toBeDefined();
    expect(right).not.toBe(left);
    assertSameFunction(left, right!, options);
  });

  it.each((examples.blocked ?? []).map((e) => [show(e), e] as const))("leaves %s alone", (_, left) => {
    expect(applied(row, left, contextOf(examples))).toBeUndefined();
  });

  it("is an equality wherever the whole simplifier uses it, also on its look-alikes", () => {
    for (const e of [...examples.fires, ...(examples.blocked ?? [])])
      assertSameFunction(e, simplifier({ assumptions, positive })(e).value, options);
  });
});

describe("contraction at the ends of an axis", () => {
  const x1 = tensor("f", [n], [affineOf(i)]);
  it("gives 0 where the slot lies outside", () => {
    const shifted = sumOver([i], mul(delta(affineOf(i), shiftAffine(affineOf(k), 1)), x1));
    assertSameFunction(shifted, simplifier()(shifted).value, { thin: true, points: 12 });
    const before = sumOver([i], mul(delta(affineOf(i), shiftAffine(affineOf(k), -1)), x1));
    assertSameFunction(before, simplifier()(before).value, { thin: true, points: 12 });
  });
});
