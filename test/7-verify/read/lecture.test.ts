import { describe, expect, it } from "vitest";
import { checkNow } from "../../../src/7-verify/check.ts";

/** Statuses of everything that is claimed. */
const verdicts = (text: string): readonly string[] =>
  checkNow(text, { kind: "md" })
    .lines.filter(({ status }) => status !== "definition")
    .map(({ status }) => status);

const layers = (
  output: string,
): string => String.raw`$$z^{(1)} = W^{(1)}x + b^{(1)},\; a^{(1)} = \sigma(z^{(1)}),\; ${output}$$
$$C = \frac12 \sum_k (\hat y_k - y_k)^2$$
$$\delta^{(2)} = \hat y - y$$
$$\delta^{(1)} = (W^{(2)})^T\delta^{(2)} \odot \sigma(z^{(1)})(1-\sigma(z^{(1)}))$$
$$\frac{\partial C}{\partial W^{(1)}} = \delta^{(1)} x^T$$`;

describe("what lecturers write", () => {
  it.each([
    String.raw`z^{(2)} = W^{(2)}a^{(1)}+b^{(2)},\; \hat y = z^{(2)}`,
    String.raw`\hat y = W^{(2)}a^{(1)}+b^{(2)}`,
    String.raw`z^{(2)} = W^{(2)}a^{(1)}+b^{(2)},\; \hat y = \tanh(z^{(2)})`,
  ])("δ of a layer belongs to its pre-activation, with or without a non-linearity: %s", (output) => {
    const isLinear = !output.includes("tanh");
    expect(verdicts(layers(output))).toEqual([isLinear ? "proved" : "refuted", "proved", "proved"]);
  });
  it.each([
    String.raw`a^{l} = g(z^{l}),\quad z^{l} = W^{l} a^{l-1} + b^{l}`,
    String.raw`z^{l} = W^{l} a^{l-1} + b^{l},\quad a^{l} = g(z^{l})`,
  ])(
    "layers of a general number, in whatever order they are defined, and what that rests on is said: %s",
    (layer) => {
      const text = (upper: string): string => String.raw`$$${layer}$$
$$\delta^{l} = \frac{\partial C}{\partial z^{l}} = \left((W^{${upper}})^\top \delta^{l+1}\right)\odot g'(z^{l})$$
$$\frac{\partial C}{\partial b^l} = \delta^l$$`;
      expect(verdicts(text("l+1"))).toEqual(["proved", "proved"]);
      expect(verdicts(text("l"))).toEqual(["refuted", "proved"]);
      const { inferred } = checkNow(text("l+1"), { kind: "md" });
      expect(inferred).toEqual(expect.arrayContaining(["# g is any function, and judged for gelu", "# layers of a general number are judged for one of 3"])); // prettier-ignore
    },
  );
  it("the derivative that comes from above is given by a name, on either side", () => {
    const text = (given: string): string => String.raw`$$O_{ik}=\sum_j A_{ij}V_{jk}$$
Given ${given},
$$\frac{\partial L}{\partial V_{jk}} = \sum_i A_{ij}G_{ik}$$
$$\frac{\partial L}{\partial A_{ij}} = \sum_k G_{ik}V_{kj}$$`;
    for (const given of [String.raw`$G = \partial L/\partial O$`, String.raw`$\partial L/\partial O = G$`])
      expect(verdicts(text(given))).toEqual(["proved", "refuted"]);
  });
  it("one derivative is given by a name, and another one has that name for its value", () => {
    const text = (shift: string): string => String.raw`$$y_i = \gamma_i \tanh(x_i) + \beta_i$$
Given $g_i = \partial L/\partial y_i$,
$$\frac{\partial L}{\partial \beta_i} = g_i$$
$$\frac{\partial L}{\partial \gamma_i} = g_i ${shift}$$`;
    expect(verdicts(text(String.raw`\tanh(x_i)`))).toEqual(["proved", "proved"]);
    expect(verdicts(text(String.raw`x_i`))).toEqual(["proved", "refuted"]);
  });
  it.each([
    ["a row times an entry", String.raw`z_n = w^\top x_n`, String.raw`\frac{\partial L}{\partial w} = \sum_n (z_n - t_n) x_n`, "w[m]"],
    ["a matrix times an entry", String.raw`z_n = W x_n + b`, String.raw`\frac{\partial L}{\partial W} = \sum_n (z_n - t_n) x_n^\top`, "W[m, n1]"],
  ])("an entry is a vector where it is %s", (_, layer, line, shape) => {
    const loss = String.raw`L = \frac12\sum_n \|z_n - t_n\|^2`;
    const { lines, inferred } = checkNow(`$$ ${layer}, \\quad ${loss} $$\n$$ ${line} $$`, { kind: "md" });
    expect(lines.at(-1)?.status).toBe("proved");
    expect(inferred.join()).toContain(shape);
    expect(verdicts(`$$ ${layer}, \\quad ${loss} $$\n$$ ${line.replace("(z_n - t_n)", "z_n")} $$`)).toEqual(["refuted"]);
  }); // prettier-ignore
  it("a count before an entry makes no vector of it", () => {
    const { inferred } = checkNow(
      String.raw`$$ L = \sum_{k=1}^N (N x_k - t_k)^2 $$ $$\frac{\partial L}{\partial x_k} = 2N(N x_k - t_k)$$`,
      { kind: "md" },
    );
    expect(inferred).toContain("param x[N]");
  });
  it("dX is the derivative by X, with its label above or below, and before an index", () => {
    const text = (labelled: (letter: string, layer: number) => string, first: string): string => {
      const [Z1, W1, A1, Z2, W2] = (
        [["Z", 1], ["W", 1], ["A", 1], ["Z", 2], ["W", 2]] as const
      ).map(([letter, layer]) => labelled(letter, layer)); // prettier-ignore
      return String.raw`Batch $X\in\mathbb R^{N\times D}$, $Y\in\mathbb R^{N\times C}$ one-hot.
\begin{align}
${Z1} &= X ${W1} \\
${A1} &= \mathrm{ReLU}(${Z1}) \\
${Z2} &= ${A1} ${W2} \\
P &= \mathrm{softmax}(${Z2}) \\
L &= -\frac1N \sum_{n=1}^N\sum_{c=1}^C Y_{nc}\log P_{nc} \\
d${Z2} &= ${first} \\
d${W2} &= ${A1}^\top d${Z2} \\
d${A1} &= d${Z2} ${W2}^\top \\
d${Z1} &= d${A1} \odot \mathbf 1[${Z1} > 0]
\end{align}`;
    };
    const right = String.raw`\frac1N (P - Y)`;
    for (const labelled of [
      (letter: string, layer: number) => `${letter}_${layer}`,
      (letter: string, layer: number) => `${letter}^{(${layer})}`,
    ]) {
      expect(verdicts(text(labelled, right))).toEqual(["proved", "proved", "proved", "proved"]);
      expect(verdicts(text(labelled, "P - Y"))).toEqual(["refuted", "proved", "proved", "proved"]);
    }
    const bias = String.raw`$$Z_1 = X W_1 + b_1,\quad Z_2 = \tanh(Z_1),\quad L = \frac12\|Z_2\|^2$$
$$dZ_1 = Z_2 \odot (1 - Z_2^2)$$ $$db_1 = \sum_n dZ_{1,n}$$`;
    expect(verdicts(bias)).toEqual(["proved", "proved"]);
  });
  it("a δ that belongs to no layer is a name, and is written as one", () => {
    const text = (
      slope: string,
    ): string => String.raw`$$ u = Wx,\quad y = u\odot\sigma(u),\quad L = \tfrac12\|y - t\|^2,\quad \delta = y - t $$
$$ \frac{\partial L}{\partial u} = \delta\odot ${slope} $$`;
    const slope = String.raw`(\sigma(u) + u\odot\sigma(u)\odot(1-\sigma(u)))`;
    expect(verdicts(text(slope))).toEqual(["proved"]);
    const { lines } = checkNow(text(String.raw`\sigma(u)`), { kind: "md" });
    expect(lines.at(-1)?.status).toBe("refuted");
    expect(lines.at(-1)?.fix?.text).toContain(String.raw`\delta`);
    expect(lines.at(-1)?.fix?.text).not.toContain("mathrm");
  });
  it("the inverse of a symmetric matrix is symmetric, that of another one is not", () => {
    const text = (words: string, line: string): string => String.raw`Let $x\in\mathbb R^d$ and $S\in\mathbb R^{d\times d}$${words}.
$$ q = x^\top (S + \lambda I)^{-1} x $$
$$ \frac{\partial q}{\partial S} = ${line} $$`; // prettier-ignore
    const inverse = String.raw`(S + \lambda I)^{-1}`;
    const [plain, turned] = [String.raw`-${inverse} x x^\top ${inverse}`, String.raw`-(${inverse})^\top x x^\top (${inverse})^\top`]; // prettier-ignore
    expect(verdicts(text("", turned))).toEqual(["proved"]);
    expect(verdicts(text(" symmetric", turned))).toEqual(["proved"]);
    expect(verdicts(text(" symmetric", plain))).toEqual(["proved"]);
    expect(verdicts(text("", plain))).not.toEqual(["proved"]);
  });
  it("a chain in running text names a derivative and says what it is", () => {
    const text = (value: string): string => String.raw`$H=XW$, $\hat Y = HV$이고 손실은
$$L=\frac{1}{2N}\sum_{n=1}^N\sum_k (\hat Y_{nk}-Y_{nk})^2$$
이다. $G = \frac{\partial L}{\partial \hat Y} = ${value}$라 하면
$$\frac{\partial L}{\partial V} = H^\top G$$`;
    expect(verdicts(text(String.raw`\frac1N(\hat Y-Y)`))).toEqual(["proved", "proved"]);
    expect(verdicts(text(String.raw`\hat Y-Y`))).toEqual(["refuted", "proved"]);
  });
  it("a convolution: an index that runs as far as what it is subtracted from", () => {
    const text = (line: string): string => String.raw`$$ y_i = \sum_{k=1}^K w_k x_{i+k-1} $$
$$ L = \frac12\sum_i (y_i - t_i)^2 $$
$$ \frac{\partial L}{\partial w_k} = ${line} $$`;
    expect(verdicts(text(String.raw`\sum_i (y_i - t_i) x_{i+k-1}`))).toEqual(["proved"]);
    expect(verdicts(text(String.raw`\sum_i y_i x_{i+k-1}`))).toEqual(["refuted"]);
  });
  it("logistic regression with a bias, which stands before the sum in some terms and below it in others", () => {
    const text = (line: string): string => String.raw`$$ p_n = \sigma(w^\top x_n + b) $$
$$ E = -\frac1N\sum_{n=1}^N [y_n\log p_n + (1-y_n)\log(1-p_n)] + \frac\lambda2\|w\|^2 $$
$$ \nabla_w E = ${line} $$`;
    expect(verdicts(text(String.raw`\frac1N\sum_n(p_n - y_n)x_n + \lambda w`))).toEqual(["proved"]);
    expect(verdicts(text(String.raw`\frac1N\sum_n(p_n - y_n)x_n + \frac\lambda2 w`))).toEqual(["refuted"]);
    expect(verdicts(text(String.raw`\frac1N\sum_n(p_n - y_n)x_n e^{b} + \lambda w`))).toEqual(["refuted"]);
  });
  it("∇∇ is the Hessian", () => {
    const text = (
      sign: string,
    ): string => String.raw`$$E(w) = \sum_n \log(1+\exp(w^\top x_n)),\quad q_n = \sigma(w^\top x_n)$$
$$\nabla\nabla E(w) = \sum_n q_n (1 ${sign} q_n)\, x_n x_n^\top$$`;
    expect(verdicts(text("-"))).toEqual(["proved"]);
    expect(verdicts(text("+"))).toEqual(["refuted"]);
  });
  it("differentials: dL is the sum over the variables whose differentials the right side has", () => {
    const text = (line: string): string => String.raw`$$z = Wx+b,\quad a=\tanh(z),\quad L = \frac12\|a-t\|^2$$
$$dL = ${line}$$`;
    const delta = String.raw`((1-a^2)\odot(a-t))^\top`;
    expect(verdicts(text(String.raw`(a-t)^\top da`))).toEqual(["proved"]);
    expect(verdicts(text(String.raw`${delta}\,dz = ${delta}(dW\,x + db)`))).toEqual(["proved", "proved"]);
    expect(verdicts(text(String.raw`${delta}\,dz = ${delta}dW\,x + 2\,${delta}db`))).toEqual([
      "proved",
      "refuted",
    ]);
    expect(verdicts(text(String.raw`(a-t)^\top dz`))).toEqual(["refuted"]);
  });
  it("differentials of matrices, under the trace, with an upright d", () => {
    const text = (line: string): string => String.raw`$$ L = \frac12\|XW-Y\|_F^2 $$
$$ \mathrm{d}L = \operatorname{tr}(${line}) $$
$$ \frac{\partial L}{\partial W} = X^\top(XW-Y) $$`;
    expect(verdicts(text(String.raw`(XW-Y)^\top X\,\mathrm{d}W`))).toEqual(["proved", "proved"]);
    expect(verdicts(text(String.raw`(XW-Y)^\top X^\top\,\mathrm{d}W`))).toEqual(["refuted", "proved"]);
  });
  it("without the differential of the cost, dW is a name for its derivative by W", () => {
    const text = String.raw`$$ z = Wx,\quad L = \frac12\|z-t\|^2 $$
$$ dz = z - t $$
$$ dW = dz\, x^\top $$`;
    expect(verdicts(text)).toEqual(["proved", "proved"]);
  });
  it("the condition of the last case counts", () => {
    const text = (
      last: string,
    ): string => String.raw`$$f = \begin{cases} z & z > 0\\ \alpha z & \text{otherwise}\end{cases}$$
$$\frac{\partial f}{\partial z} = \begin{cases} 1 & z > 0\\ \alpha & ${last}\end{cases}$$`;
    for (const right of [String.raw`z \le 0`, "z < 0", String.raw`0 \ge z`, String.raw`\text{otherwise}`])
      expect(verdicts(text(right)), right).toEqual(["proved"]);
    for (const wrong of [String.raw`\alpha \le 0`, String.raw`z \le -1`, String.raw`z \ge 0`])
      expect(verdicts(text(wrong)), wrong).toEqual(["refuted"]);
  });
});
