import { affineConst, affineOf, sizeSymbol, type Affine } from "../../src/core/affine.ts";
import { sumOver, reduce } from "../../src/core/bind.ts";
import { entry, iverson, mul, neg, sub, unary, zero } from "../../src/core/build.ts";
import type { Expr } from "../../src/core/expr.ts";
import { namedIndex, type Index } from "../../src/core/index.ts";
import { makeNaming } from "../../src/6-explain/naming.ts";

/** Indices with the given letters and lengths. */
export const indices = <K extends string>(
  sizes: Readonly<Record<K, number | string>>,
): Readonly<Record<K, Index>> =>
  Object.fromEntries(
    Object.entries<number | string>(sizes).map(([name, size]) => [name, namedIndex(name, length(size))]),
  ) as Record<K, Index>;

export const length = (size: number | string): Affine =>
  typeof size === "number" ? affineConst(size) : affineOf(sizeSymbol(size));

/** softmax of f over an index. */
export const softmax = (f: (l: Index) => Expr, k: Index, l: Index): Expr =>
  unary("exp", sub(f(k), reduce("logsumexp", [l], f(l))));

/** The two-layer perceptron of the lecture notes, with sizes 3, 4 and 3. */
export function perceptron() {
  const { i, j, k } = indices({ i: 3, j: 4, k: 3 });
  const l = namedIndex("l", k.size);
  const I = (a: Index) => entry("I", [a]);
  const W0 = (a: Index, b: Index) => entry("W0", [a, b]);
  const W1 = (a: Index, b: Index) => entry("W1", [a, b]);
  const y = (a: Index) => entry("y", [a]);
  const h = (b: Index) => sumOver([i], mul(W0(i, b), I(i)));
  const a = (b: Index) => unary("relu", h(b));
  const O = (c: Index) => sumOver([j], mul(W1(j, c), a(j)));
  const p = (c: Index) => softmax(O, c, l.name === c.name ? k : l);
  const cost = neg(sumOver([k], mul(y(k), unary("log", p(k)))));
  const definitions = [
    { name: "h", params: [j], value: h(j) },
    { name: "a", params: [j], value: a(j) },
    { name: "O", params: [k], value: O(k) },
    { name: "p", params: [k], value: p(k) },
    { name: "Cost", params: [], value: cost },
  ];
  const letters = new Map([
    ["I", ["i"]],
    ["W0", ["i", "j"]],
    ["W1", ["j", "k"]],
    ["y", ["k"]],
  ]);
  const naming = makeNaming({ definitions, tensors: ["I", "W0", "W1", "y"], letters });
  const delta1 = (b: Index) => mul(iverson(">", h(b), zero), sumOver([k], mul(W1(b, k), sub(p(k), y(k)))));
  return { i, j, k, l, I, W0, W1, y, h, a, O, p, cost, naming, definitions, delta1 };
}
