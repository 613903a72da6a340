import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { chainrule, folder } from "../support/cli.ts";

const model = `input x[3]
param W0[3, 4], W1[4, 3]
label y[3]
assume sum(k, y[k]) == 1
h[j] = sum(i, W0[i, j] * x[i])
a[j] = relu(h[j])
o[k] = sum(j, W1[j, k] * a[j])
p[k] = softmax(k, o[k])
C = -sum(k, y[k] * log(p[k]))
`;
const block = `\`\`\`chain\n${model}\`\`\`\n`;
const display = (formula: string): string => `\n$$\n${formula}\n$$\n`;
const right = String.raw`\frac{\partial C}{\partial o_k} = p_k - y_k`;
const wrongSign = String.raw`\frac{\partial C}{\partial o_k} = y_k - p_k`;
const open = String.raw`\frac{\partial C}{\partial h_j} =`;

describe("check: exit codes", () => {
  it.each([
    ["right", right, [], 0],
    ["wrong", wrongSign, [], 1],
    ["open", open, [], 0],
    ["open, strictly", open, ["--strict"], 3],
    ["wrong and open, strictly", `${wrongSign}\n$$\n\n$$\n${open}`, ["--strict"], 1],
    ["unreadable", String.raw`\frac{\partial C}{\partial o_k} = p_k -- - \foo{q}`, [], 2],
  ] as const)("%s", async (_what, formula, flags, exitCode) => {
    const cwd = folder({ "a.md": block + display(formula) });
    const { code, out, err } = await chainrule(["check", "a.md", ...flags], { cwd });
    expect(code, out + err).toBe(exitCode);
    expect(err).toBe("");
  });
  it.each([
    ["a file that is not there", ["check", "none.md"], "E1001"],
    ["a folder", ["check", "."], "E1011"],
    ["a file without formulas", ["check", "plain.md"], "E1072"],
    ["a line without formulas", ["check", "a.md:1"], "E1071"],
    ["a name that the text does not have", ["check", "a.md", "--alias", "u=nothing"], "E1070"],
    ["lengths of a name that the text does not have", ["check", "a.md", "--sizes", "nothing=3"], "E1070"],
    ["lengths that are none", ["check", "a.md", "--sizes", "x=three"], "E1024"],
    ["an alias that is none", ["check", "a.md", "--alias", "x"], "E1024"],
    ["repairs of standard input", ["check", "-", "--fix"], "E1073"],
    ["two formats", ["check", "a.md", "--json", "--sarif"], "E1026"],
    ["a kind that is none", ["check", "a.md", "--kind", "pdf"], "E1024"],
  ])("%s: 2, with the place or the cause", async (_what, args, expected) => {
    const cwd = folder({ "a.md": block + display(right), "plain.md": "Nothing here.\n" });
    const { code, err } = await chainrule(args, { cwd });
    expect([code, err]).toEqual([2, expect.stringContaining(`[${expected}]`)]);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

describe("check: text", () => {
  it("has a row for each line, a frame for what is wrong, and the totals", async () => {
    const cwd = folder({ "a.md": block + display(wrongSign) + display(right) });
    const { out } = await chainrule(["check", "a.md"], { cwd });
    expect(out).toMatch(/^a\.md: 2 lines read; C\(W0\[3, 4\], W1\[4, 3\]; x\[3\], y\[3\]\)\n/);
    expect(out).toMatch(/^ {2}14 {2}✗ E0407 .*fix: certain$/m);
    expect(out).toMatch(/^ {2}18 {2}✓ proved /m);
    expect(out).toMatch(/^error\[E0407\]/m);
    expect(out).toMatch(/--> a\.md:14:35\n/);
    expect(out).toMatch(/\n1 proved · 1 refuted {3}\d+\.\d\d s\n$/);
  });
  it("shows one line of a file alone, with its trace", async () => {
    const cwd = folder({ "a.md": block + display(wrongSign) + display(right) });
    const { code, out } = await chainrule(["check", "a.md:18", "-v"], { cwd });
    expect(code).toBe(0);
    expect(out).not.toContain("E0407");
    expect(out).toMatch(/line 18, both sides brought to one form:\n {2}S1 /);
  });
  it("shows how what is right is derived beside what is wrong, and the trace under an assumption", async () => {
    const unstated = `\`\`\`chain\n${model.replace(/^assume.*\n/m, "")}\`\`\`\n`;
    const cwd = folder({ "a.md": block + display(wrongSign), "b.md": unstated + display(right) });
    const wrong = await chainrule(["check", "a.md", "-v"], { cwd });
    expect(wrong.code).toBe(1);
    expect(wrong.out).toMatch(
      /line 14, how what is right is derived:\n(?: {2,}.*\n)* {2}S2 .*\n {7}d\(C\)\/d\(o\[k\]\)\n {7}= softmax\(k, o\[k\]\) - y\[k\]\n/,
    );
    expect(wrong.out).not.toContain("brought to one form");
    const conditional = await chainrule(["check", "b.md", "-v"], { cwd });
    expect(conditional.out).toMatch(
      /line 13, both sides brought to one form, if sum\(k, y\[k\]\) == 1:\n {2}S1 [^]*sum\(k, y\[k\]\) → 1\n/,
    );
    const terse = await chainrule(["check", "a.md"], { cwd });
    expect(terse.out).not.toContain("is derived");
  });
  it("shows the links of the chain nearest to what is asked for, where there are many", async () => {
    const deep = `input x\nh1 = tanh(x)\n${Array.from({ length: 12 }, (_, k) => `h${k + 2} = tanh(h${k + 1})`).join("\n")}\n`;
    const cwd = folder({ "a.chain": `${deep}claim d(h13)/d(x) = h13\n` });
    const { out } = await chainrule(["check", "a.chain", "-v"], { cwd });
    expect(out.match(/^ {2}S\d+ /gm)).toHaveLength(8);
    expect(out).toMatch(/how what is right is derived:\n {2}and \d+ more steps\n/);
    expect(out).toMatch(/^ {7}d\(h13\)\/d\(x\)$/m);
  });
  it("is plain ASCII where the locale has nothing else", async () => {
    const cwd = folder({ "a.md": block + display(wrongSign) + display(open) });
    const { out } = await chainrule(["check", "a.md"], { cwd, env: { LC_ALL: "C" } });
    expect(out).toMatch(/^ {2}14 {2}x E0407/m);
    expect(
      out.split("\n").filter((line) => /^ {2}\d+ {2}/.test(line) && /[^\u0020-\u007E]/.test(line)),
    ).toEqual([]);
  });
  it("speaks Korean, with carets under wide characters", async () => {
    const cwd = folder({ "a.md": block + display(String.raw`\text{기울기: } ${wrongSign}`) });
    const { out } = await chainrule(["check", "a.md", "--lang", "ko"], { cwd });
    expect(out).toContain("오류[E0407]");
    const lines = out.split("\n");
    const caret = lines.findIndex((line) => /^ +\| +\^/.test(line));
    const before = lines[caret - 1]!.slice(0, lines[caret - 1]!.indexOf("y_k - p_k"));
    const wide = before.match(/[가-힣]/g)?.length ?? 0;
    expect(wide).toBe(3);
    expect(lines[caret]!.indexOf("^")).toBe(before.length + wide);
  });
  it("lists what names were taken for, and takes a name from --alias", async () => {
    const formula = String.raw`\frac{\partial C}{\partial z_2} = p - y`;
    const cwd = folder({ "a.md": block + display(formula) });
    const inferred = await chainrule(["check", "a.md"], { cwd });
    expect(inferred.out).toContain("names: z_2 ≡ o");
    const given = await chainrule(["check", "a.md", "--alias", "z_2=o", "--json"], { cwd });
    expect(given.out).not.toContain("E0233");
    expect(given.code).toBe(0);
  });
  it("takes lengths from --sizes", async () => {
    const text = `${display("C = \\sum_i w_i x_i")}${display("\\frac{\\partial C}{\\partial w_i} = x_i")}`;
    const cwd = folder({ "a.md": text });
    const { out } = await chainrule(["check", "a.md", "--sizes", "x=5"], { cwd });
    expect(out).toContain("x[5]");
  });
  it("reads a model from beside the derivation", async () => {
    const cwd = folder({
      "m.chain": model,
      "a.md": display(wrongSign),
      "c.chain": "claim d(C)/d(o[k]) = p[k] - y[k]\n",
    });
    expect((await chainrule(["check", "a.md", "--model", "m.chain"], { cwd })).code).toBe(1);
    const claims = await chainrule(["check", "c.chain", "--model", "m.chain"], { cwd });
    expect([claims.code, claims.out]).toEqual([0, expect.stringContaining("1 proved")]);
  });
  it.each([
    ["md", block + display(right)],
    [
      "tex",
      `\\documentclass{article}\n${model.replace(/^/gm, "% chain: ")}\n\\begin{document}\\[${right}\\]\\end{document}\n`,
    ],
    ["chain", `${model}claim d(C)/d(o[k]) = p[k] - y[k]\n`],
  ])("guesses that standard input is %s", async (_kind, input) => {
    const { code, out, err } = await chainrule(["check", "-"], { input });
    expect([code, err, out]).toEqual([0, "", expect.stringContaining("1 proved")]);
  });
});

describe("check: several files", () => {
  const files = {
    "a.md": block + display(right),
    "b.md": block + display(wrongSign),
    "c.md": "No formulas.\n",
  };
  it("reports on each, then on all; what is not there does not stop the rest", async () => {
    const cwd = folder(files);
    const { code, out, err } = await chainrule(["check", "a.md", "b.md", "c.md", "d.md"], { cwd });
    expect(code).toBe(1);
    expect(out).toMatch(/4 files: 1 refuted, 2 unreadable, 1 holds/);
    expect(err).toMatch(/\[W1074\][\s\S]*\[E1001\]/);
  });
  it("gives one JSON document with a report for each", async () => {
    const cwd = folder(files);
    const { out, err } = await chainrule(["check", "a.md", "b.md", "d.md", "--json"], { cwd });
    expect(err).toBe("");
    const document = JSON.parse(out) as { files: { file: string; verdict: string; lines: object[] }[] };
    expect(document.files.map(({ file, verdict, lines }) => [file, verdict, lines.length])).toEqual([
      ["a.md", "holds", 1],
      ["b.md", "refuted", 1],
      ["d.md", "unreadable", 0],
    ]);
  });
});

describe("check --json", () => {
  it("has the fields of the contract, and places for programs", async () => {
    const cwd = folder({ "a.md": block + display(wrongSign) });
    const { code, out, err } = await chainrule(["check", "a.md", "--json"], { cwd });
    expect([code, err]).toEqual([1, ""]);
    expect(JSON.parse(out)).toMatchObject({
      file: "a.md",
      verdict: "refuted",
      inferred: [],
      lines: [
        {
          line: 14,
          column: 35,
          text: wrongSign,
          status: "refuted",
          code: "E0407",
          slip: "sign",
          expected: "p[k] - y[k]",
          witness: {
            point: expect.any(Object),
            entry: [1],
            claimed: expect.any(Number),
            true: expect.any(Number),
          },
          fix: {
            text: "p_k - y_k",
            confidence: "certain",
            line: 14,
            column: 35,
            endLine: 14,
            endColumn: 44,
          },
          diagnostics: [{ code: "E0407", severity: "error", message: expect.any(String), line: 14 }],
        },
      ],
      diagnostics: [],
    });
  });
});

describe("check -v", () => {
  it("leaves formulas out of the trace that would fill books", async () => {
    const text = String.raw`$$a^{l} = g(z^{l}),\quad z^{l} = W^{l} a^{l-1} + b^{l}$$
$$\delta^{l} = \frac{\partial C}{\partial z^{l}} = \left((W^{l+1})^\top \delta^{l+1}\right)\odot g'(z^{l})$$`;
    const { code, out } = await chainrule(["check", "a.md", "-v"], { cwd: folder({ "a.md": text }) });
    expect([code, out]).toEqual([0, expect.stringMatching(/^ {2}S\d+ +mul +… → …$/m)]);
  });
});

describe("check --fix", () => {
  it("repairs what is certain and leaves every other byte: mark, line ends, tabs, a last line without end", async () => {
    const text = `\uFEFF${block}\n$$\n${wrongSign}\n$$\n\tafter \t\n\n$$\n${open}\n$$ end`.replaceAll(
      "\n",
      "\r\n",
    );
    const cwd = folder({ "a.md": text });
    const first = await chainrule(["check", "a.md", "--fix"], { cwd });
    expect(first.out).toMatch(/certain repairs made: 1\n {2}line 14\n {4}- y_k - p_k\n {4}\+ p_k - y_k\n/);
    const repaired = text.replace("y_k - p_k", "p_k - y_k");
    expect(readFileSync(join(cwd, "a.md"), "utf8")).toBe(repaired);
    const second = await chainrule(["check", "a.md", "--fix"], { cwd });
    expect([second.code, second.out]).toEqual([0, expect.stringContaining("no certain repair")]);
    expect(readFileSync(join(cwd, "a.md"), "utf8")).toBe(repaired);
  });
  it("never makes a likely repair", async () => {
    const text = block + display(String.raw`\frac{\partial C}{\partial W1} = (p - y) \times a`);
    const cwd = folder({ "a.md": text });
    const { code, out } = await chainrule(["check", "a.md", "--fix"], { cwd });
    expect([code, out]).toEqual([1, expect.stringContaining("fix (likely)")]);
    expect(readFileSync(join(cwd, "a.md"), "utf8")).toBe(text);
  });
  it("keeps the permissions of the file and follows a link to it", async () => {
    const cwd = folder({ "a.md": block + display(wrongSign) });
    chmodSync(join(cwd, "a.md"), 0o640);
    symlinkSync("a.md", join(cwd, "link.md"));
    expect((await chainrule(["check", "link.md", "--fix"], { cwd })).code).toBe(0);
    expect(lstatSync(join(cwd, "link.md")).isSymbolicLink()).toBe(true);
    expect(statSync(join(cwd, "a.md")).mode & 0o777).toBe(0o640);
    expect(readFileSync(join(cwd, "a.md"), "utf8")).toContain("p_k - y_k");
  });
});
