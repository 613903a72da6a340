import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { renderDiagnostic } from "../../src/core/render-diagnostic.ts";
import { codes, type Code } from "../../src/core/messages/catalogue.ts";
import { elaborateClaim } from "../../src/2-elaborate/expression.ts";
import { readModel } from "../../src/2-elaborate/elaborate.ts";
import { blocksOf, type Block } from "../support/docs.ts";
import { importsOf, root, sources } from "../support/sources.ts";
import { notesInIndexNotation, notesInMatrixNotation } from "../1-parse/support.ts";

const pageOf = (code: Code): string => join(root, `docs/messages/${code}.md`);

const page = (code: Code): string => (existsSync(pageOf(code)) ? readFileSync(pageOf(code), "utf8") : "");

/** Said of texts that are too long for a page: their tests are those of the reader. */
const withoutExample: ReadonlySet<Code> = new Set(["E0100", "E0111"]);

/** What reading a model says; the other messages have examples of their own kinds. */
const reader = reachable("src/2-elaborate/expression.ts", "src/2-elaborate/elaborate.ts");
const said = new Set(
  reader.flatMap((path) => readFileSync(join(root, path), "utf8").match(/(?<=")[A-Z]\d{4}(?=")/g) ?? []),
);
const ours = codes.filter((code) => said.has(code) || withoutExample.has(code));

/** The files that these import, directly or not. */
function reachable(...from: readonly string[]): readonly string[] {
  const found = new Set(from);
  for (const path of found) {
    const text = readFileSync(join(root, path), "utf8");
    for (const { target } of importsOf({ path, text })) if (target.startsWith("src/")) found.add(target);
  }
  return [...found].filter((path) => !path.startsWith("src/core/messages/"));
}

const isChain = ({ language }: Block): boolean => language === "chain";

describe("every message", () => {
  it.each(ours)("%s has a page in both languages", (code) => {
    expect(page(code)).toMatch(new RegExp(`^# ${code}: .+\n\n.+`));
    expect(page(code)).toMatch(/\n## [^\n]*[가-힣][^\n]*\n\n.*[가-힣]/);
  });

  it.each(ours.filter((code) => !withoutExample.has(code)))(
    "%s: the wrong example of the page gives it, with the place, and the right one gives nothing",
    async (code) => {
      const [wrong, right, ...again] = blocksOf(page(code), `${code}.md`).filter(isChain);
      expect(wrong?.flags.get("error")).toBe(code);
      expect(again.map(({ text }) => text)).toEqual([wrong?.text, right?.text]);
      const model = readModel(wrong!.text, { file: `${code}.chain` });
      expect(model.diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
      const shown = (["en", "ko"] as const).flatMap((lang) =>
        model.diagnostics.map((diagnostic) => `${renderDiagnostic(diagnostic, model.source, { lang })}\n`),
      );
      await expect(shown.join("\n")).toMatchFileSnapshot(join(root, `test/golden/messages/${code}.txt`));
      expect(readModel(right!.text).diagnostics).toEqual([]);
    },
  );
});

describe("models in documents", () => {
  const documents = sources(".", [".md"]).filter(({ path }) => /^[^/]+\.md$|^docs\//.test(path));
  const models = documents
    .filter(({ path }) => !path.startsWith("docs/messages/"))
    .flatMap(({ path, text }) => blocksOf(text, path))
    .filter((block) => isChain(block) && !block.flags.has("norun"));

  it.each(models.map((block) => [`${block.file}:${block.line}`, block] as const))(
    "%s says what it is said to say",
    (_place, { text, flags }) => {
      const model = readModel(text);
      const claims = model.claims.map((claim) => elaborateClaim(claim, model));
      const diagnostics = [model, ...claims].flatMap((part) => part.diagnostics);
      const wanted = flags.get("error");
      expect(diagnostics.map(({ code }) => code).slice(0, 1)).toEqual(wanted === undefined ? [] : [wanted]);
    },
  );
});

describe("a mistake anywhere", () => {
  /** Texts that differ from a right one in one place. */
  function* damaged(text: string): Generator<string> {
    const words = text.split(/(\W)/);
    for (let at = 0; at < words.length; at++) {
      yield [...words.slice(0, at), ...words.slice(at + 1)].join("");
      yield [...words.slice(0, at), words[at], words[at], ...words.slice(at + 1)].join("");
      yield [...words.slice(0, at), words[at + 1], words[at], ...words.slice(at + 2)].join("");
      yield [...words.slice(0, at), "q", ...words.slice(at + 1)].join("");
    }
  }

  it.each([notesInIndexNotation, notesInMatrixNotation])(
    "never throws, and has its place in the text",
    (text) => {
      let reported = 0;
      for (const wrong of damaged(text)) {
        const { diagnostics, source } = readModel(wrong);
        if (diagnostics.length > 0) reported++;
        for (const diagnostic of diagnostics) {
          for (const { span } of diagnostic.labels) expect(span.end).toBeLessThanOrEqual(wrong.length);
          expect(renderDiagnostic(diagnostic, source)).toMatch(/^\w+\[\w\d+\]: .+\n {2}--> /);
          expect(renderDiagnostic(diagnostic, source, { lang: "ko" })).not.toMatch(/\{\w*:?[^}]*\}/);
        }
      }
      expect(reported).toBeGreaterThan(300);
    },
  );
});
