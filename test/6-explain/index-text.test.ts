import { describe, expect, it } from "vitest";
import { affineOf, shiftAffine } from "../../src/core/affine.ts";
import { reduce, sumOver } from "../../src/core/bind.ts";
import {
  affineExpr,
  binary,
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
  select,
  sqrt,
  sub,
  sum,
  tensor,
  unary,
  zero,
} from "../../src/core/build.ts";
import type { Expr } from "../../src/core/expr.ts";
import type { Index } from "../../src/core/index.ts";
import { rational } from "../../src/core/rational.ts";
import { makeNaming } from "../../src/6-explain/naming.ts";
import { toText } from "../../src/6-explain/print.ts";
import { indices, perceptron, softmax } from "./models.ts";

describe("the notes' network in index form", () => {
  const { i, j, k, l, I, y, h, a, O, p, W1, cost, naming, delta1 } = perceptron();

  it("prints the definitions as the user wrote them", () => {
    expect(toText(h(j), naming.before("h"), [j])).toBe("sum(i, W0[i, j] * I[i])");
    expect(toText(a(j), naming.before("a"), [j])).toBe("relu(h[j])");
    expect(toText(O(k), naming.before("O"), [k])).toBe("sum(j, W1[j, k] * a[j])");
    expect(toText(p(k), naming.before("p"), [k])).toBe("softmax(k, O[k])");
    expect(toText(cost, naming.before("Cost"))).toBe("-sum(k, y[k] * log(p[k]))");
  });

  it("prints both gradients in the user's names", () => {
    expect(toText(mul(a(j), sub(p(k), y(k))), naming, [j, k])).toBe("a[j] * (p[k] - y[k])");
    expect(toText(mul(I(i), delta1(j)), naming, [i, j])).toBe(
      "I[i] * (h[j] > 0) * sum(k, W1[j, k] * (p[k] - y[k]))",
    );
  });

  it("finds the names under other indices, and other letters where the usual one is taken", () => {
    expect(toText(mul(p(k), p(l)), naming, [k, l])).toBe("p[k] * p[l]");
    const unassumed = mul(a(j), sub(mul(sumOver([l], y(l)), p(k)), y(k)));
    expect(toText(unassumed, naming, [j, k])).toBe("a[j] * (sum(i, y[i]) * p[k] - y[k])");
  });

  it("turns a difference round rather than printing a minus sign", () => {
    expect(toText(neg(mul(a(j), sub(y(k), p(k)))), naming, [j, k])).toBe("a[j] * (p[k] - y[k])");
    expect(toText(neg(sumOver([k], mul(W1(j, k), sub(y(k), p(k))))), naming, [j])).toBe(
      "sum(k, W1[j, k] * (p[k] - y[k]))",
    );
  });

  it("knows the logarithm of a softmax by the name of the softmax", () => {
    const logp = sub(O(k), reduce("logsumexp", [l], O(l)));
    expect(toText(mul(y(k), logp), naming, [k])).toBe("y[k] * log(p[k])");
    expect(toText(mul(y(k), logp), naming.before("p"), [k])).toBe("y[k] * logsoftmax(k, O[k])");
  });
});

describe("numbers, signs and parentheses", () => {
  const x = entry("x", []);
  const y = entry("y", []);
  const z = entry("z", []);
  const show = (e: Expr) => toText(e, makeNaming({ tensors: ["x", "y", "z"] }));
  const cases: readonly (readonly [Expr, string])[] = [
    [neg(x), "-x"],
    [sub(y, x), "y - x"],
    [neg(sum(x, y)), "-(x + y)"],
    [sub(one, x), "1 - x"],
    [scale(rational(1, 2), x), "x / 2"],
    [scale(rational(3, 2), x), "3/2 * x"],
    [scale(rational(1, 10), x), "0.1 * x"],
    [constant(rational(-1, 3)), "-1/3"],
    [div(x, mul(y, z)), "x / (y * z)"],
    [reciprocal(x), "1 / x"],
    [scale(rational(1, 2), reciprocal(x)), "1 / (2 * x)"],
    [scale(2, sub(x, y)), "2 * (x - y)"],
    [pow(sum(x, y), constant(2)), "(x + y)^2"],
    [pow(neg(x), constant(3)), "-x^3"],
    [pow(constant(-2), x), "(-2)^x"],
    [pow(x, neg(y)), "x^(-y)"],
    [pow(pow(x, y), z), "(x^y)^z"],
    [pow(x, constant(rational(3, 2))), "x^(3/2)"],
    [sqrt(x), "sqrt(x)"],
    [pow(x, constant(rational(-1, 2))), "1 / sqrt(x)"],
    [unary("exp", scale(rational(-1, 2), pow(x, constant(2)))), "exp(-x^2 / 2)"],
    [mul(x, iverson(">", y, zero)), "x * (y > 0)"],
    [iverson(">", zero, y), "y < 0"],
    [select(iverson(">=", x, y), x, neg(y)), "x >= y ? x : -y"],
    [mul(z, select(iverson("==", x, zero), x, y)), "z * (x == 0 ? x : y)"],
    [binary("max", x, zero), "max(0, x)"],
    [sum(pow(x, constant(2)), scale(2, x), one), "x^2 + 2 * x + 1"],
    [sub(mul(x, y), mul(x, sub(y, z))), "x * y + x * (z - y)"],
  ];
  for (const [e, text] of cases) it(text, () => expect(show(e)).toBe(text));
});

describe("indices", () => {
  const { i, j, s } = indices({ i: "n", j: "n", s: "m" });
  const x = (a: Index) => entry("x", [a]);
  const naming = makeNaming({ tensors: ["x", "A"], reserved: ["n", "m"] });
  const n = i.size;

  it("uses usual letters where the user has none, and never a name that is taken", () => {
    expect(toText(sumOver([s], entry("B", [s, i])), naming, [i])).toBe("sum(j, B[j, i])");
    const named = makeNaming({ tensors: ["i", "j", "k"] });
    expect(toText(sumOver([s], entry("B", [s])), named)).toBe("sum(l, B[l])");
  });

  it("does not capture", () => {
    const inner = sumOver([j], mul(x(j), entry("A", [i, j])));
    expect(toText(sumOver([i], mul(inner, x(i))), naming)).toBe("sum(i, x[i] * sum(j, A[i, j] * x[j]))");
    expect(toText(mul(x(i), sumOver([i], x(i))), naming, [i])).toBe("sum(j, x[j]) * x[i]");
  });

  it("writes the range out where it cannot be inferred", () => {
    const short = indices({ i: "n" }).i;
    const shifted = tensor("x", [n], [shiftAffine(affineOf(short), 1)]);
    expect(toText(sumOver([short], mul(shifted, x(short))), naming)).toBe("sum(i, x[i] * x[i+1])");
    expect(toText(sumOver([short], shifted), naming)).toBe("sum(i in 1..n, x[i+1])");
    expect(toText(sumOver([short], affineExpr(affineOf(short))), naming)).toBe("sum(i in 1..n, i)");
  });

  it("prints comparisons of indices as they are written by hand", () => {
    expect(toText(delta(affineOf(i), affineOf(j)), naming)).toBe("delta(i, j)");
    expect(toText(iverson(">", affineExpr(affineOf(j)), affineExpr(affineOf(i))), naming)).toBe("i < j");
    expect(toText(iverson(">=", affineExpr(affineOf(i)), affineExpr(affineOf(j))), naming)).toBe("j <= i");
    expect(toText(iverson(">=", affineExpr(affineOf(i)), constant(2)), naming)).toBe("i >= 2");
  });
});

describe("wholes", () => {
  const { i, j, k } = indices({ i: "n", j: "n", k: 5 });
  const x = (a: Index) => entry("x", [a]);
  const naming = makeNaming({ tensors: ["x", "z"], reserved: ["n"] });

  it("recognises a mean over a symbolic and over a known length", () => {
    expect(toText(mul(reciprocal(affineExpr(i.size)), sumOver([i], x(i))), naming)).toBe("mean(i, x[i])");
    expect(toText(scale(rational(2, 5), sumOver([k], entry("z", [k]))), naming)).toBe("2 * mean(i, z[i])");
    expect(toText(scale(rational(1, 2), sumOver([k], entry("z", [k]))), naming)).toBe("1/2 * sum(i, z[i])");
  });

  it("recognises a norm", () => {
    const squares = sumOver([i], pow(x(i), constant(2)));
    expect(toText(sqrt(squares), naming)).toBe("norm(i, x[i])");
    expect(toText(div(x(j), sqrt(squares)), naming, [j])).toBe("x[j] / norm(i, x[i])");
  });

  it("recognises a softmax without a name", () => {
    expect(toText(softmax(x, j, i), naming, [j])).toBe("softmax(j, x[j])");
    const fixed = unary(
      "exp",
      sub(tensor("x", [i.size], [shiftAffine(affineOf(j), 1)]), reduce("logsumexp", [i], x(i))),
    );
    expect(toText(fixed, naming, [j])).toBe("exp(x[j+1] - logsumexp(i, x[i]))");
  });
});

describe("definitions inside sums and products", () => {
  const { i, j } = indices({ i: "n", j: "n" });
  const x = (a: Index) => entry("x", [a]);
  const mean = mul(reciprocal(affineExpr(i.size)), sumOver([j], x(j)));
  const d = (a: Index) => sub(x(a), mean);
  const r = pow(
    sum(mul(reciprocal(affineExpr(i.size)), sumOver([j], pow(d(j), constant(2)))), entry("eps", [])),
    constant(rational(-1, 2)),
  );
  const definitions = [
    { name: "mu", params: [], value: mean },
    { name: "d", params: [i], value: d(i) },
    { name: "r", params: [], value: r },
    { name: "xhat", params: [i], value: mul(d(i), r) },
  ];
  const naming = makeNaming({ definitions, tensors: ["x", "w", "eps"], reserved: ["n"] });

  it("prints the largest named piece of a product", () => {
    expect(toText(mul(entry("w", [i]), d(i), r), naming, [i])).toBe("w[i] * xhat[i]");
    expect(toText(mul(entry("w", [i]), d(i), d(j), r), naming, [i, j])).toBe("w[i] * xhat[i] * d[j]");
  });

  it("prints the largest named piece of a sum, up to a number in front", () => {
    expect(toText(sum(scale(2, d(i)), entry("w", [i])), naming, [i])).toBe("2 * d[i] + w[i]");
    expect(toText(sub(entry("w", [i]), d(i)), naming, [i])).toBe("w[i] - d[i]");
    expect(toText(scale(-2, d(i)), naming, [i])).toBe("-2 * d[i]");
  });
});

it("prints an expression nested ten thousand deep", () => {
  let e: Expr = entry("x", []);
  for (let depth = 0; depth < 10_000; depth++) e = unary("tanh", sum(e, one));
  expect(toText(e)).toMatch(/^(tanh\(){10000}x( \+ 1\)){10000}$/);
});
