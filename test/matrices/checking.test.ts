import { describe, expect, it } from "vitest";
import { checkNow } from "../../src/7-verify/check.ts";

const model = `\`\`\`chain
size n
param X[n, n]
input A[n, n], B[n, n], a[n], b[n]
f = a * inv(X) * b
g = logdet(X)
h = det(X)
t = tr(A * inv(X) * B)
\`\`\`
`;

const statuses = (...lines: readonly string[]): readonly string[] =>
  checkNow(model + lines.map((line) => `\n$$${line}$$\n`).join(""), { kind: "md" }).lines.map(
    ({ status }) => status,
  );

describe("derivations with inverses and determinants", () => {
  it.each([
    String.raw`\frac{\partial f}{\partial X} = -X^{-\top} a b^\top X^{-\top}`,
    String.raw`\frac{\partial f}{\partial X_{ij}} = -\sum_{k,l} a_k (X^{-1})_{ki} (X^{-1})_{jl} b_l`,
    String.raw`\frac{\partial g}{\partial X} = X^{-T} = (X^{-1})^\top`,
    String.raw`g = \log|X| = \log\det X = \ln|\det X| = \operatorname{logdet}(X)`,
    String.raw`\frac{\partial h}{\partial X} = |X| X^{-\top} = \det(X) X^{-\top}`,
    String.raw`\frac{\partial t}{\partial X} = -X^{-\top} A^\top B^\top X^{-\top}`,
    String.raw`\operatorname{tr}(X^{-1} X A) = \operatorname{tr}(A)`,
  ])("%s is proved", (line) => {
    for (const status of statuses(line)) expect(status).toBe("proved");
  });

  it.each([
    String.raw`\frac{\partial f}{\partial X} = -X^{-1} a b^\top X^{-1}`,
    String.raw`\frac{\partial g}{\partial X} = X^{-1}`,
    String.raw`\frac{\partial h}{\partial X} = X^{-\top}`,
    String.raw`\frac{\partial t}{\partial X} = -X^{-\top} B^\top A^\top X^{-\top}`,
    String.raw`\operatorname{tr}(X^{-1} A X B) = \operatorname{tr}(A B)`,
  ])("%s is refuted", (line) => {
    expect(statuses(line)).toEqual(["refuted"]);
  });

  it("a scalar rule used for matrices is refuted, where K depends on p", () => {
    const text = String.raw`
\`\`\`chain
input K0[3, 3], E[3, 3], p
K = K0 + p * E
Y = inv(K)
\`\`\`

$$\frac{\partial K}{\partial p} = E$$

$$\frac{\partial Y}{\partial p} = -K^{-2} \frac{\partial K}{\partial p}$$

$$\frac{\partial Y}{\partial p} = -K^{-1} \frac{\partial K}{\partial p} K^{-1}$$
`.replaceAll("\\`", "`");
    const { lines } = checkNow(text, { kind: "md" });
    expect(lines.map(({ status }) => status)).toEqual(["proved", "refuted", "proved"]);
  });

  it("the determinant of what is not square is a mistake of shape, and the exponential of -T stays one", () => {
    const text =
      "```chain\ninput W[2, 3], T\nc = sum(W) * T\n```\n\n$$c = |W|$$\n\n$$e^{-T} = 1 / \\exp(T)$$\n";
    const { lines } = checkNow(text, { kind: "md" });
    expect(lines.map(({ status, code }) => [status, code])[0]).toEqual(["refuted", "E0304"]);
    expect(lines[1]!.status).toBe("proved");
  });
});
