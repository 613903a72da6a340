import { describe, expect, it } from "vitest";
import { checkNow, type Check } from "../../../src/7-verify/check.ts";
import type { ReadOptions } from "../../../src/7-verify/line.ts";

const statuses = ["proved", "conditional", "tested", "refuted", "hole", "definition", "unreadable"];

/** Every line has a verdict, and a wrong one a reason. */
function isSound({ lines, source }: Check): void {
  for (const line of lines) {
    expect(statuses).toContain(line.status);
    expect(line.span.end).toBeLessThanOrEqual(source.text.length);
    if (line.status === "refuted") expect(line.code, line.text).toBeDefined();
  }
}

const layer = (n: string, m: string): string =>
  `$$x\\in\\mathbb R^{${n}},\\;W\\in\\mathbb R^{${n}\\times ${m}},\\;h_j=\\sum_i W_{ij}x_i,\\;a_j=\\max(0,h_j),\\;C=\\sum_j a_j^2$$\n\n`;

const claim = (right: string, left = "\\frac{\\partial C}{\\partial W_{ij}}"): string =>
  `$$${left} = ${right}$$\n\n`;

describe("derivations made to be slow", () => {
  const slow: readonly (readonly [string, ReadOptions["kind"], string])[] = [
    ["gigantic sizes, wrong", "md", layer("1000000000", "1000000000") + claim("2 h_j x_i")],
    ["large sizes, right and wrong", "md", layer("5000", "5000") + claim("2 a_j x_i") + claim("2 h_j x_i")],
    ["sizes as powers", "md", layer("10^9", "10^9") + claim("a_j x_i")],
    ["an exponent of thirteen digits", "md", layer("3", "4") + claim("x_i^{1000000000000}")],
    ["a power of a sum", "md", layer("3", "4") + claim("(x_i + a_j)^{1000000000}")],
    ["towers of powers", "md", layer("3", "4") + claim("9^{9^{9^{9}}} x_i")],
    ["a large power of a number", "md", layer("3", "4") + claim("9999^{99999999} x_i + 2^{-99999999}")],
    ["many terms", "md", layer("3", "4") + claim(`${"2 a_j x_i + ".repeat(300)}x_i`)],
    ["six axes", "chain", "input A[30,30,30,30,30,30]\nf = sum(i,j,k,l,m,n, A[i,j,k,l,m,n]^2)\nclaim d(f)/d(A[i,j,k,l,m,n]) = 3*A[i,j,k,l,m,n]\n"],
    ["nested fractions", "chain", `input x\nf = exp(x)\nclaim d(f)/d(x) = ${"2/(1+".repeat(300)}x${")".repeat(300)}\n`],
    ["nested functions", "chain", `input x\nf = exp(x)\nclaim d(f)/d(x) = ${"tanh(".repeat(1000)}x${")".repeat(1000)}\n`],
    ["products that explode", "chain", `input a[5], b\nf = ${Array.from({ length: 14 }, (_, k) => `(a[${(k % 5) + 1}]+b+${k})`).join(" * ")}\nclaim d(f)/d(b) = f\n`],
  ]; // prettier-ignore
  it.each(slow)("are judged, or said to be too large: %s", (_name, kind, text) => {
    const found = checkNow(text, { kind });
    isSound(found);
    const last = found.lines.at(-1)!;
    if (kind === "chain") expect(last.status, "a wrong claim is not called right").not.toBe("proved");
  });
});
