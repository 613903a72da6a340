import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderDiagnostic } from "../../../src/index.ts";
import type { DerivationText, ReadOptions, Side } from "../../../src/7-verify/line.ts";
import { checkNow } from "../../../src/7-verify/check.ts";
import { readDerivation } from "../../../src/7-verify/read/read.ts";
import { cases, markdownOf } from "./cases.ts";

/** A place of a message that nothing was put into; the lines of the text itself have braces of their own. */
const unfilled = (shown: string): readonly string[] =>
  shown.split("\n").filter((line) => !/^ *\d+ \|/.test(line) && /(?<!\\\w*)\{:?[a-z/]+\}/.test(line));

/** Everything a result says lies in the text, and can be shown in both languages. */
function isSound(text: string, read: DerivationText): void {
  const fits = (span: { readonly start: number; readonly end: number }): boolean =>
    span.start >= 0 && span.start <= span.end && span.end <= text.length;
  for (const line of read.lines) {
    expect(fits(line.span) && fits(line.rightSpan), "spans in the text").toBe(true);
    const sides: readonly (Side | undefined)[] = [line.left, line.previous, line.right];
    const diagnostics = sides.flatMap((side) =>
      side?.kind === "unreadable"
        ? side.diagnostics
        : side?.kind === "value"
          ? side.rejected.map(({ why }) => why)
          : [],
    );
    for (const diagnostic of [...diagnostics, ...line.notes])
      for (const lang of ["en", "ko"] as const)
        expect(unfilled(renderDiagnostic(diagnostic, read.source, { lang }))).toEqual([]);
    for (const side of sides)
      for (const reading of side?.kind === "value" ? side.readings : []) {
        const strays = reading.value.free.filter((index) => !reading.axes.includes(index));
        expect(
          strays.map(({ name }) => name),
          line.text,
        ).toEqual([]);
      }
  }
  for (const diagnostic of read.diagnostics)
    expect(renderDiagnostic(diagnostic, read.source)).toMatch(/^\w+\[\w\d+\]: /);
}

/** With CHAINRULE_FUZZ=10, ten times as many: 10,000 in all. */
const runs = (usual: number): number => usual * Number(process.env.CHAINRULE_FUZZ ?? 1);

const texts = cases.map((one) => markdownOf(one).text);

/** Pieces of formulas, right and wrong ones. */
const piece = fc.constantFrom(
  "\\frac", "{", "}", "\\sum_{i=1}^{n}", "\\sum", "_", "^", "_{ij}", "^{(1)}", "^2", "^\\top", "'", "(", ")", "[", "]",
  "\\left(", "\\right)", "|", "\\|", "\\partial", "\\nabla", "\\nabla_W", "=", "\\\\", "&", "$$", "\\[", "\\]", "+", "-",
  "\\cdot", "\\times", "\\odot", "\\circ", "/", "W", "x", "y", "h", "C", "i", "j", "1", "2", "12", "\\delta", "\\sigma",
  "\\log", "\\exp", "\\max", "\\mathrm{softmax}", "\\text{ if }", "\\begin{cases}", "\\end{cases}", "\\begin{bmatrix}",
  "\\end{bmatrix}", "\\mathbf 1", "\\mathbb R", "\\in", ",", ";", "\\;", "\\quad", "%", "\n", "d", "\\hat", "\\sqrt", "#", "?",
  "\\dots", "\\leftarrow", ":=", "\\ne", "<", ">", "dW", "e^", "\\infty", "½", "∂", "한",
); // prettier-ignore

const read = (text: string, kind: ReadOptions["kind"]): DerivationText => readDerivation(text, { kind });

describe("any text at all", () => {
  it("is read without failure: arbitrary characters", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 200 }),
        fc.constantFrom("md", "tex", "latex", "chain"),
        (text, kind) => isSound(text, read(text, kind)),
      ),
      { seed: 1, numRuns: runs(250) },
    );
  });

  it("is read without failure: pieces of formulas in any order", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join(" ");
        isSound(text, read(text, "latex"));
      }),
      { seed: 2, numRuns: runs(600) },
    );
  });

  /** Real derivations with a piece taken out, put in, or moved. */
  const changed = fc
    .record({
      text: fc.constantFrom(...texts),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat({ max: 12 }),
      inserted: fc.option(piece),
    })
    .map(({ text, at, length, inserted }) => {
      const from = Math.floor(at * text.length);
      return text.slice(0, from) + (inserted ?? "") + text.slice(from + length);
    });

  it("is read without failure: real derivations with a piece changed", () => {
    fc.assert(
      fc.property(changed, (text) => isSound(text, read(text, "md"))),
      {
        seed: 3,
        numRuns: runs(150),
      },
    );
  });

  it("is judged without failure: real derivations with a piece changed", () => {
    const isJudged = (text: string): void => {
      const { lines, source } = checkNow(text, { kind: "md" });
      for (const diagnostic of lines.flatMap(({ diagnostics }) => diagnostics))
        expect(renderDiagnostic(diagnostic, source)).toMatch(/^\w+\[\w\d+\]: /);
    };
    fc.assert(fc.property(changed, isJudged), { seed: 4, numRuns: runs(20) });
  }, 1_200_000);
});

describe("texts made to be slow", () => {
  const slow: readonly (readonly [string, string])[] = [
    ["brackets", "y = " + "(".repeat(20_000)],
    ["closed brackets", "y = " + "(".repeat(300) + "x" + ")".repeat(300)],
    ["scripts", "y = x" + "_{a".repeat(5_000)],
    ["powers", "y = " + "x^".repeat(5_000)],
    ["fractions", "y = " + "\\frac{".repeat(3_000)],
    ["sums", "y = " + "\\sum_i ".repeat(2_000) + "x_i"],
    ["factors", "y = " + "x ".repeat(4_000)],
    ["products that could mean anything", "y = " + "a \\times b \\times ".repeat(300) + "c"],
    ["names", Array.from({ length: 300 }, (_, k) => `a_{\\text{n${"abcdefghij"[k % 10]}${"abcdefghij"[Math.floor(k / 10) % 10]}${"abc"[Math.floor(k / 100)]}}}`).join(" + ") + " = 1"],
    ["equations", "y " + "= x ".repeat(1_000)],
    ["displays that never end", "\\[".repeat(5_000)],
    ["dollars", "$".repeat(20_000)],
    ["functions of themselves", "f(x) = f(x) + f(2x), \\; f(y) = 1"],
    ["definitions in a circle", "a = b, \\; b = c, \\; c = a, \\; \\frac{\\partial a}{\\partial b} = 1"],
    ["environments", "\\begin{cases}".repeat(2_000)],
  ]; // prettier-ignore
  it.each(slow)("are read, or refused with a message: %s", (_name, text) => {
    isSound(text, read(text, "latex"));
    isSound(text, read(text, "md"));
    isSound(text, read(text, "tex"));
  });
});
