import { affineConst, affineOf } from "../core/affine.ts";
import { reduce, sumOver } from "../core/bind.ts";
import {
  affineExpr,
  constant,
  div,
  entry,
  iverson,
  mul,
  one,
  pow,
  scale,
  sqrt,
  sum,
  unary,
  zero,
} from "../core/build.ts";
import type { Expr } from "../core/expr.ts";
import { namedIndex } from "../core/index.ts";

type Data = number | readonly number[] | readonly (readonly number[])[];

/** A rewrite that looks right and is not, with the point that refutes it. */
export interface RefutedRule {
  /** In ordinary notation, as the rule would be written. */
  readonly law: string;
  readonly left: Expr;
  readonly right: Expr;
  /** Data at which both sides differ. */
  readonly counterexample: Readonly<Record<string, Data>>;
  /** What is the matter, or what holds instead. */
  readonly why: string;
}

const three = affineConst(3);
const two = constant(2);
const [i, j, k] = [namedIndex("i", three), namedIndex("j", three), namedIndex("k", three)] as const;
const [x, y] = [entry("x", []), entry("y", [])] as const;
const [u, v] = [entry("u", [i]), entry("v", [i])] as const;
const product = (a: string, b: string): Expr => sumOver([j], mul(entry(a, [i, j]), entry(b, [j, k])));
const matrices = {
  A: [[0, 1, 0], [0, 0, 0], [0, 0, 0]],
  B: [[0, 0, 0], [1, 0, 0], [0, 0, 0]],
} as const; // prettier-ignore

/** Tested to stay refuted: no pass may turn the left side into the right one. */
export const refutedRules: readonly RefutedRule[] = [
  {
    law: "√(x²) = x",
    left: sqrt(pow(x, two)),
    right: x,
    counterexample: { x: -3 },
    why: "it is |x|",
  },
  {
    law: "x / x = 1",
    left: div(x, x),
    right: one,
    counterexample: { x: 0 },
    why: "the left side has no value at 0",
  },
  {
    law: "relu(x) / x = [x > 0]",
    left: div(unary("relu", x), x),
    right: iverson(">", x, zero),
    counterexample: { x: 0 },
    why: "the left side has no value at 0",
  },
  {
    law: "sign(x)² = 1",
    left: pow(unary("sign", x), two),
    right: one,
    counterexample: { x: 0 },
    why: "it is [x ≠ 0]",
  },
  {
    law: "[x > 0] + [x < 0] = 1",
    left: sum(iverson(">", x, zero), iverson(">", zero, x)),
    right: one,
    counterexample: { x: 0 },
    why: "it is [x ≠ 0]",
  },
  {
    law: "log(x y) = log x + log y",
    left: unary("log", mul(x, y)),
    right: sum(unary("log", x), unary("log", y)),
    counterexample: { x: -1, y: -2 },
    why: "it is log |x| + log |y|",
  },
  {
    law: "log(x²) = 2 log x",
    left: unary("log", pow(x, two)),
    right: scale(2, unary("log", x)),
    counterexample: { x: -2 },
    why: "it is 2 log |x|",
  },
  {
    law: "√(x y) = √x √y",
    left: sqrt(mul(x, y)),
    right: mul(sqrt(x), sqrt(y)),
    counterexample: { x: -1, y: -4 },
    why: "the right side needs x ≥ 0 and y ≥ 0",
  },
  {
    law: "relu(x + y) = relu(x) + relu(y)",
    left: unary("relu", sum(x, y)),
    right: sum(unary("relu", x), unary("relu", y)),
    counterexample: { x: 2, y: -1 },
    why: "relu is not linear",
  },
  {
    law: "A B = B A",
    left: product("A", "B"),
    right: product("B", "A"),
    counterexample: matrices,
    why: "matrices do not commute",
  },
  {
    law: "(A B)ᵀ = Aᵀ Bᵀ",
    left: sumOver([j], mul(entry("A", [k, j]), entry("B", [j, i]))),
    right: sumOver([j], mul(entry("A", [j, i]), entry("B", [k, j]))),
    counterexample: matrices,
    why: "it is Bᵀ Aᵀ",
  },
  {
    law: "(Σ u) (Σ v) = Σ u v",
    left: mul(sumOver([i], u), sumOver([i], v)),
    right: sumOver([i], mul(u, v)),
    counterexample: { u: [1, 0, 0], v: [0, 1, 0] },
    why: "the mixed products are missing",
  },
  {
    law: "Π_{k≠i} u_k = (Π u) / u_i",
    left: reduce("prod", [k], sum(mul(iverson("!=", position(k), position(i)), entry("u", [k])), iverson("==", position(k), position(i)))), // prettier-ignore
    right: div(reduce("prod", [k], entry("u", [k])), u),
    counterexample: { u: [0, 2, 3] },
    why: "0 / 0 at a zero factor; the derivative of a product must not divide",
  },
  {
    law: "max(u + v) = max(u) + max(v)",
    left: reduce("max", [i], sum(u, v)),
    right: sum(reduce("max", [i], u), reduce("max", [i], v)),
    counterexample: { u: [1, 0, 0], v: [0, 1, 0] },
    why: "the maxima stand at different places",
  },
  {
    law: "logsumexp(2 u) = 2 logsumexp(u)",
    left: reduce("logsumexp", [i], scale(2, u)),
    right: scale(2, reduce("logsumexp", [i], u)),
    counterexample: { u: [0, 0, 0] },
    why: "only a shift comes out, no factor",
  },
  {
    law: "Σ u² = (Σ u)²",
    left: sumOver([i], pow(u, two)),
    right: pow(sumOver([i], u), two),
    counterexample: { u: [1, 1, 0] },
    why: "the mixed products are missing",
  },
];

function position(index: typeof i): Expr {
  return affineExpr(affineOf(index));
}
