import { describe, expect, it } from "vitest";
import {
  affineExpr,
  constant,
  delta,
  div,
  entry,
  mul,
  neg,
  one,
  pow,
  reciprocal,
  scale,
  sqrt,
  sub,
  sum,
  unary,
} from "../../src/core/build.ts";
import { affineOf } from "../../src/core/affine.ts";
import { reduce, sumOver } from "../../src/core/bind.ts";
import type { Expr } from "../../src/core/expr.ts";
import type { Index } from "../../src/core/index.ts";
import { makeNaming } from "../../src/6-explain/naming.ts";
import { toMatrix } from "../../src/6-explain/print.ts";
import { indices, perceptron, softmax } from "./models.ts";

describe("the notes' network in matrix form", () => {
  const { i, j, k, l, I, y, h, a, O, p, cost, naming, delta1 } = perceptron();

  it("prints both gradients", () => {
    expect(toMatrix(mul(a(j), sub(p(k), y(k))), [j, k], naming)).toBe("outer(a, p - y)");
    expect(toMatrix(mul(I(i), delta1(j)), [i, j], naming)).toBe("outer(I, (W1 * (p - y)) .* (h > 0))");
  });

  it("orders an outer product by the indices of the result", () => {
    expect(toMatrix(mul(a(j), sub(p(k), y(k))), [k, j], naming)).toBe("outer(p - y, a)");
  });

  it("prints the gradient without the assumption on the labels", () => {
    expect(toMatrix(sub(mul(sumOver([l], y(l)), p(k)), y(k)), [k], naming)).toBe("sum(y) * p - y");
    expect(toMatrix(mul(a(j), sub(mul(sumOver([l], y(l)), p(k)), y(k))), [j, k], naming)).toBe(
      "outer(a, sum(y) * p - y)",
    );
  });

  it("prints the definitions", () => {
    expect(toMatrix(h(j), [j], naming.before("h"))).toBe("W0' * I");
    expect(toMatrix(a(j), [j], naming.before("a"))).toBe("relu(h)");
    expect(toMatrix(p(k), [k], naming.before("p"))).toBe("softmax(O)");
    expect(toMatrix(O(k), [k], naming.before("O"))).toBe("W1' * a");
    expect(toMatrix(cost, [], naming.before("Cost"))).toBe("-y * log(p)");
  });

  it("prints the Hessian of cross entropy", () => {
    expect(toMatrix(mul(p(k), sub(delta(affineOf(k), affineOf(l)), p(l))), [k, l], naming)).toBe(
      "diag(p) - outer(p, p)",
    );
    const unassumed = mul(sumOver([k], y(k)), p(k), sub(delta(affineOf(k), affineOf(l)), p(l)));
    expect(toMatrix(unassumed, [k, l], naming)).toBe("sum(y) * diag(p) - sum(y) * outer(p, p)");
  });
});

describe("golden closed forms", () => {
  const { i, j, s, u, r, m, f } = indices({ i: "D", j: "D", s: "N", u: "D", r: "R", m: "N", f: "R" });
  const naming = makeNaming({
    tensors: ["A", "B", "X", "U", "V", "T", "x", "w", "t", "b"],
    reserved: ["N", "D", "R"],
  });
  const A = (a: Index, b: Index) => entry("A", [a, b]);
  const X = (a: Index, b: Index) => entry("X", [a, b]);
  const x = (a: Index) => entry("x", [a]);
  const w = (a: Index) => entry("w", [a]);
  const t = entry("t", [s]);
  const show = (e: Expr, ...outputs: readonly Index[]) => toMatrix(e, outputs, naming);

  it("quadratic form", () => {
    const gradient = sumOver([j], mul(sum(A(i, j), A(j, i)), x(j)));
    expect(show(gradient, i)).toBe("(A + A') * x");
    const apart = sum(sumOver([j], mul(A(i, j), x(j))), sumOver([j], mul(A(j, i), x(j))));
    expect(show(apart, i)).toBe("(A + A') * x");
    expect(show(scale(2, apart), i)).toBe("2 * (A + A') * x");
    expect(show(sum(A(i, j), A(j, i)), i, j)).toBe("A + A'");
    expect(show(sumOver([i, j], mul(x(i), A(i, j), x(j))))).toBe("x * A * x");
  });

  it("matrix factorisation", () => {
    const U = (a: Index, b: Index) => entry("U", [a, b]);
    const V = (a: Index, b: Index) => entry("V", [a, b]);
    const residual = (a: Index, c: Index) => sub(entry("T", [a, c]), sumOver([f], mul(U(a, f), V(c, f))));
    const gradient = scale(-2, sumOver([m], mul(residual(i, m), V(m, r))));
    expect(show(gradient, i, r)).toBe("2 * (U * V' - T) * V");
    expect(show(sumOver([i, m], pow(residual(i, m), constant(2))))).toBe("norm(T - U * V')^2");
  });

  it("logistic loss", () => {
    const margin = mul(t, sumOver([u], mul(X(s, u), w(u))));
    const s1 = unary("sigmoid", neg(margin));
    expect(show(neg(sumOver([s], mul(X(s, i), t, s1))), i)).toBe("-X' * (t .* sigmoid(-t .* (X * w)))");
    const named = makeNaming({
      tensors: ["X", "t", "w"],
      definitions: [{ name: "s", params: [s], value: s1 }],
    });
    const hessian = sumOver([s], mul(X(s, i), X(s, j), s1, sub(one, s1)));
    expect(toMatrix(hessian, [i, j], named)).toBe("X' * diag(s .* (1 - s)) * X");
  });

  it("tr(A X'X)", () => {
    const X2 = (a: Index, b: Index) => entry("X", [a, b]);
    const trace = sumOver([i, j, s], mul(A(i, j), X2(s, j), X2(s, i)));
    expect(show(trace)).toMatch(/^tr\(/);
    expect(show(sumOver([u], mul(X2(s, u), sum(A(i, u), A(u, i)))), s, i)).toBe("X * (A + A')");
  });

  it("traces, diagonals and entry-wise sums", () => {
    const B = (a: Index, b: Index) => entry("B", [a, b]);
    expect(show(sumOver([i], A(i, i)))).toBe("tr(A)");
    expect(show(sumOver([i, j], mul(A(i, j), B(j, i))))).toBe("tr(A * B)");
    expect(show(sumOver([i, j], mul(A(i, j), B(i, j))))).toBe("sum(A .* B)");
    expect(show(A(i, i), i)).toBe("diag(A)");
    expect(show(mul(x(i), A(i, j), w(j)), i, j)).toBe("diag(x) * A * diag(w)");
    expect(show(mul(A(i, j), B(j, i)), i, j)).toBe("A .* B'");
    expect(show(sumOver([j], mul(A(i, j), B(i, j), x(j))), i)).toBe("(A .* B) * x");
    expect(show(mul(delta(affineOf(i), affineOf(j)), x(i), w(j)), i, j)).toBe("diag(x .* w)");
    expect(show(sumOver([i, j], A(i, j)))).toBe("sum(A)");
  });

  it("divisions, means, norms", () => {
    expect(show(div(x(i), w(i)), i)).toBe("x ./ w");
    expect(show(reciprocal(x(i)), i)).toBe("1 ./ x");
    expect(show(div(x(i), sqrt(sumOver([j], pow(x(j), constant(2))))), i)).toBe("x / norm(x)");
    expect(show(mul(reciprocal(affineExpr(i.size)), sumOver([i], mul(x(i), w(i)))))).toBe("mean(x .* w)");
    expect(show(sumOver([i], mul(x(i), w(i))))).toBe("x * w");
    expect(show(sumOver([i], mul(x(i), w(i), entry("b", [i]))))).toBe("sum(x .* w .* b)");
    expect(show(pow(x(i), constant(2)), i)).toBe("x .^ 2");
    expect(show(scale(-2, mul(x(i), w(i))), i)).toBe("-2 * (x .* w)");
  });

  it("softmax along the last axis", () => {
    const { a, b } = indices({ a: "N", b: "D" });
    expect(
      show(
        softmax((k) => X(a, k), b, j),
        a,
        b,
      ),
    ).toBe("softmax(X)");
    expect(
      show(
        softmax((k) => X(a, k), b, j),
        b,
        a,
      ),
    ).toBeUndefined();
    expect(show(reduce("logsumexp", [i], x(i)))).toBe("logsumexp(x)");
  });

  it("says nothing where matrices cannot say it", () => {
    expect(show(one, i)).toBeUndefined();
    expect(show(x(i), i, j)).toBeUndefined();
    expect(show(sumOver([j], A(i, j)), i)).toBeUndefined();
    expect(show(mul(delta(affineOf(i), affineOf(j)), entry("c", [])), i, j)).toBeUndefined();
    expect(show(entry("R", [i, j, s]), i, j, s)).toBe("R");
    expect(show(entry("R", [i, j, s]), i, s, j)).toBeUndefined();
  });
});
