import { describe, expect, it } from "vitest";
import { checkNow } from "../../src/7-verify/check.ts";

const lastOf = (text: string) => checkNow(text, { kind: "md" }).lines.at(-1)!;
const gaussian = String.raw`$$\ell = -\frac12 \log\det \Sigma - \frac12 (x - \mu)^\top \Sigma^{-1} (x - \mu)$$`;
const gradient = (right: string): string => String.raw`$$\frac{\partial \ell}{\partial \mu} = ${right}$$`;

describe("the inverse of a symmetric matrix", () => {
  it("is symmetric, where nothing says that the matrix is: an assumption that is missing", () => {
    const line = lastOf(`${gaussian}\n${gradient(String.raw`\Sigma^{-1} (x - \mu)`)}`);
    expect(line).toMatchObject({ status: "conditional", code: "E0501", needs: ["Sigma symmetric"] });
    expect(line.witness).toBeDefined();
  });

  it("is symmetric where the text says it", () => {
    const line = lastOf(
      `Let $\\Sigma$ be symmetric.\n${gaussian}\n${gradient(String.raw`\Sigma^{-1} (x - \mu)`)}`,
    );
    expect(line.status).toBe("proved");
    const turned = lastOf(
      `Let $\\Sigma$ be symmetric.\n${gaussian}\n${gradient(String.raw`\Sigma^{-\top} (x - \mu)`)}`,
    );
    expect(turned.status).toBe("proved");
  });

  it("is no excuse for a sign or a factor", () => {
    expect(lastOf(`${gaussian}\n${gradient(String.raw`-\Sigma^{-1} (x - \mu)`)}`)).toMatchObject({
      status: "refuted",
    });
    expect(lastOf(`${gaussian}\n${gradient(String.raw`2 \Sigma^{-1} (x - \mu)`)}`).status).toBe("refuted");
    expect(lastOf(`${gaussian}\n${gradient(String.raw`\Sigma (x - \mu)`)}`).status).toBe("refuted");
  });

  it("is not assumed of a matrix whose transpose would make a difference", () => {
    const text = String.raw`$$y = A^{-1} x, \quad L = \sum_i g_i y_i$$
$$\frac{\partial L}{\partial x} = A^{-1} g$$`;
    expect(lastOf(text).status).not.toBe("proved");
    expect(lastOf(text.replace("A^{-1} g", String.raw`A^{-\top} g`)).status).toBe("proved");
  });
});
