import { describe, expect, it } from "vitest";
import type { NamedValue } from "../../src/3-differentiate/names.ts";
import { sweep } from "../../src/3-differentiate/sweep.ts";
import { simplifier } from "../../src/4-simplify/simplify.ts";
import { affineConst, affineOf, sizeSymbol, type Affine } from "../../src/core/affine.ts";
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
  sub,
  sum,
  unary,
  zero,
} from "../../src/core/build.ts";
import { defaultConventions } from "../../src/core/conventions.ts";
import type { Expr } from "../../src/core/expr.ts";
import { namedIndex, type Index } from "../../src/core/index.ts";
import { rational } from "../../src/core/rational.ts";
import type { Assumption } from "../../src/core/step.ts";

const size = (n: number | string): Affine =>
  typeof n === "number" ? affineConst(n) : affineOf(sizeSymbol(n));
const index = (name: string, n: number | string): Index => namedIndex(name, size(n));
const exp = (e: Expr): Expr => unary("exp", e);
const softmax = (x: (k: Index) => Expr, k: Index): Expr => exp(sub(x(k), reduce("logsumexp", [k], x(k))));
const over = (i: Index, f: (i: Index) => Expr): Expr => sumOver([i], f(i));

interface Case {
  readonly of: Expr;
  readonly wrt: string;
  readonly at: readonly Index[];
  readonly named?: readonly NamedValue[];
  readonly assumptions?: readonly Assumption[];
}

function derivative({ of, wrt, at, named = [], assumptions = [] }: Case): Expr {
  const plain = simplifier();
  const adjoints = sweep({
    of: "C",
    root: plain(of).value,
    targets: [{ name: wrt, indices: at }],
    named: named.map((n) => ({ ...n, value: plain(n.value).value })),
    conventions: defaultConventions,
    tidy: simplifier({ assumptions }),
  });
  return adjoints.find((a) => a.name === wrt)!.value;
}

const simple = (e: Expr): Expr => simplifier()(e).value;

describe("the notes' network, with the sizes n, m, o left open", () => {
  const [i, j, k] = [index("i", "n"), index("j", "m"), index("k", "o")];
  const h = (at: Index): Expr => over(i, (q) => mul(entry("W0", [q, at]), entry("I", [q])));
  const a = (at: Index): Expr => unary("relu", h(at));
  const O = (at: Index): Expr => over(j, (q) => mul(entry("W1", [q, at]), a(q)));
  const p = (at: Index): Expr => softmax(O, at);
  const y = (at: Index): Expr => entry("y", [at]);
  const cost = neg(over(k, (q) => mul(y(q), unary("log", p(q)))));
  const total: Assumption = { text: "sum(k, y[k]) == 1", left: over(k, y), right: one };
  const named = [
    { name: "h", params: [j], value: h(j) },
    { name: "a", params: [j], value: a(j) },
    { name: "O", params: [k], value: O(k) },
    { name: "p", params: [k], value: p(k) },
  ];

  it("has ∂C/∂W1 = a ⊗ (p − y) when Σy = 1", () => {
    const found = derivative({ of: cost, wrt: "W1", at: [j, k], named, assumptions: [total] });
    expect(found).toBe(mul(a(j), sub(p(k), y(k))));
  });

  it("has ∂C/∂W1 = a ⊗ (Σy p − y) without that assumption", () => {
    const found = derivative({ of: cost, wrt: "W1", at: [j, k], named });
    expect(found).toBe(mul(a(j), sub(mul(over(k, y), p(k)), y(k))));
  });

  it("has ∂C/∂W0 = I ⊗ ((W1 (p − y)) ⊙ [h > 0])", () => {
    const found = derivative({ of: cost, wrt: "W0", at: [i, j], named, assumptions: [total] });
    const back = over(k, (q) => mul(entry("W1", [j, q]), sub(p(q), y(q))));
    expect(found).toBe(mul(entry("I", [i]), iverson(">", h(j), zero), back));
  });

  it("gives the same closed forms when nothing has a name", () => {
    const named0 = derivative({ of: cost, wrt: "W0", at: [i, j], named, assumptions: [total] });
    expect(derivative({ of: cost, wrt: "W0", at: [i, j], assumptions: [total] })).toBe(named0);
  });

  it("finishes every tensor once, each after those computed from it", () => {
    const adjoints = sweep({
      of: "C",
      root: simple(cost),
      targets: [{ name: "W0", indices: [i, j] }, { name: "W1", indices: [j, k] }], // prettier-ignore
      named: named.map((n) => ({ ...n, value: simple(n.value) })),
      conventions: defaultConventions,
      tidy: simplifier({ assumptions: [total] }),
    });
    expect(adjoints.map((adjoint) => adjoint.name)).toEqual(["O", "W1", "a", "h", "W0"]);
    expect(adjoints[0]!.steps().flatMap((s) => s.assumptions.map((q) => q.text))).toEqual([
      "sum(k, y[k]) == 1",
    ]);
    expect(adjoints[3]!.steps().flatMap((s) => s.conventions)).toEqual(["relu'(0) = 0"]);
  });
});

describe("golden closed forms", () => {
  const [i, j, q] = [index("i", "n"), index("j", "n"), index("q", "n")];
  const z = (at: Index): Expr => entry("z", [at]);
  const y = (at: Index): Expr => entry("y", [at]);
  const x = (at: Index): Expr => entry("x", [at]);
  const A = (p: Index, r: Index): Expr => entry("A", [p, r]);
  const p = (at: Index): Expr => softmax(z, at);
  const d = delta(affineOf(i), affineOf(j));

  it("softmax: p_i (δ_ij − p_j)", () => {
    expect(derivative({ of: p(i), wrt: "z", at: [j] })).toBe(mul(p(i), sub(d, p(j))));
  });

  it("log-softmax: δ_ij − p_j, not symmetric", () => {
    expect(derivative({ of: unary("log", p(i)), wrt: "z", at: [j] })).toBe(sub(d, p(j)));
  });

  it("cross entropy of a softmax, twice: Σy (diag p − p pᵀ)", () => {
    const gradient = derivative({
      of: neg(over(q, (k) => mul(y(k), unary("log", p(k))))),
      wrt: "z",
      at: [i],
    });
    expect(gradient).toBe(sub(mul(over(q, y), p(i)), y(i)));
    expect(derivative({ of: gradient, wrt: "z", at: [j] })).toBe(mul(over(q, y), p(i), sub(d, p(j))));
  });

  it("log-sum-exp, twice: p, then diag p − p pᵀ", () => {
    const gradient = derivative({ of: reduce("logsumexp", [q], z(q)), wrt: "z", at: [i] });
    expect(gradient).toBe(p(i));
    expect(derivative({ of: gradient, wrt: "z", at: [j] })).toBe(mul(p(i), sub(d, p(j))));
  });

  it("log Σ exp written out is log-sum-exp, and exp(z)/Σ exp(z) the softmax", () => {
    expect(
      derivative({
        of: unary(
          "log",
          over(q, (k) => exp(z(k))),
        ),
        wrt: "z",
        at: [i],
      }),
    ).toBe(p(i));
    expect(
      simple(
        div(
          exp(z(i)),
          over(q, (k) => exp(z(k))),
        ),
      ),
    ).toBe(p(i));
  });

  it("xᵀAx: (A + Aᵀ) x, then A + Aᵀ; 2A only when A is symmetric", () => {
    const form = sumOver([i, j], mul(x(i), A(i, j), x(j)));
    const gradient = derivative({ of: form, wrt: "x", at: [i] });
    expect(gradient).toBe(over(j, (k) => mul(sum(A(i, k), A(k, i)), x(k))));
    expect(derivative({ of: gradient, wrt: "x", at: [j] })).toBe(sum(A(i, j), A(j, i)));
    const symmetric: Assumption = { text: "A symmetric", left: A(i, j), right: A(j, i) };
    const under = derivative({ of: form, wrt: "x", at: [i], assumptions: [symmetric] });
    expect([
      over(j, (k) => scale(2, mul(A(i, k), x(k)))),
      over(j, (k) => scale(2, mul(A(k, i), x(k)))),
    ]).toContain(under);
  });

  it("‖T − U Vᵀ‖²: 2 (U Vᵀ − T) V, then 2 δ_ac (VᵀV)_bd kept compressed", () => {
    const [a, c] = [index("a", "n"), index("c", "n")];
    const m = index("m", "m");
    const [b, e, f] = [index("b", "r"), index("e", "r"), index("f", "r")];
    const U = (s: Index, t: Index): Expr => entry("U", [s, t]);
    const V = (s: Index, t: Index): Expr => entry("V", [s, t]);
    const residual = (s: Index, t: Index): Expr =>
      sub(
        entry("T", [s, t]),
        over(f, (r) => mul(U(s, r), V(t, r))),
      );
    const gradient = derivative({
      of: sumOver([a, m], pow(residual(a, m), constant(2))),
      wrt: "U",
      at: [a, b],
    });
    expect(gradient).toBe(
      scale(
        -2,
        over(m, (s) => mul(residual(a, s), V(s, b))),
      ),
    );
    const hessian = derivative({ of: gradient, wrt: "U", at: [c, e] });
    expect(hessian).toBe(
      scale(
        2,
        mul(
          delta(affineOf(a), affineOf(c)),
          over(m, (s) => mul(V(s, b), V(s, e))),
        ),
      ),
    );
  });

  it("the logistic loss with t² = 1: −Xᵀ(t ⊙ σ(−t ⊙ Xw)), then Xᵀ diag(s(1 − s)) X", () => {
    const n = index("n", "N");
    const [r, s, u] = [index("r", "D"), index("s", "D"), index("u", "D")];
    const X = (a: Index): Expr => entry("X", [n, a]);
    const t = entry("t", [n]);
    const margin = mul(
      t,
      over(u, (k) => mul(X(k), entry("w", [k]))),
    );
    const loss = sumOver([n], unary("log", sum(one, exp(neg(margin)))));
    const square: Assumption = { text: "t[n]^2 == 1", left: pow(t, constant(2)), right: one };
    const gradient = derivative({ of: loss, wrt: "w", at: [r], assumptions: [square] });
    const s1 = unary("sigmoid", neg(margin));
    expect(gradient).toBe(neg(sumOver([n], mul(X(r), t, s1))));
    const hessian = derivative({ of: gradient, wrt: "w", at: [s], assumptions: [square] });
    expect(hessian).toBe(sumOver([n], mul(X(r), X(s), s1, sub(one, s1))));
  });

  it("layer normalisation: rstd (w − mean(w) − x̂ mean(w x̂))", () => {
    const mean = (f: (at: Index) => Expr): Expr => div(over(q, f), affineExpr(q.size));
    const mu = mean(x);
    const deviation = (at: Index): Expr => sub(x(at), mu);
    const variance = sum(
      mean((at) => pow(deviation(at), constant(2))),
      entry("eps", []),
    );
    const rstd = pow(variance, constant(rational(-1, 2)));
    const w = (at: Index): Expr => entry("w", [at]);
    const found = derivative({ of: over(q, (at) => mul(w(at), deviation(at), rstd)), wrt: "x", at: [i] });
    const correlation = mean((at) => mul(w(at), deviation(at)));
    expect(found).toBe(
      mul(
        rstd,
        add(
          [w(i), neg(mean(w)), neg(mul(pow(variance, constant(-1)), deviation(i), correlation))].map(
            (expr) => ({ coef: rational(1), expr }),
          ),
        ),
      ),
    );
  });

  it("Πx: Π_{k≠i} x_k, without a division", () => {
    const found = derivative({ of: reduce("prod", [q], x(q)), wrt: "x", at: [i] });
    expect(found).toBe(reduce("prod", [q], select(delta(affineOf(i), affineOf(q)), one, x(q))));
  });

  it("Σ_i x_i² by x_i is 2 x_i, not Σ_i 2 x_i (trap T17)", () => {
    expect(derivative({ of: over(i, (k) => pow(x(k), constant(2))), wrt: "x", at: [i] })).toBe(
      scale(2, x(i)),
    );
  });

  it("∂(Wx)_i/∂W_kl = δ_ik x_l", () => {
    const [k, l] = [index("k", "n"), index("l", "n")];
    const found = derivative({ of: over(q, (s) => mul(entry("W", [i, s]), x(s))), wrt: "W", at: [k, l] });
    expect(found).toBe(mul(delta(affineOf(i), affineOf(k)), x(l)));
  });

  it("tr(A XᵀX): X (A + Aᵀ)", () => {
    const X = (s: Index, t: Index): Expr => entry("X", [s, t]);
    const trace = sumOver([i, j, q], mul(A(i, j), X(q, j), X(q, i)));
    expect(derivative({ of: trace, wrt: "X", at: [i, j] })).toBe(
      over(q, (k) => mul(X(i, k), sum(A(j, k), A(k, j)))),
    );
  });
});
