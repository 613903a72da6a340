import { describe, expect, it } from "vitest";
import { blocksOf, commandsOf, matchesShown, promisedOutput, words } from "./support/docs.ts";

const fence = "```";
const markdown = [
  "# Title",
  `${fence}ts`,
  "const a = 1;",
  fence,
  "text",
  `  ${fence}ts continues`,
  "  console.log(a); // → 1",
  `  ${fence}`,
  `${fence}chain file=a.chain error=E0201`,
  "x = y",
  fence,
].join("\n");

describe("the reader of documents", () => {
  it("finds blocks with language, flags and line", () => {
    const blocks = blocksOf(markdown, "a.md");
    expect(blocks.map(({ language, line }) => [language, line])).toEqual([
      ["ts", 2],
      ["ts", 6],
      ["chain", 9],
    ]);
    expect([...blocks[2]!.flags]).toEqual([
      ["file", "a.chain"],
      ["error", "E0201"],
    ]);
  });
  it("joins a block that continues to the one before, without its indentation", () => {
    expect(blocksOf(markdown, "a.md")[1]!.text).toBe("const a = 1;\nconsole.log(a); // → 1\n");
  });
  it("takes what stands after an arrow as promised output", () => {
    expect(promisedOutput(blocksOf(markdown, "a.md")[1]!)).toEqual(["1"]);
  });
  it("tells commands from their output, and knows the exit code that is shown", () => {
    const shown = (text: string) => commandsOf(blocksOf(`${fence}sh\n${text}\n${fence}`, "a.md")[0]!);
    expect(shown("npm ci   # once\n# a remark\nnpm test")).toEqual([
      { command: "npm ci", exitCode: 0, output: undefined },
      { command: "npm test", exitCode: 0, output: undefined },
    ]);
    expect(shown("$ npx chainrule a  # exit 1\nout 1\n\nout 2\n$ npx chainrule b")).toEqual([
      { command: "npx chainrule a", exitCode: 1, output: "out 1\n\nout 2" },
      { command: "npx chainrule b", exitCode: 0, output: undefined },
    ]);
  });
  it("splits a command at blanks outside of quotes", () => {
    expect(words(`npx chainrule derive "a b" 'c d'`)).toEqual(["npx", "chainrule", "derive", "a b", "c d"]);
  });
  it("compares output line by line, with … for what changes from run to run", () => {
    expect(matchesShown("a (1.5)\n", "a (1.5)")).toBe(true);
    expect(matchesShown("a (1x5)\n", "a (1.5)")).toBe(false);
    expect(matchesShown("took 12 ms\n", "took … ms")).toBe(true);
    expect(matchesShown("took 12 s\n", "took … ms")).toBe(false);
    expect(matchesShown("a\nb\nc\n", "a\n…\nc")).toBe(true);
    expect(matchesShown("a\nb\nc\n", "a\n…\nd")).toBe(false);
    expect(matchesShown("a\nb\n", "a")).toBe(false);
  });
});
