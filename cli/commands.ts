import type { Command } from "commander";
import { checkCommand } from "./commands/check.ts";
import { derive } from "./commands/derive.ts";
import { evaluate } from "./commands/eval.ts";
import { explain } from "./commands/explain.ts";
import { generate } from "./commands/generate.ts";
import { gradcheck } from "./commands/gradcheck.ts";
import { lsp } from "./commands/lsp.ts";
import { open } from "./commands/open.ts";
import { tour } from "./commands/tour.ts";
import { train } from "./commands/train.ts";
import type { Finish } from "./program.ts";
import type { Terminal } from "./terminal.ts";

/** Makes one command. What it needs of the engine it loads when it runs, so that help is there at once. */
export type Definition = (here: Terminal, finish: Finish) => Command;

/** The commands, in the order of the help. */
export const commands: readonly Definition[] = [
  derive,
  checkCommand,
  evaluate,
  gradcheck,
  generate,
  train,
  tour,
  explain,
  open,
  lsp,
];
