import { Command, Option } from "commander";
import type { Definition } from "../commands.ts";
import { helpText, word } from "../messages/catalogue.ts";
import { addExamples } from "../options.ts";

/** `chainrule lsp`: the language server, on standard input and output; the process ends when the editor says so. */
export const lsp: Definition = (here) => {
  const { language } = here;
  const command = new Command("lsp")
    .description(helpText(language, "lsp"))
    .option("--stdio", helpText(language, "stdio"))
    .addOption(new Option("--clientProcessId <id>").hideHelp())
    .action(async () => {
      if (process.stdin.isTTY) here.err(`${word(language, "lspByHand")}\n`);
      const { serve } = await import("../lsp/server.ts");
      serve(language);
      await new Promise<never>(() => undefined);
    });
  return addExamples(command, here, ["chainrule lsp", "chainrule lsp --lang ko"]);
};
