import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readModel } from "../../src/2-elaborate/elaborate.ts";
import { derive, deriveSecond, type ModelDerivative } from "../../src/4-simplify/derive.ts";
import { explain, type Explanation } from "../../src/6-explain/explain.ts";
import { boxLatex } from "../../src/6-explain/latex.ts";
import { namingOf, type Naming } from "../../src/6-explain/naming.ts";
import { toLatex, toMatrix, toText } from "../../src/6-explain/print.ts";
import { equationSpeech } from "../../src/6-explain/speech.ts";
import { stepRecords, type StepRecord } from "../../src/6-explain/step-record.ts";
import { typeset } from "../../src/6-explain/typeset.ts";
import { root } from "../support/sources.ts";

const folder = `${root}/test/golden/derivations`;

/** All first and second derivatives in closed form, in every notation. */
function closedForms(results: readonly ModelDerivative[], naming: Naming): string {
  const lines = results.map((result) => {
    const { of, wrt, and, axes, value } = result;
    const head = and === undefined ? `d(${of})/d(${wrt})` : `d(d(${of})/d(${wrt}))/d(${and})`;
    return [
      `${head}[${axes.map((index) => index.name).join(", ")}]`,
      `  index   ${toText(value, naming, axes)}`,
      `  matrix  ${toMatrix(value, axes, naming) ?? "none"}`,
      `  latex   ${toLatex(value, axes, naming, "index")}`,
      `          ${toLatex(value, axes, naming, "matrix") ?? "none"}`,
    ].join("\n");
  });
  return `${lines.join("\n\n")}\n`;
}

const stepLines = (steps: readonly StepRecord[], depth: string): readonly string[] =>
  steps.flatMap(({ id, rule, before, into, after, closed, because, paths, steps: inner }) => [
    `${depth}${id}  ${before}${into === undefined ? "" : `  gives ${into}`} = ${after}${closed === undefined ? "" : ` = ${closed}`}`,
    ...(paths ?? []).map((path) => `${depth}      path: ${path}`),
    `${depth}      ${rule}: ${because}`,
    ...stepLines(inner ?? [], `${depth}  `),
  ]);

/** Formula and reading of each link of the chain. */
const spoken = (steps: readonly Explanation[], lang: "en" | "ko"): readonly string[] =>
  steps.map(({ id, before, after, closed }) => {
    const right = closed ?? after;
    return `${id}  ${boxLatex(typeset(before))} = ${boxLatex(typeset(right))}\n    ${equationSpeech(before, right, lang)}`;
  });

for (const name of readdirSync(folder)) {
  describe(name, () => {
    const model = readModel(readFileSync(`${folder}/${name}/input.chain`, "utf8"));
    const naming = namingOf(model);
    const first = derive(model);
    const second = deriveSecond(model);
    const expected = (file: string): string => `${folder}/${name}/expected.${file}`;

    it("is a model with derivatives", () => {
      expect(model.diagnostics).toEqual([]);
      expect(first).toHaveProperty("results");
      expect(second).not.toHaveProperty("known");
    });
    if ("known" in first || "known" in second) return;

    it("has these closed forms", async () => {
      await expect(closedForms([...first.results, ...second], naming)).toMatchFileSnapshot(
        expected("forms.txt"),
      );
    });

    for (const lang of ["en", "ko"] as const) {
      it(`is explained in ${lang}`, async () => {
        const text = first.results.map((result) => [`${result.of} by ${result.wrt}`, ...stepLines(stepRecords(explain(result, naming), lang), "")].join("\n")); // prettier-ignore
        await expect(`${text.join("\n\n")}\n`).toMatchFileSnapshot(expected(`steps.${lang}.txt`));
      });

      it(`is read aloud in ${lang}`, async () => {
        const text = first.results.flatMap((result) => spoken(explain(result, naming), lang));
        await expect(`${text.join("\n")}\n`).toMatchFileSnapshot(expected(`speech.${lang}.txt`));
      });
    }
  });
}
