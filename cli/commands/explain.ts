import { Command } from "commander";
import type { Definition } from "../commands.ts";
import { columns } from "../frame.ts";
import { helpText } from "../messages/catalogue.ts";
import { addExamples, addJson } from "../options.ts";
import { jsonText } from "../show/json.ts";

/** `chainrule explain [CODE|RULE]`: the page behind a message or a rule; without a name, the list of all. */
export const explain: Definition = (here) => {
  const { language, paintOut } = here;
  const command = new Command("explain")
    .description(helpText(language, "explain"))
    .argument("[name]", helpText(language, "explainName"))
    .action(async (name: string | undefined, options: { readonly json?: boolean }) => {
      const { index, pageOf } = await import("../pages.ts");
      if (name === undefined) {
        const pages = index(language);
        const width = Math.max(...pages.map((page) => columns(page.name)));
        if (options.json) here.out(jsonText({ pages }));
        else here.out(pages.map((page) => `${page.name.padEnd(width)}  ${page.title}\n`).join(""));
        return;
      }
      const page = pageOf(name, language);
      if (options.json) here.out(jsonText(page));
      else here.out(`${paintOut("bold", `${page.name}: ${page.title}`)}\n\n${page.text}\n`);
    });
  addJson(command, here);
  return addExamples(command, here, [
    "chainrule explain E0201",
    "chainrule explain d-relu",
    "chainrule explain transposed-outer-product",
    "chainrule explain",
  ]);
};
