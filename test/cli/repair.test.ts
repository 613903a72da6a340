import { describe, expect, it } from "vitest";
import { repair } from "../../cli/check/repair.ts";
import { type Check, checkNow } from "../../src/index.ts";
import { cases, markdownOf } from "../7-verify/read/cases.ts";

const judged = (text: string): Check => checkNow(text, { kind: "md" });
const repaired = (text: string, found: Check) =>
  repair(text, found, (changed) => Promise.resolve(judged(changed)));

/** The text with its certain repairs cut out: what must stay as it was. */
const around = (text: string, pieces: readonly string[]): readonly string[] =>
  pieces.reduce<readonly string[]>((parts, piece) => {
    const last = parts.at(-1)!;
    const at = last.indexOf(piece);
    return at < 0 ? parts : [...parts.slice(0, -1), last.slice(0, at), last.slice(at + piece.length)];
  }, [text]); // prettier-ignore

describe("certain repairs of the public derivations", () => {
  const wrong = cases.filter(({ verdict }) => verdict === "wrong");
  it.each(wrong.map((one) => [one.id, one] as const))("%s", async (_id, one) => {
    const { text } = markdownOf(one);
    const before = judged(text);
    const { text: after, repairs, found } = await repaired(text, before);
    if (repairs.length === 0) {
      expect(after).toBe(text);
      return;
    }
    const mended = new Set(repairs.map(({ line }) => line));
    for (const { line, status, follows } of found.lines)
      if (mended.has(line) && follows === undefined) expect(["proved", "definition", "conditional", "tested"]).toContain(status); // prettier-ignore
    const count = (check: Check): number => check.lines.filter(({ status }) => status === "refuted").length;
    expect(count(found)).toBeLessThan(count(before));
    if (repairs.length === 1)
      expect(around(text, [repairs[0]!.before])).toEqual(around(after, [repairs[0]!.after]));
    const again = await repaired(after, found);
    expect([again.text, again.repairs]).toEqual([after, []]);
  });
  it("are found in most of them", () => {
    const certain = wrong.filter((one) => judged(markdownOf(one).text).lines.some(({ fix }) => fix?.confidence === "certain"));
    expect(certain.length).toBeGreaterThan(12);
  }); // prettier-ignore
});

describe("a repair that is called certain", () => {
  const text = "$$\nf = x^2\n$$\n\n$$\n\\frac{\\partial f}{\\partial x} = x % of the square\n\n$$\n";
  const found = judged("$$\nf = x^2\n$$\n\n$$\n\\frac{\\partial f}{\\partial x} = x\n$$\n");
  const withFix = (fix: string): Check => ({
    ...found,
    lines: found.lines.map(
      (line) =>
      line.status === "refuted" ? { ...line, fix: { span: line.fix!.span, text: fix, confidence: "certain" as const } } : line, // prettier-ignore
    ),
  });
  it("is taken back where it does not make the line right", async () => {
    const source = found.source.text;
    expect((await repaired(source, withFix("2 x"))).repairs).toHaveLength(1);
    expect(await repaired(source, withFix("3 x"))).toMatchObject({ text: source, repairs: [] });
    expect(await repaired(source, withFix("\\foo{"))).toMatchObject({ text: source, repairs: [] });
  });
  it("is not made over a comment", async () => {
    const commented = judged(text);
    const at = text.indexOf("x % of");
    const lines = withFix("2 x").lines.map(
      (line) =>
      line.fix === undefined ? line : { ...line, fix: { ...line.fix, span: { start: at, end: text.indexOf("\n\n$$\n", at) } } }, // prettier-ignore
    );
    expect((await repaired(text, { ...commented, lines })).text).toBe(text);
  });
});
