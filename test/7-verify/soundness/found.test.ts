import { describe, expect, it } from "vitest";
import { checkNow } from "../../../src/7-verify/check.ts";

/** What changes of one leaf have brought to light. */
describe("a line that is wrong is not called right", () => {
  it("where two kinks lie near each other: the mask [u > 1] for [u > 0]", () => {
    const hinge = `input x[2]
param W[2, 2]
label y[2]
o[k] = sum(i, W[k, i] * x[i])
C = sum(k, relu(1 - y[k] * o[k]))
`;
    const [line] = checkNow(`${hinge}claim d(C)/d(W[k, i]) = -y[k] * x[i] * (1 - y[k] * o[k] > 1)\n`, {
      kind: "chain",
    }).lines;
    expect(line!.status).toBe("refuted");
  });

  it("where another number than 1 stands before the bracket of an indicator", () => {
    const text = (factor: string): string =>
      `$$L = \\sum_i v_i \\max(0, h_i)$$\n$$\\frac{\\partial L}{\\partial h_i} = v_i\\,${factor}[h_i>0]$$\n`;
    const status = (factor: string) => checkNow(text(factor), { kind: "md" }).lines.at(-1)!.status;
    expect(status("\\mathbf 1")).toBe("proved");
    expect(status("\\mathbf 2")).not.toBe("proved");
  });

  it("where an index meets a class: [k = c] is no kink, and c is one of the positions", () => {
    const text = (
      label: string,
    ): string => String.raw`$$p_k = \frac{e^{o_k}}{\sum_j e^{o_j}},\quad L = -\sum_k\mathbf 1[k=c]\log p_k$$
$$\frac{\partial L}{\partial o_k} = p_k - ${label}$$`;
    const status = (label: string) => checkNow(text(label), { kind: "md" }).lines.at(-1)!.status;
    expect(status(String.raw`\mathbf 1[k=c]`)).toBe("proved");
    expect(status(String.raw`2\cdot\mathbf 1[k=c]`)).toBe("refuted");
    expect(status("0")).toBe("refuted");
  });
});
