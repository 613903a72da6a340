import { Command } from "commander";
import type { Definition } from "../commands.ts";
import { helpText, word } from "../messages/catalogue.ts";
import { addExamples, integer, option } from "../options.ts";

/** `chainrule open [MODEL]`: serves the page on loopback with a model loaded, until it is interrupted. */
export const open: Definition = (here) => {
  const { language } = here;
  const command = new Command("open")
    .description(helpText(language, "open"))
    .argument("[model]", helpText(language, "model"))
    .addOption(option(here, "--port <n>", "port", integer(0)).default(0))
    .action(async (file: string | undefined, { port }: { readonly port: number }) => {
      const { hashFor, servePage } = await import("../page-server.ts");
      const { loadModel } = await import("../model.ts");
      const text = file === undefined ? undefined : (await loadModel(file, here)).source.text;
      const hash = hashFor(text, language);
      const url = await servePage(port);
      here.out(`${word(language, "pageIsAt")}\n  ${url}${hash}\n`);
      await new Promise<never>(() => undefined);
    });
  return addExamples(command, here, ["chainrule open", "chainrule open examples/softmax-regression.chain"]);
};
