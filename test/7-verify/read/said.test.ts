import { describe, expect, it } from "vitest";
import { checkNow } from "../../../src/7-verify/check.ts";

const verdict = (text: string): string | undefined =>
  checkNow(text, { kind: "md" }).lines.findLast(({ status }) => status !== "definition")?.status;

const quadratic = (words: string): string => String.raw`${words}
$$f(x) = x^\top Q x$$
$$\nabla f(x) = 2Qx$$`;

describe("what words say of a name", () => {
  it.each([
    "Let $Q$ be symmetric.",
    String.raw`Let $Q\in\mathbb R^{n\times n}$ be a symmetric positive definite matrix.`,
    "For a symmetric matrix $Q$:",
    "With $Q$ symmetric and invertible,",
    "$Q$가 대칭일 때",
    "대칭행렬 $Q$에 대하여",
  ])("%s", (words) => {
    expect(verdict(quadratic(words))).toBe("proved");
  });
  it.each([
    "Let $Q$ be a matrix.",
    "$Q$ need not be symmetric.",
    "$Q$ is not symmetric.",
    "For a symmetric matrix $A$ and any $Q$:",
    "$Q$는 대칭이 아니다.",
  ])("but not: %s", (words) => {
    expect(verdict(quadratic(words))).toBe("conditional");
  });
  it.each([
    ["$y$ is one-hot.", "proved"],
    ["With a one-hot label $y$:", "proved"],
    ["$y$ need not be one-hot.", "conditional"],
  ])("%s", (words, wanted) => {
    const text = String.raw`${words} $p = \mathrm{softmax}(z)$.
$$C = -\sum_k y_k\log p_k$$
$$\frac{\partial C}{\partial z_k} = p_k - y_k$$`;
    expect(verdict(text)).toBe(wanted);
  });
});

describe("repairs in the words of their author", () => {
  const layers = (product: string): string => String.raw`$x\in\mathbb R^3$, $W\in\mathbb R^{2\times 3}$
$$h = Wx,\quad L = \tfrac12\|h - t\|^2$$
$$\frac{\partial L}{\partial W} = (h-t)x^\top$$
$$\frac{\partial L}{\partial x} = ${product}$$`;
  it.each([
    ["W(h-t)", "matrix-for-transpose"],
    [String.raw`W^\top\odot(h-t)`, "elementwise-for-matrix-product"],
    [String.raw`-W^\top(h-t)`, "sign"],
  ])("%s", (wrong, slip) => {
    const line = checkNow(layers(wrong), { kind: "md" }).lines.at(-1)!;
    expect([line.slip, line.fix?.text.replace(/\s+(?=\()/, "")]).toEqual([slip, String.raw`W^\top(h-t)`]);
    expect(checkNow(layers(line.fix!.text), { kind: "md" }).verdict).toBe("holds");
  });
});
