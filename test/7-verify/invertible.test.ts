import { describe, expect, it } from "vitest";
import { checkNow } from "../../src/7-verify/check.ts";

const check = (text: string) => checkNow(text, { kind: "md" });
const twice = String.raw`$$y = A x, \quad w = A^{-1} y, \quad L = \sum_i g_i w_i$$`;
const gradient = (right: string): string => String.raw`$$\frac{\partial L}{\partial x} = ${right}$$`;

describe("an inverse presupposes that it exists", () => {
  it.each(["", "Let $A$ be invertible.\n", "$A$ is non-singular.\n", "$A$가 가역일 때\n"])(
    "%j: what cancels needs no condition",
    (words) => {
      const of = (right: string) => check(`${words}${twice}\n${gradient(right)}`).lines.at(-1);
      expect(of("g")).toMatchObject({ status: "proved" });
      expect(of("g")?.needs).toBeUndefined();
      expect(of(String.raw`A^\top A^{-\top} g`)).toMatchObject({ status: "proved" });
      expect(of(String.raw`A^\top g`)).toMatchObject({ status: "refuted" });
    },
  );

  it("is no assumption of symmetry beside", () => {
    const of = (right: string) =>
      check(`Let $A$ be invertible.\n${twice}\n${gradient(right)}`).lines.at(-1)!.status;
    expect(of(String.raw`A A^{-\top} g`)).not.toBe("proved");
  });

  it("makes an inverse of what is not square a mistake", () => {
    const text = String.raw`$$A \in \mathbb R^{3\times 4}, \quad y = A x, \quad L = \sum_i g_i y_i$$`;
    const line = check(`${text}\n${gradient(String.raw`A^\top A A^{-1} g`)}`).lines.at(-1)!;
    expect(line.status).toBe("refuted");
    expect(line.code).toMatch(/^E03/);
  });

  it("is accepted of square matrices in model files, and refused of others", () => {
    const model = (shape: string) =>
      `size n, m\ninput A[${shape}]\nassume A invertible\nL = sum(i, sum(j, A[i, j]))`;
    expect(checkNow(model("n, n"), { kind: "chain" }).diagnostics).toEqual([]);
    expect(checkNow(model("n, m"), { kind: "chain" }).diagnostics.map(({ code }) => code)).toEqual(["E0503"]);
  });
});
