import { Command } from "commander";
import type { Definition } from "../commands.ts";
import { helpText, word } from "../messages/catalogue.ts";
import { addExamples, addJson, integer, names, option } from "../options.ts";
import { type GradcheckRecord, gradcheckText } from "../show/gradcheck.ts";
import { jsonText } from "../show/json.ts";
import { failureText } from "../terminal.ts";

interface GradcheckOptions {
  readonly at?: string;
  readonly seed: number;
  readonly of?: string;
  readonly wrt?: readonly string[];
  readonly entries?: number;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** At a point that proves nothing, this many generic points are checked as well. */
const genericPoints = 3;

/** `chainrule gradcheck MODEL`: every partial against finite differences; exit code 1 when one disagrees. */
export const gradcheck: Definition = (here, finish) => {
  const help = (key: Parameters<typeof helpText>[1]): string => helpText(here.language, key);
  const command = new Command("gradcheck")
    .description(help("gradcheck"))
    .argument("<model>", help("model"))
    .option("--at <data>", help("gradcheckAt"))
    .addOption(option(here, "--seed <n>", "seed", integer(0)).default(1))
    .option("--of <name>", help("of"))
    .addOption(option(here, "--wrt <names>", "gradcheckWrt", names))
    .addOption(option(here, "--entries <n>", "gradcheckEntries", integer(1)))
    .option("--all", help("all"))
    .action(async (file: string, options: GradcheckOptions) => {
      const { loadModel } = await import("../model.ts");
      const { check, checkedQuantity, generic } = await import("../gradcheck.ts");
      const { readPoint } = await import("../point.ts");
      const { brokenAssumptions } = await import("../assumptions.ts");
      const model = await loadModel(file, here);
      const { wrt, seed, entries, all = false } = options;
      const of = checkedQuantity(model, options.of);
      const { value } = model.definitions.get(of)!;
      const at =
        options.at === undefined ? generic(model, of, seed) : await readPoint(model, options.at, [value]);
      for (const warning of brokenAssumptions(model, at)) here.err(failureText(warning, here));
      const record = await check(model, { of, wrt, seed, entries }, at);
      const seeds = record.vacuous ? Array.from({ length: genericPoints }, (_, k) => seed + k) : [];
      const others = await Promise.all(
        seeds.map(async (own) => ({
          ...(await check(model, { of, wrt, seed: own, entries }, generic(model, of, own))),
          seed: own,
        })),
      );
      if (options.json)
        here.out(jsonText({ of, seed, ...record, ...(record.vacuous ? { generic: others } : {}) }));
      else {
        here.out(gradcheckText(record, { all, seed }, here));
        for (const other of others) {
          here.out(
            `\n${word(here.language, "genericPoint", { seed: other.seed })}\n${gradcheckText(other, { all: false, seed: other.seed }, here)}`,
          );
        }
      }
      finish([record, ...others].some(disagrees) ? 1 : 0);
    });
  addJson(command, here);
  return addExamples(command, here, [
    "chainrule gradcheck examples/notes.chain --at examples/notes.json",
    "chainrule gradcheck examples/notes.chain --at examples/notes-kink.json --all",
    "chainrule gradcheck examples/notes.chain --seed 7 --wrt W1 --json",
  ]);
};

const disagrees = ({ entries }: GradcheckRecord): boolean =>
  entries.some(({ verdict }) => verdict === "disagrees");
