import { Command, Option } from "commander";
import { helpText, word } from "./messages/catalogue.ts";
import { commands } from "./commands.ts";
import type { Terminal } from "./terminal.ts";
import { usageFailure } from "./usage.ts";

/** Tells how a command ended: the exit code. */
export type Finish = (exitCode: number) => void;

/** The whole command line, ready to parse. Commands report their exit code to `finish`. */
export function createProgram(here: Terminal, version: string, finish: Finish): Command {
  const program = new Command("chainrule")
    .description(helpText(here.language, "program"))
    .version(version, "-V, --version", helpText(here.language, "version"))
    .helpCommand(false)
    .addHelpText("after", `\n${helpText(here.language, "more")}`);
  prepare(program, here);
  for (const define of commands) {
    const command = define(here, finish);
    prepare(command, here);
    program.addCommand(command);
  }
  return program;
}

/** What all commands share: the language of help, how complaints come out, and `--lang`. */
function prepare(command: Command, here: Terminal): void {
  const { language } = here;
  const titles: Readonly<Record<string, string>> = {
    "Usage:": word(language, "usage"),
    "Options:": word(language, "options"),
    "Arguments:": word(language, "arguments"),
    "Commands:": word(language, "commands"),
  };
  command
    .helpOption("-h, --help", helpText(language, "help"))
    .addOption(
      new Option("--lang <language>", helpText(language, "lang")).choices(["en", "ko"]).default("en"),
    )
    .configureHelp({ styleTitle: (title) => here.paintOut("bold", titles[title] ?? title) })
    .configureOutput({ writeOut: here.out, writeErr: here.err, outputError: () => undefined })
    .exitOverride((error) => {
      if (error.exitCode === 0 || error.code === "commander.help") throw error;
      throw usageFailure(error, command);
    });
}
