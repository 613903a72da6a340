import { describe, expect, it } from "vitest";
import { checkNow } from "../../../src/7-verify/check.ts";

const nested = (open: string, close: string, depth: number): string =>
  `y = ${open.repeat(depth)}x${close.repeat(depth)}`;

/** Texts that nobody writes: too long, too deep, too large, or no text at all. */
const texts: Readonly<Record<string, string>> = {
  "a byte of zero": "y = x\0^2 + \0",
  "half a surrogate pair": "y = x\ud800_i + \udc00",
  "a sum of 50,000 terms": `y = ${"x+".repeat(50_000)}x`,
  "fractions 10,000 deep": nested(String.raw`\frac{1}{`, "}", 10_000),
  "parentheses 10,000 deep": nested("(", ")", 10_000),
  "a tower of exponents": nested("2^{", "}", 3000),
  "macros that call each other": String.raw`\def\a{\b\b}\def\b{\c\c}\def\c{\a\a} y = \a`,
  "a number of 50,000 digits": `y = ${"9".repeat(50_000)} x`,
  "an exponent of 5,000 digits": `y = x^{${"9".repeat(5000)}}`,
  "a chain of 3,000 equations": `y = x ${"= x ".repeat(3000)}`,
  "environments that are never closed": String.raw`$$\begin{cases} 1 & x \begin{bmatrix} `.repeat(500),
  "cases without a row": String.raw`\frac := \begin{cases}`,
  "a matrix without an entry": String.raw`y = \begin{bmatrix}\end{bmatrix}`,
  "500 definitions": Array.from({ length: 500 }, (_, k) => String.raw`$$a_{\text{q${k}}} = ${k} x$$`).join(
    "\n",
  ),
  "a repeated product": `y = ${"(x+1)".repeat(2000)}`,
};

describe("hostile texts", () => {
  const kinds = ["md", "latex", "chain", "tex"] as const;
  it.each(Object.entries(texts).flatMap(([name, text]) => kinds.map((kind) => [name, kind, text] as const)))(
    "%s, as %s: a verdict or a message",
    (_name, kind, text) => {
      const isBare = (kind === "md" || kind === "tex") && !text.includes("$$");
      const { verdict } = checkNow(isBare ? `$$${text}$$` : text, { kind });
      expect(["holds", "refuted", "unreadable", "open", "conditional"]).toContain(verdict);
    },
  );
});
