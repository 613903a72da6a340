import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { longestText, parseExpression, parseModel } from "../../src/1-parse/parse.ts";
import { printExpression, printModel } from "../../src/1-parse/print.ts";
import { codesIn, notesInIndexNotation, notesInMatrixNotation } from "./support.ts";

const printed = (text: string): string => {
  const { syntax, diagnostics } = parseExpression(text);
  expect(diagnostics).toEqual([]);
  return printExpression(syntax);
};

describe("statements", () => {
  it.each([notesInIndexNotation, notesInMatrixNotation])("the notes are read without complaint", (text) => {
    const { syntax, diagnostics } = parseModel(text);
    expect(diagnostics).toEqual([]);
    expect(printModel(syntax)).toBe(text);
  });

  it.each([
    "size n = 784, m\n",
    "size k = 2 * n - 1\n",
    "input idx[n] in m, x\n",
    "const c = 0.1, A[2, n + 1]\n",
    "assume A symmetric\n",
    "assume A positive definite\n",
    "assume t[i]^2 == 1\n",
    "assume 0 <= x[i] < 1\n",
    "convention relu'(0) = 1\n",
    "alias z_2 = O\n",
    "y[i in 2..n, j] = x[i - 1] * i + (i <= j ? 1 : 0)\n",
    "claim d(Cost) / d(W1[j, k]) = a[j] * (p[k] - y[k]) = ?\n",
    "가중치[ι] = sum(ι in n, 입력[ι])\n",
  ])("%s", (text) => {
    const { syntax, diagnostics } = parseModel(text);
    expect(diagnostics).toEqual([]);
    expect(printModel(syntax)).toBe(text);
  });

  it("a line goes on while a bracket is open, and comments end at the line", () => {
    const { syntax, diagnostics } = parseModel("f = sum(i, # over all\n\n  x[\n i]\n) + 1 # and one\ng = 2");
    expect(diagnostics).toEqual([]);
    expect(printModel(syntax)).toBe("f = sum(i, x[i]) + 1\ng = 2\n");
  });

  it("`:=` between names is an alias, otherwise a definition", () => {
    expect(printModel(parseModel("z := O\nq := O + 1").syntax)).toBe("alias z = O\nq = O + 1\n");
  });

  it("one `=` in an assumption says the same as two", () => {
    expect(printModel(parseModel("assume sum(k, y[k]) = 1").syntax)).toBe("assume sum(k, y[k]) == 1\n");
  });

  it("an empty side of a claim is a hole and no mistake", () => {
    const { syntax, diagnostics } = parseModel("claim d(C)/d(x) = \nclaim a =  = b");
    expect(diagnostics).toEqual([]);
    expect(printModel(syntax)).toBe("claim d(C) / d(x) = ?\nclaim a = ? = b\n");
  });

  it("names are compared in normal form C, whatever the file holds", () => {
    const { syntax } = parseModel("가중치".normalize("NFD") + " = 1");
    expect(syntax.statements[0]).toMatchObject({ name: { name: "가중치".normalize("NFC") } });
  });

  it("a carriage return before the line feed is part of the line break", () => {
    expect(printModel(parseModel("f = 1\r\ng = 2\r\n").syntax)).toBe("f = 1\ng = 2\n");
  });
});

describe("expressions", () => {
  it.each([
    ["-x^2", "-x^2"],
    ["(-x)^2", "(-x)^2"],
    ["2^-x^2", "2^-x^2"],
    ["a^b^c", "a^b^c"],
    ["(a^b)^c", "(a^b)^c"],
    ["a'^2", "a'^2"],
    ["-a'", "-a'"],
    ["(a*b)'[i,j]", "(a * b)'[i, j]"],
    ["a - b - c", "a - b - c"],
    ["a - (b - c)", "a - (b - c)"],
    ["a/b*c", "a / b * c"],
    ["a ? b : c ? d : e", "a ? b : c ? d : e"],
    ["(a ? b : c) ? d : e", "(a ? b : c) ? d : e"],
    ["a ? b ? c : d : e", "a ? (b ? c : d) : e"],
    ["a < b < c", "a < b < c"],
    ["(a < b) < c", "(a < b) < c"],
    ["a < b and c or not d", "a < b and c or not d"],
    ["2..n", undefined],
    ["x[2*i-1]", "x[2 * i - 1]"],
    ["sum(i in 2..n, j in m, x[i,j])", "sum(i in 2..n, j in m, x[i, j])"],
    ["sum(i in a ? b : c .. 2*n, 1)", "sum(i in a ? b : c..2 * n, 1)"],
    ["2.*x", "2 .* x"],
    ["1e-5 + .5 + 5.", "1e-5 + .5 + 5."],
    ["((((x))))", "x"],
    ["?1 + ...", "? + ?"],
    ["x * d(a)/d(b) * y", "x * (d(a) / d(b)) * y"],
    ["x / d(a) / d(b)", "x / (d(a) / d(b))"],
    ["2^d(a)/d(b)", "2^(d(a) / d(b))"],
    ["(d(a))/d(b)*c", "d(a) / d(b) * c"],
  ])("%s is read as %s", (text, wanted) => {
    if (wanted === undefined) expect(codesIn(text)).not.toEqual([]);
    else expect(printed(text)).toBe(wanted);
  });

  it("every node knows its place, with the parentheses that belong to it", () => {
    const text = "  (a + b) * c[i]' ";
    const { syntax } = parseExpression(text);
    const at = (span: { start: number; end: number }): string => text.slice(span.start, span.end);
    if (syntax.kind !== "infix") throw new Error("a product was expected");
    expect([at(syntax.span), at(syntax.opSpan), at(syntax.left.span), at(syntax.right.span)]).toEqual([
      "(a + b) * c[i]'",
      "*",
      "a + b",
      "c[i]'",
    ]);
  });

  it.each([
    ["brackets", (n: number) => "(".repeat(n) + "x" + ")".repeat(n)],
    ["functions", (n: number) => "exp(-".repeat(n) + "x" + " + 1)".repeat(n)],
    ["powers", (n: number) => "x^".repeat(n) + "x"],
    ["conditionals", (n: number) => "a ? b : ".repeat(n) + "c"],
    ["slots", (n: number) => "x[".repeat(n) + "1" + "]".repeat(n)],
  ])("ten thousand nested %s are read, and printed again", (_kind, nest) => {
    const once = printed(nest(10_000));
    expect(printed(once)).toBe(once);
  });
});

describe("recovery", () => {
  it("several mistakes in one run, in the order of the text", () => {
    const { syntax, diagnostics } = parseModel(
      "f = (1 + 2\ninput x[3\ng = 2 3\nh = 1 +\nk = x)\nimput y\nl = 1",
    );
    expect(diagnostics.map(({ code }) => code)).toEqual([
      "E0103", "E0103", "E0105", "E0110", "E0104", "E0108",
    ]); // prettier-ignore
    expect(syntax.statements.map(({ kind }) => kind)).toEqual([
      "define", "declare", "define", "define", "define", "define",
    ]); // prettier-ignore
  });

  it("an open bracket does not swallow the statements below it", () => {
    const { syntax } = parseModel("f = (1 + (2 * x\n\nh[j] = 3\nparam W\n");
    expect(syntax.statements).toHaveLength(3);
  });

  it("a hundred messages are enough", () => {
    const { diagnostics } = parseModel("$\n".repeat(1000));
    expect(diagnostics).toHaveLength(101);
    expect(diagnostics.at(-1)).toMatchObject({ code: "E0100", params: { count: 100 } });
  });

  it("an endless file is refused", () => {
    const { syntax, diagnostics } = parseModel("x".repeat(longestText + 1));
    expect(diagnostics).toMatchObject([{ code: "E0111" }]);
    expect(syntax.statements).toEqual([]);
  });

  const words = fc.constantFrom(
    "x", "sum", "i", "in", "and", "not", "size", "input", "claim", "assume", "d", "1", "2.5e-3", "é", "가", "𝐱",
    "(", ")", "[", "]", ",", "=", ":=", "==", "<", "..", "...", "?", ":", "'", "^", "-", ".*", "*", "/", "+",
    "\n", " ", "#", "$", "×", "²", "\u0000", "\uD800", "\u200B",
  ); // prettier-ignore
  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.array(words, { maxLength: 60 }).map((all) => all.join("")),
    fc.array(words, { maxLength: 60 }).map((all) => all.join(" ")),
  );

  it("no text whatever makes the reader throw, hang, or point outside the text", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { syntax, diagnostics } = parseModel(text);
        for (const { labels, fix } of diagnostics)
          for (const { span } of [...labels, ...(fix === undefined ? [] : [fix])]) {
            expect(span.start).toBeGreaterThanOrEqual(0);
            expect(span.end).toBeGreaterThanOrEqual(span.start);
            expect(span.end).toBeLessThanOrEqual(text.length);
          }
        printModel(syntax);
        expect(syntax.source.text).toBe(text);
      }),
      { seed: 20, numRuns: 2000 },
    );
  });

  it("what was read without complaint prints to a text that says the same", () => {
    const { statement } = grammar;
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 4 }), (lines) => {
        const first = parseModel(lines.join("\n"));
        expect(first.diagnostics).toEqual([]);
        const once = printModel(first.syntax);
        const second = parseModel(once);
        expect(second.diagnostics).toEqual([]);
        expect(printModel(second.syntax)).toBe(once);
        expect(withoutSpans(second.syntax.statements)).toEqual(withoutSpans(first.syntax.statements));
      }),
      { seed: 21, numRuns: 1000 },
    );
  });
});

const withoutSpans = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, part: unknown) => (key.endsWith("pan") ? undefined : part)));

const joined = (...parts: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
  fc
    .tuple(...parts.map((part) => (typeof part === "string" ? fc.constant(part) : part)))
    .map((all) => all.join(""));

/** Texts that are right: every statement and every construct of expressions. */
const grammar = fc.letrec<{ e: string; arg: string; args: string; name: string; statement: string }>(
  (tie) => {
    const e = tie("e");
    const operator = fc.constantFrom(
    "+", "-", "*", "/", ".*", "./", "^", ".^", "==", "!=", "<", "<=", ">", ">=", " and ", " or ",
  ); // prettier-ignore
    return {
      name: fc.constantFrom("x", "W_1", "가중치", "θ", "Cost"),
      e: fc.oneof(
        { maxDepth: 5 },
        fc.oneof(tie("name"), fc.constantFrom("1", "0.5", "2e-3", "?")),
        joined(e, operator, e),
        joined("-", e),
        joined("not ", e),
        joined("(", e, ")"),
        joined("(", e, ")'"),
        joined(tie("name"), "[", tie("args"), "]"),
        joined(tie("name"), "(", tie("args"), ")"),
        joined("(", e, ") ? (", e, ") : ", e),
      ),
      arg: fc.oneof(e, joined(tie("name"), " in ", e), joined(tie("name"), " in ", e, "..", e)),
      args: fc.array(tie("arg"), { minLength: 1, maxLength: 3 }).map((all) => all.join(", ")),
      statement: fc.oneof(
        joined("size ", tie("name"), " = ", e),
        joined("param ", tie("name"), "[", e, ", ", e, "], ", tie("name")),
        joined("input ", tie("name"), "[", e, "] in ", e),
        joined("assume ", e, " == ", e),
        joined("assume ", tie("name"), " symmetric"),
        joined("convention ", tie("name"), "'(0) = ", e),
        joined("alias ", tie("name"), " = ", tie("name")),
        joined(tie("name"), "[", tie("name"), ", ", tie("name"), " in ", e, "] = ", e, " # said"),
        joined(tie("name"), " = ", e),
        joined("claim ", e, " = ", e, " = ", e),
      ),
    };
  },
);
