import { affineConst } from "../../src/core/affine.ts";
import { reduce, sumOver } from "../../src/core/bind.ts";
import { entry, iverson, mul, sub, unary, zero } from "../../src/core/build.ts";
import type { Expr } from "../../src/core/expr.ts";
import { namedIndex, type Index } from "../../src/core/index.ts";

/** The notes' network in closed form, written by hand: 3 inputs, 4 hidden units, 3 outputs, Σy = 1. */
const [i, j, k] = [
  namedIndex("i", affineConst(3)),
  namedIndex("j", affineConst(4)),
  namedIndex("k", affineConst(3)),
];
const q = namedIndex("q", affineConst(3));

const h = (at: Index): Expr => sumOver([i], mul(entry("W0", [i, at]), entry("I", [i])));
const a = (at: Index): Expr => unary("relu", h(at));
const O = (at: Index): Expr => sumOver([j], mul(entry("W1", [j, at]), a(j)));
const lse = reduce("logsumexp", [q], O(q));
const p = (at: Index): Expr => unary("exp", sub(O(at), lse));
const y = (at: Index): Expr => entry("y", [at]);
const d = (at: Index): Expr => sub(p(at), y(at));

export const notes = {
  tensors: [
    { name: "I", role: "input", shape: [3] },
    { name: "y", role: "label", shape: [3] },
    { name: "W0", role: "param", shape: [3, 4] },
    { name: "W1", role: "param", shape: [4, 3] },
  ] as const,
  cost: { name: "Cost", indices: [], value: sub(lse, sumOver([k], mul(y(k), O(k)))) },
  gradients: [
    {
      name: "W0",
      indices: [i, j],
      value: mul(entry("I", [i]), iverson(">", h(j), zero), sumOver([k], mul(entry("W1", [j, k]), d(k)))),
    },
    { name: "W1", indices: [j, k], value: mul(a(j), d(k)) },
  ],
  definitions: [
    { name: "h", indices: [j], value: h(j) },
    { name: "a", indices: [j], value: a(j) },
    { name: "O", indices: [k], value: O(k) },
    { name: "p", indices: [k], value: p(k) },
  ],
};
