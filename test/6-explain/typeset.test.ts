import { describe, expect, it } from "vitest";
import { affineOf } from "../../src/core/affine.ts";
import { reduce, sumOver } from "../../src/core/bind.ts";
import {
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
import type { Expr } from "../../src/core/expr.ts";
import type { Index } from "../../src/core/index.ts";
import { rational } from "../../src/core/rational.ts";
import { postorder } from "../../src/core/walk.ts";
import { nodeIds } from "../../src/6-explain/ids.ts";
import { makeNaming } from "../../src/6-explain/naming.ts";
import { toLatex, toMathml, toSpeech } from "../../src/6-explain/print.ts";
import { indices, perceptron, softmax } from "./models.ts";

const { i, j, k, l, I, y, a, p, O, W1, naming, delta1, cost } = perceptron();

describe("LaTeX", () => {
  it("of the notes' gradients", () => {
    const dW1 = mul(a(j), sub(p(k), y(k)));
    expect(toLatex(dW1, [j, k], naming, "index")).toBe("a_{j} (p_{k} - y_{k})");
    expect(toLatex(dW1, [j, k], naming, "matrix")).toBe("a \\otimes (p - y)");
    const dW0 = mul(I(i), delta1(j));
    expect(toLatex(dW0, [i, j], naming, "index")).toBe(
      "I_{i} \\mathbf{1}[h_{j} > 0] \\sum_{k} W^{(1)}_{jk} (p_{k} - y_{k})",
    );
    expect(toLatex(dW0, [i, j], naming, "matrix")).toBe(
      "I \\otimes ((W^{(1)} (p - y)) \\odot \\mathbf{1}[h > 0])",
    );
  });

  it("of the notes' definitions", () => {
    expect(toLatex(p(k), [k], naming.before("p"), "index")).toBe("\\operatorname{softmax}(O)_{k}");
    expect(toLatex(cost, [], naming.before("Cost"), "index")).toBe("-\\sum_{k} y_{k} \\log(p_{k})");
    expect(toLatex(O(k), [k], naming.before("O"), "matrix")).toBe("{W^{(1)}}^{\\top} a");
  });

  it("of names with an accent, and of a d, which is a word of the language", () => {
    const letter = (name: string): string => toLatex(entry(name, [k]), [k], naming, "index");
    expect(["y_hat", "sigma_tilde", "d_", "my_hat", "y_hats"].map(letter)).toEqual([
      "\\hat{y}_{k}",
      "\\tilde{\\sigma}_{k}",
      "d_{k}",
      "\\mathrm{my\\_hat}_{k}",
      "\\mathrm{y\\_hats}_{k}",
    ]);
    expect(toMathml(entry("y_hat", [k]), [k], naming, "index")).toContain("<mi>ŷ</mi>");
  });

  it("of derivatives", () => {
    const d = tensor("d(Cost)/d(O)", [k.size], [affineOf(k)]);
    expect(toLatex(sumOver([k], mul(W1(j, k), d)), [j], naming, "index")).toBe(
      "\\sum_{k} \\frac{\\partial \\mathrm{Cost}}{\\partial O_{k}} W^{(1)}_{jk}",
    );
    const twice = tensor("d(d(Cost)/d(O))/d(O)", [k.size, l.size], [affineOf(k), affineOf(l)]);
    expect(toLatex(twice, [k, l], naming, "index")).toBe(
      "\\frac{\\partial^{2}\\mathrm{Cost}}{\\partial O_{k}\\partial O_{l}}",
    );
  });

  const x = entry("x", []);
  const z = entry("alpha", []);
  const cases: readonly (readonly [Expr, string])[] = [
    [div(x, z), "\\frac{x}{\\alpha}"],
    [scale(rational(3, 2), x), "\\frac{3}{2} x"],
    [sqrt(sum(x, one)), "\\sqrt{x + 1}"],
    [pow(sum(x, one), constant(2)), "(x + 1)^{2}"],
    [pow(entry("W0", []), constant(2)), "(W^{(0)})^{2}"],
    [unary("abs", neg(x)), "\\lvert -x\\rvert"],
    [
      select(iverson(">", x, zero), x, z),
      "\\begin{cases} x & x > 0 \\\\ \\alpha & \\text{otherwise} \\end{cases}",
    ],
    [unary("sigmoid", div(x, z)), "\\sigma\\left(\\frac{x}{\\alpha} \\right)"],
    [entry("온도", []), "\\text{온도}"],
    [entry("learning_rate", []), "\\mathrm{learning\\_rate}"],
    [mul(x, sum(z, one), entry("y", [])), "x y (\\alpha + 1)"],
  ];
  for (const [e, latex] of cases) it(latex, () => expect(toLatex(e, [], makeNaming({ tensors: ["x", "y"] }), "index")).toBe(latex)); // prettier-ignore

  it("of matrices: a vector before a matrix is a row, two vectors are a dot product", () => {
    const { m, n } = indices({ m: "M", n: "M" });
    const v = (at: Index) => entry("v", [at]);
    const form = sumOver([m, n], mul(v(m), entry("A", [m, n]), v(n)));
    expect(toLatex(form, [], makeNaming(), "matrix")).toBe("v^{\\top} A \\cdot v");
    expect(
      toLatex(sumOver([m], mul(v(m), entry("w", [m]))), [], makeNaming({ tensors: ["v", "w"] }), "matrix"),
    ).toBe("v \\cdot w");
    expect(toLatex(delta(affineOf(m), affineOf(n)), [m, n], makeNaming(), "index")).toBe("\\delta_{mn}");
  });
});

describe("MathML", () => {
  const dW0 = mul(I(i), delta1(j));

  it("marks every part that shows a node with the id of the node", () => {
    const ids = nodeIds([dW0]);
    const text = toMathml(dW0, [i, j], naming, "index", { idOf: ids.idOf })!;
    const marked = [...text.matchAll(/data-n="(n\d+)"/g)].map(([, id]) => ids.nodeOf(id!)!);
    expect(marked.length).toBeGreaterThanOrEqual(8);
    expect(marked).toContain(dW0);
    expect(marked.every((e) => postorder([dW0]).includes(e))).toBe(true);
  });

  it("is well formed and says what is ambiguous", () => {
    const text = toMathml(dW0, [i, j], naming, "index")!;
    const open: string[] = [];
    for (const [, slash, name] of text.matchAll(/<(\/?)([a-z]+)[^>]*>/g)) {
      if (slash === "") open.push(name!);
      else expect(open.pop()).toBe(name);
    }
    expect(open).toEqual([]);
    expect(text).toContain('intent="_W_1"');
    expect(text).toContain('intent="indicator($c)"');
    expect(text).toContain("<mo>&gt;</mo>");
  });

  it("escapes names", () => {
    expect(toMathml(entry('a<b"&', []), [], makeNaming(), "index")).toContain("a&lt;b&quot;&amp;");
  });
});

describe("stable ids", () => {
  it("do not depend on what was built before, and a further root changes none of them", () => {
    const first = nodeIds([cost]);
    const again = nodeIds([cost, p(k)]);
    expect(first.nodes.map(again.idOf)).toEqual(first.nodes.map(first.idOf));
    expect(first.nodeOf("n0")).toBeUndefined();
    expect(first.nodeOf("x")).toBeUndefined();
  });
});

it("typesets an expression nested ten thousand deep", () => {
  let e: Expr = entry("x", []);
  for (let depth = 0; depth < 10_000; depth++) e = unary("tanh", sum(e, one));
  expect(toLatex(e, [], makeNaming(), "index")).toContain("x + 1");
  expect(toMathml(e, [], makeNaming(), "index")).toContain("<mi>x</mi>");
});

it("typesets softmax of a row, log-sum-exp and a norm", () => {
  const { r, c, d } = indices({ r: "R", c: "C", d: "C" });
  const X = (at: Index) => entry("X", [r, at]);
  expect(toLatex(softmax(X, c, d), [r, c], makeNaming(), "index")).toBe("\\operatorname{softmax}(X_{r})_{c}");
  expect(toLatex(reduce("logsumexp", [c], X(c)), [r], makeNaming(), "index")).toBe(
    "\\operatorname{logsumexp}_{i}(X_{ri})",
  );
  const v = (at: Index) => entry("v", [at]);
  expect(toLatex(sqrt(sumOver([c], pow(v(c), constant(2)))), [], makeNaming(), "index")).toBe(
    "\\lVert v\\rVert",
  );
});

describe("speech", () => {
  const dW1 = mul(a(j), sub(p(k), y(k)));

  it("reads a gradient in both languages and both forms", () => {
    expect(toSpeech(dW1, [j, k], naming, "index", "en")).toBe(
      "a j times the quantity p k minus y k, end quantity",
    );
    expect(toSpeech(dW1, [j, k], naming, "index", "ko")).toBe("a j 곱하기 괄호 열고 p k 빼기 y k 괄호 닫고");
    expect(toSpeech(dW1, [j, k], naming, "matrix", "en")).toBe(
      "a outer product the quantity p minus y, end quantity",
    );
  });

  it("groups a sum that something follows, so that it is not heard as going on", () => {
    const e = sum(sumOver([k], y(k)), p(l));
    expect(toSpeech(e, [l], naming, "index", "en")).toBe(
      "the quantity the sum over k of y k, end quantity, plus p l",
    );
  });

  it("reads a mask as an indicator", () => {
    expect(toSpeech(iverson(">", y(k), zero), [k], naming, "index", "en")).toBe(
      "the indicator that y k is greater than 0",
    );
    expect(toSpeech(iverson(">", y(k), zero), [k], naming, "index", "ko")).toBe(
      "y k가 0보다 클 때 1인 지시함수",
    );
  });
});
