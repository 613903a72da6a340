import { describe, expect, it } from "vitest";
import { derive, deriveSecond, type ModelDerivative } from "../../src/4-simplify/derive.ts";
import { evaluate } from "../../src/5-evaluate/evaluate.ts";
import { gradcheck } from "../../src/5-evaluate/gradcheck.ts";
import { samplePoint } from "../../src/5-evaluate/sample.ts";
import { matrixRules } from "../../src/3-differentiate/rules.ts";
import { namingOf } from "../../src/6-explain/naming.ts";
import { toLatex, toMatrix, toText } from "../../src/6-explain/print.ts";
import { rename } from "../../src/core/bind.ts";
import { matrixOps } from "../../src/core/ops.ts";
import { read } from "../2-elaborate/support.ts";
import { assertSameFunction } from "../laws/same-function.ts";

const declared = "size n, m\nparam X[n, n], W[m, n]\ninput A[n, n], B[n, n], a[n], b[n], t\n";

function gradient(text: string, wrt = "X"): { readonly result: ModelDerivative; readonly text: string; readonly matrix: string | undefined; readonly latex: string | undefined } {
  const model = read(declared + text);
  const found = derive(model, { of: "f", wrt: [wrt] });
  if ("known" in found) throw new Error(found.kind);
  const [result] = found.results as [ModelDerivative];
  const naming = namingOf(model);
  return {
    result,
    text: toText(result.value, naming, result.axes),
    matrix: toMatrix(result.value, result.axes, naming),
    latex: toLatex(result.value, result.axes, naming, "matrix"),
  };
} // prettier-ignore

/** Closed forms as the Matrix Cookbook and Giles (2008) have them. */
const golden: readonly (readonly [objective: string, matrix: string, latex: string])[] = [
  ["f = a * inv(X) * b", "-outer(inv(X)' * a, inv(X) * b)", "-X^{-\\top} a \\otimes (X^{-1} b)"],
  ["f = logdet(X)", "inv(X)'", "X^{-\\top}"],
  ["f = log(abs(det(X)))", "inv(X)'", "X^{-\\top}"],
  ["f = log(det(X))", "inv(X)'", "X^{-\\top}"],
  ["f = det(X)", "f * inv(X)'", "f X^{-\\top}"],
  ["f = tr(A * inv(X) * B)", "-inv(X)' * A' * B' * inv(X)'", "-X^{-\\top} A^{\\top} B^{\\top} X^{-\\top}"],
  ["f = tr(inv(X))", "-inv(X)' * inv(X)'", "-X^{-\\top} X^{-\\top}"],
  ["f = logdet(A * X * B)", "inv(X)'", "X^{-\\top}"],
  ["f = tr(A * inv(inv(X)))", "A'", "A^{\\top}"],
  ["f = tr(X * inv(X) * A)", "0", "0"],
];

describe("golden closed forms", () => {
  it.each(golden)("%s", (objective, matrix, latex) => {
    const found = gradient(objective);
    expect(found.matrix ?? found.text).toBe(matrix);
    if (matrix !== "0") expect(found.latex).toBe(latex);
  });

  it("of a Gaussian log-likelihood, with the symmetry of Σ said", () => {
    const model = read(
      "size n\nparam Sigma[n, n]\ninput S[n, n]\nassume Sigma symmetric\nassume S symmetric\nL = 1/2 * logdet(Sigma) + 1/2 * tr(inv(Sigma) * S)\nclaimed = 1/2 * (inv(Sigma) - inv(Sigma) * S * inv(Sigma))",
    );
    const found = derive(model, { of: "L" });
    if ("known" in found) throw new Error(found.kind);
    const [{ value, axes, steps }] = found.results as [ModelDerivative];
    expect(toText(value, namingOf(model), axes)).toBe(
      "1/2 * (inv(Sigma)[i, j] - sum(k, l, S[k, l] * inv(Sigma)[i, l] * inv(Sigma)[j, k]))",
    );
    expect(steps().flatMap(({ assumptions }) => assumptions.map(({ text }) => text))).toContain("Sigma symmetric");
    const claimed = model.definitions.get("claimed")!;
    assertSameFunction(rename(claimed.value, claimed.params, axes), value, { assumptions: model.assumptions, points: 4 });
  }); // prettier-ignore

  it("of a Mahalanobis distance, in the vector and in the matrix", () => {
    const model = "f = 1/2 * (a - b) * inv(X) * (a - b)";
    expect(gradient(model, "X").matrix).toBe("1/2 * outer(inv(X)' * (a - b), inv(X) * (b - a))");
    expect(gradient(model, "a").matrix).toBe("1/2 * (inv(X) + inv(X)') * (a - b)");
  });
});

/** Objectives in which inverses and determinants meet everything else. */
const objectives: readonly string[] = [
  ...golden.map(([objective]) => objective).filter((objective) => !objective.includes("log(det")),
  "f = logdet(W' * W + A)",
  "f = det(X)^2 / det(inv(X))",
  "f = sum(exp(-solve(X, b)))",
  "K[i, j] = exp(-(a[i] - X[i, j])^2) + 3 * delta(i, j)\nf = a * inv(K) * b + 1/2 * logdet(K)",
  "f = sum(i, inv(X)[i, i]^2) + inv(X)[1, 1]",
  "f = det(t * X + A) * tr(X * X)",
  "f = sum(X^-2)",
];

describe("gradients against differences and the Taylor slope", () => {
  it.each(objectives)("%s", (objective) => {
    const model = read(declared + objective);
    for (const wrt of objective.includes("W") ? ["W"] : ["X"]) {
      const { result } = gradient(objective, wrt);
      const cost = model.definitions.get("f")!.value;
      const { point } = samplePoint([cost, result.value], { seed: 2, sizes: new Map(objective.includes("W") ? [["n", 3], ["m", 4]] : [["n", 3]]) }); // prettier-ignore
      const { entries, slope, vacuous } = gradcheck(cost, [{ name: wrt, axes: result.axes, value: result.value }], point); // prettier-ignore
      expect(entries.filter(({ verdict }) => verdict !== "agrees")).toEqual([]);
      if (!vacuous) expect(slope).toBeGreaterThan(1.5);
    }
  });
});

describe("second derivatives", () => {
  it("of log |det X| are -X⁻¹_li X⁻¹_jk", () => {
    const model = read(`${declared}f = logdet(X)`);
    const found = deriveSecond(model, { of: "f", wrt: ["X"] });
    if ("known" in found) throw new Error("no such variable");
    const { value, axes } = found[0]!;
    expect(toText(value, namingOf(model), axes)).toBe("-inv(X)[l, i] * inv(X)[j, k]");
  });

  it("are symmetric in the two matrices by which they are taken", () => {
    for (const objective of ["f = det(X)", "f = a * inv(X) * b", "f = logdet(X * X + A)"]) {
      const model = read(declared + objective);
      const found = deriveSecond(model, { of: "f", wrt: ["X"] });
      if ("known" in found) throw new Error("no such variable");
      const { value, axes } = found[0]!;
      const { point } = samplePoint([value], { seed: 4, sizes: new Map([["n", 3]]) });
      const { values } = evaluate(value, axes, point);
      const size = Math.max(...values.map(Math.abs));
      for (let p = 0; p < 9; p++)
        for (let q = 0; q < 9; q++)
          expect(Math.abs(values[9 * p + q]! - values[9 * q + p]!)).toBeLessThan(1e-10 * size);
    }
  });
});

describe("the table of derivatives", () => {
  it.each(matrixOps)("has a law for %s", (op) => {
    expect(matrixRules[op].law.startsWith("d ")).toBe(true);
    expect(matrixRules[op].validWhere).toBe("A invertible");
  });
});
