import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { calculus } from "../../../src/core/messages/calculus.ts";
import { renderDiagnostic } from "../../../src/core/render-diagnostic.ts";
import { blocksOf } from "../../support/docs.ts";
import { root } from "../../support/sources.ts";
import { modelOf, verdictsOf } from "./support.ts";

/** Said of updates, which model files do not have. */
const withoutExample = new Set(["E0414"]);

const judged = [...Object.keys(calculus), "E0310", "E0501", "H0702"].filter(
  (code) => !withoutExample.has(code),
);

describe("the page of a verdict", () => {
  it.each(judged)("%s: the wrong example gives it, the right one is proved", (code) => {
    const page = readFileSync(join(root, `docs/messages/${code}.md`), "utf8");
    const [wrong, right, ...again] = blocksOf(page, code).filter(({ language }) => language === "chain");
    expect(again.map(({ text }) => text)).toEqual([wrong!.text, right!.text]);
    const found = verdictsOf(wrong!.text);
    expect(found.map((line) => line.code)).toContain(code);
    expect(verdictsOf(right!.text).map(({ status }) => status)).toEqual(["proved"]);
    const { source } = modelOf(wrong!.text);
    for (const lang of ["en", "ko"] as const)
      for (const diagnostic of found.flatMap(({ diagnostics }) => diagnostics)) {
        const text = renderDiagnostic(diagnostic, source, { lang });
        expect(text).not.toMatch(/\{[a-z]+\}/);
      }
  });
});
