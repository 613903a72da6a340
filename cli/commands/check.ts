import { Command, Option } from "commander";
import type { CheckFlags } from "../check/flags.ts";
import { kinds, targetOf } from "../check/target.ts";
import type { Definition } from "../commands.ts";
import { Failure } from "../failure.ts";
import { standardInput } from "../files.ts";
import { helpText } from "../messages/catalogue.ts";
import { addExamples, addJson, aliases, integer, option, shapes } from "../options.ts";

/** `chainrule check DERIVATION…`: a verdict for each line; exit code 1 when one is wrong. */
export const checkCommand: Definition = (here, finish) => {
  const help = (key: Parameters<typeof helpText>[1]): string => helpText(here.language, key);
  const command = new Command("check")
    .description(help("verify"))
    .argument("<derivations...>", help("derivations"))
    .option("--model <model>", help("verifyModel"))
    .option("--strict", help("strict"))
    .option("--fix", help("fix"))
    .addOption(new Option("--sarif", help("sarif")).conflicts("json"))
    .addOption(new Option("--watch", help("verifyWatch")).conflicts(["json", "sarif", "fix"]))
    .option("-v, --verbose", help("verbose"))
    .addOption(option(here, "--sizes <sizes>", "shapes", shapes))
    .addOption(option(here, "--alias <names>", "alias", aliases))
    .addOption(new Option("--kind <kind>", help("kind")).choices(kinds))
    .addOption(option(here, "--seed <n>", "verifySeed", integer(0)))
    .action(async (files: readonly string[], flags: CheckFlags) => {
      if (flags.fix && files.includes(standardInput)) throw new Failure("E1073");
      const targets = files.map(targetOf);
      const { checkFiles, keepChecking } = await import("../check/run.ts");
      if (flags.watch) await keepChecking(targets, flags, here);
      else finish(await checkFiles(targets, flags, here));
    });
  addJson(command, here);
  return addExamples(command, here, [
    "chainrule check examples/notes-as-written.md",
    "chainrule check notes.tex --sizes I=3,h=4,O=3 --alias z_2=O",
    "chainrule check notes.md:42 --lang ko",
    "chainrule check *.md --strict --sarif > check.sarif",
  ]);
};
