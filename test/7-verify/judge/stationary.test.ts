import { describe, expect, it } from "vitest";
import { checkNow } from "../../../src/7-verify/check.ts";

const verdicts = (text: string): readonly string[] =>
  checkNow(text, { kind: "md" })
    .lines.filter(({ status }) => status !== "definition")
    .map(({ status, code }) => (code === undefined ? status : `${status} ${code}`));

const leastSquares = String.raw`$$J(\theta) = \frac12\|X\theta-y\|^2$$
$$\nabla_\theta J(\theta) = X^\top(X\theta-y)$$
`;

const ridge = (
  equation: string,
): string => String.raw`$$J = \frac{1}{2m}\|X\theta-y\|^2 + \frac\lambda2\|\theta\|^2$$
with $X\in\mathbb R^{m\times n}$. Setting the gradient to zero,
$$${equation}$$`;

describe("an equation that holds where a gradient is zero", () => {
  it("is the normal equation, after the gradient of least squares", () => {
    const text = String.raw`${leastSquares}Hence
$$X^\top X\theta = X^\top y$$`;
    expect(verdicts(text)).toEqual(["proved", "conditional N0805"]);
    expect(verdicts(text.replace("Hence", "Setting it to zero,"))).toEqual(["proved", "proved N0805"]);
  });
  it("is not a multiple of one side alone", () => {
    const text = String.raw`${leastSquares}Hence
$$X^\top X\theta = 2X^\top y$$`;
    expect(verdicts(text)).toEqual(["proved", expect.stringMatching(/^refuted/)]);
  });
  it("may differ from the gradient by a number or a size", () => {
    expect(verdicts(ridge(String.raw`(X^\top X + m\lambda I)\theta = X^\top y`))).toEqual(["proved N0805"]);
    expect(verdicts(ridge(String.raw`(X^\top X + \lambda I)\theta = X^\top y`))).toEqual([
      expect.stringMatching(/^refuted/),
    ]);
  });
  it("is spoken of, in either language: without such words a gradient is not zero", () => {
    const zero = String.raw`$$\nabla_\theta J(\theta) = 0$$`;
    for (const words of [
      "At the minimum",
      "Setting the gradient to zero,",
      "최소에서는",
      "기울기를 0으로 두면",
    ])
      expect(verdicts(`${leastSquares}${words}\n${zero}`), words).toEqual(["proved"]);
    for (const words of ["Since we minimise $J$ on the training set,", "With data of zero mean,"])
      expect(verdicts(`${leastSquares}${words}\n${zero}`), words).toEqual([
        "proved",
        expect.stringMatching(/^refuted/),
      ]);
    expect(verdicts(`${leastSquares}Moreover\n${zero}`)).toEqual([
      "proved",
      expect.stringMatching(/^refuted/),
    ]);
  });
  it("may give the variable itself", () => {
    const text = (value: string): string => `size n
input b[n], c[n]
param a
f = 1/2 * sum(i, (a * b[i] - c[i])^2)
claim d(f)/d(a) = sum(i, (a * b[i] - c[i]) * b[i])
claim a = ${value}`;
    const last = (value: string) => checkNow(text(value), { kind: "chain" }).lines.at(-1);
    expect(last("sum(i, b[i] * c[i]) / sum(i, b[i]^2)")).toMatchObject({
      status: "conditional",
      code: "N0805",
      needs: ["d(f)/d(a) == 0"],
    });
    expect(last("sum(i, c[i]) / sum(i, b[i])")).toMatchObject({ status: "refuted" });
  });
});
