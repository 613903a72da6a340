import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readModel } from "../../src/2-elaborate/elaborate.ts";
import { derive } from "../../src/4-simplify/derive.ts";
import { explain } from "../../src/6-explain/explain.ts";
import { boxLatex } from "../../src/6-explain/latex.ts";
import { namingOf } from "../../src/6-explain/naming.ts";
import { typeset } from "../../src/6-explain/typeset.ts";
import { checkNow } from "../../src/7-verify/check.ts";
import { root } from "../support/sources.ts";

const folder = `${root}/test/golden/derivations`;

/** Index arithmetic and products over an index are beyond the reader of LaTeX. */
const beyond = new Set(["difference"]);

describe("every link of a derivation, printed as LaTeX and read again, is proved by the checker", () => {
  for (const name of readdirSync(folder).filter((model) => !beyond.has(model)))
    it(name, () => {
      const source = readFileSync(`${folder}/${name}/input.chain`, "utf8");
      const model = readModel(source);
      const derivation = derive(model);
      if (!("results" in derivation)) throw new Error("the model has no derivatives");
      const naming = namingOf(model);
      const links = derivation.results
        .flatMap((result) => explain(result, naming))
        .filter(({ rule }) => rule !== "prepare")
        .map(
          ({ before, after, closed }) =>
            `${boxLatex(typeset(before))} = ${boxLatex(typeset(closed ?? after))}`,
        );
      const text = `\`\`\`chain\n${source}\n\`\`\`\n\n${links.map((link) => `$$${link}$$\n`).join("\n")}`;
      const { lines } = checkNow(text, { kind: "md" });
      expect(lines.map((line) => `${line.status}: ${line.text}`)).toEqual(
        links.map((link) => `proved: ${link}`),
      );
    });
});
