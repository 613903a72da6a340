import { Command } from "commander";
import { Failure } from "../failure.ts";
import { complaint, complaintCodes, type ComplaintCode, helpText, word } from "../messages/catalogue.ts";
import { addExamples, addJson } from "../options.ts";
import type { Definition } from "../commands.ts";
import { jsonText } from "../show/json.ts";

/** `chainrule explain [CODE|RULE]`: the page behind a message or a rule; without a name, the list of all. */
export const explain: Definition = (here) => {
  const command = new Command("explain")
    .description(helpText(here.language, "explain"))
    .argument("[name]", helpText(here.language, "explainName"))
    .action(async (name: string | undefined, options: { readonly json?: boolean }) => {
      const pages = name === undefined ? complaintCodes : [await pageOf(name)];
      const records = pages.map((code) => ({ code, ...complaint(here.language, code) }));
      if (options.json) here.out(jsonText(name === undefined ? { pages: records } : records[0]));
      else if (name === undefined) here.out(records.map(({ code, title }) => `${code}  ${title}\n`).join(""));
      else {
        for (const { code, title, cause, remedy } of records) {
          here.out(`${here.paintOut("bold", `${code}: ${title}`)}\n`);
          here.out(
            `  = ${word(here.language, "cause")}: ${cause}\n  = ${word(here.language, "help")}: ${remedy}\n`,
          );
        }
      }
    });
  addJson(command, here);
  return addExamples(command, here, ["chainrule explain E1006", "chainrule explain"]);
};

async function pageOf(name: string): Promise<ComplaintCode> {
  const found = complaintCodes.find((code) => code.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  const { didYouMean } = await import("../../src/index.ts");
  const near = didYouMean(name, complaintCodes);
  const suggestion = near === undefined ? "" : ({ word: "didYouMean", values: { name: near } } as const);
  throw new Failure("E1027", { name, suggestion });
}
