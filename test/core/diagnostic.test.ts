import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diagnosticList, makeDiagnostic } from "../../src/core/diagnostic.ts";
import { renderDiagnostic } from "../../src/core/render-diagnostic.ts";
import { columns } from "../../src/core/frame.ts";
import { catalogue, codes, template } from "../../src/core/messages/catalogue.ts";
import { fill } from "../../src/core/messages/fill.ts";
import { terms } from "../../src/core/messages/terms.ts";
import { didYouMean } from "../../src/core/similar.ts";
import { lineText, makeSource, positionAt } from "../../src/core/span.ts";

const unknown = (text: string, word: string, at = text.indexOf(word)) =>
  renderDiagnostic(
    makeDiagnostic("E0201", {
      params: { name: word },
      labels: [{ span: { start: at, end: at + word.length }, text: "here" }],
    }),
    makeSource(text, "m.chain"),
  );

/** The row of the caret and the column it stands in, as a terminal shows it. */
const caret = (rendered: string): { column: number; above: number } => {
  const rows = rendered.split("\n");
  const at = rows.findIndex((row) => row.includes("^"));
  const above = rows[at - 1]!;
  return { column: columns(rows[at]!.slice(0, rows[at]!.indexOf("^"))), above: columns(above) };
};

describe("a code frame", () => {
  it("has code, place, line, caret and remark", () => {
    expect(unknown("input x\nf = y + 1\n", "y")).toBe(
      [
        "error[E0201]: `y` is not known",
        "  --> m.chain:2:5",
        "   |",
        " 2 | f = y + 1",
        "   |     ^ neither declared nor defined",
      ].join("\n"),
    );
  });

  it("keeps the caret under its piece after Korean text, which is two columns wide", () => {
    const rendered = unknown("가중치 = 입력 + 모름", "모름");
    expect(caret(rendered).column).toBe(columns(" 1 | 가중치 = 입력 + "));
    expect(rendered).toContain("^^^^ neither");
  });

  it("counts decomposed letters, combining marks and tabs as a terminal shows them", () => {
    for (const before of ["가중치 = ".normalize("NFD"), "x\u0301 = ", "\tx = "]) {
      const rendered = unknown(`${before}y`, "y", before.length);
      expect(caret(rendered).column).toBe(columns(` 1 | ${before.replace("\t", " ")}`));
    }
  });

  it("knows the width of a text in a terminal", () => {
    const widths = ["abc", "가중치", "가중치".normalize("NFD"), "e\u0301", "한a글", "Σ"].map(columns);
    expect(widths).toEqual([3, 6, 6, 1, 5, 1]);
  });

  it("cuts a long line around the place", () => {
    const rendered = unknown(`f = ${"x + ".repeat(5000)}y${" + x".repeat(5000)}`, "y");
    const rows = rendered.split("\n");
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThan(120);
    const { column } = caret(rendered);
    expect(rows[3]![column]).toBe("y");
  });

  it("shows lines that are apart, with the gap marked", () => {
    const text = "a = 1\nb = 2\nc = 3\na = 4";
    const twice = makeDiagnostic("E0202", {
      params: { name: "a" },
      labels: [
        { span: { start: 18, end: 19 }, text: "here" },
        { span: { start: 0, end: 1 }, text: "first" },
      ],
    });
    expect(renderDiagnostic(twice, makeSource(text)).split("\n").slice(2)).toEqual([
      "   |",
      " 1 | a = 1",
      "   | - first said here",
      " ...",
      " 4 | a = 4",
      "   | ^ said again here",
    ]);
  });

  it("stays inside a line when its span goes on, and has a caret when it is empty", () => {
    const over = makeDiagnostic("E0113", { labels: [{ span: { start: 4, end: 12 }, text: "here" }] });
    expect(renderDiagnostic(over, makeSource("f = [1\n + 2]"))).toContain("|     ^^ no tensor");
    const empty = makeDiagnostic("E0110", { labels: [{ span: { start: 3, end: 3 }, text: "here" }] });
    expect(renderDiagnostic(empty, makeSource("f ="))).toContain("|    ^ something");
  });

  it("shows control characters of the text as a sign, never as themselves", () => {
    const rendered = unknown("f = y \u001B[31m\u202E red", "y");
    expect(rendered).not.toMatch(/[\u001B\u202E]/);
  });

  it("colours by role without changing the text", () => {
    const diagnostic = makeDiagnostic("E0105", {
      labels: [{ span: { start: 6, end: 7 }, text: "here" }],
      fix: { span: { start: 5, end: 6 }, text: " * ", confidence: "likely" },
    });
    const source = makeSource("f = 2 x", "m.chain");
    const roles = new Set<string>();
    const coloured = renderDiagnostic(diagnostic, source, {
      style: (role, text) => {
        roles.add(role);
        return `<${role}>${text}</${role}>`;
      },
    });
    expect(coloured.replace(/<\/?[\w-]+>/g, "")).toBe(renderDiagnostic(diagnostic, source));
    expect([...roles].sort()).toEqual(["error", "fix", "gutter", "strong"]);
  });

  it("never fails, wherever the spans lie", () => {
    const span = fc
      .tuple(fc.nat(40), fc.nat(40))
      .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), span, span, (text, here, first) => {
        const clipped = [here, first].map(({ start, end }) => ({
          start: Math.min(start, text.length),
          end: Math.min(end, text.length),
        }));
        const twice = makeDiagnostic("E0202", {
          params: { name: text },
          labels: [
            { span: clipped[0]!, text: "here" },
            { span: clipped[1]!, text: "first" },
          ],
        });
        for (const lang of ["en", "ko"] as const)
          expect(renderDiagnostic(twice, makeSource(text), { lang, width: 30 })).toContain("^");
      }),
      { seed: 23, numRuns: 200 },
    );
  });
});

describe("the list of diagnostics", () => {
  it("reports a place once", () => {
    const { diagnostics, report } = diagnosticList();
    const labels = [{ span: { start: 0, end: 1 }, text: "here" as const }];
    report("E0201", { labels });
    report("E0215", { labels });
    expect(diagnostics.map(({ code }) => code)).toEqual(["E0201"]);
  });
});

describe("the catalogue", () => {
  const placeholders = (text: string): string[] =>
    [...text.matchAll(/\{([A-Za-z]+)\}/g)].map(([, name]) => name!);

  it.each(codes)("%s says the same in both languages", (code) => {
    const { en, ko } = catalogue[code];
    expect(Object.keys(ko).sort()).toEqual(Object.keys(en).sort());
    for (const id of Object.keys(en)) {
      const [english, korean] = [template(code, id, "en"), template(code, id, "ko")];
      expect(new Set(placeholders(korean))).toEqual(new Set(placeholders(english)));
      expect(english).not.toBe("");
      expect(english).not.toMatch(/[가-힣]/);
      if (korean !== english) expect(korean).toMatch(/[가-힣]/);
    }
  });

  it("has a Korean word for every term", () => {
    for (const { ko } of Object.values(terms)) expect(ko).toMatch(/[가-힣]/);
  });

  it("writes no particle that depends on what stands before it without choosing it", () => {
    for (const code of codes)
      for (const text of Object.values(catalogue[code].ko))
        expect(text).not.toMatch(/\}[`'’)\]]*(?:이|가|은|는|을|를|과|와|으로|로)(?=[ .,?]|$)/);
  });

  it("fills parameters, terms and particles", () => {
    const params = { name: "W0", shape: { term: "vector", params: { shape: "3" } } } as const;
    expect(fill("`{name}`{:은/는} {shape}{:이/가}", params, "ko")).toBe("`W0`은 길이 3 벡터가");
    expect(fill("{name} is {shape}", params, "en")).toBe("W0 is a vector of 3");
    expect(fill("{nothing}", {}, "en")).toBe("{nothing}");
  });
});

describe("places", () => {
  it("are lines and columns from 1, for every kind of line break", () => {
    const source = makeSource("a\nbc\r\nd\re");
    const places = [0, 1, 2, 4, 6, 8, 9].map((offset) => positionAt(source, offset));
    expect(places.map(({ line, column }) => `${line}:${column}`)).toEqual([
      "1:1", "1:2", "2:1", "2:3", "3:1", "4:1", "4:2",
    ]); // prettier-ignore
    expect([1, 2, 3, 4, 5].map((line) => lineText(source, line))).toEqual(["a", "bc", "d", "e", ""]);
  });
});

describe("did you mean", () => {
  it.each([
    ["hiden", "hidden"],
    ["Hidden", "hidden"],
    ["w1", "W1"],
    ["W0", "W1"],
    ["softamx", "softmax"],
    ["q", undefined],
    ["nothing", undefined],
  ])("%s: %s", (word, wanted) => {
    expect(didYouMean(word, ["hidden", "W1", "softmax", "i"])).toBe(wanted);
  });
});
