import { Command, Option } from "commander";
import type { Definition } from "../commands.ts";
import { helpText } from "../messages/catalogue.ts";
import { addExamples, addJson, names, option } from "../options.ts";
import { derivationText } from "../show/derivation.ts";
import { jsonText } from "../show/json.ts";

interface DeriveOptions {
  readonly of?: string;
  readonly wrt?: readonly string[];
  readonly order: "1" | "2";
  readonly form?: "index" | "matrix";
  readonly format: "text" | "latex" | "json";
  readonly steps?: boolean;
  readonly json?: boolean;
}

/** `chainrule derive MODEL`: the closed forms, what they assume, and how they came about. */
export const derive: Definition = (here) => {
  const help = (key: Parameters<typeof helpText>[1]): string => helpText(here.language, key);
  const command = new Command("derive")
    .description(help("derive"))
    .argument("<model>", help("model"))
    .option("--of <name>", help("of"))
    .addOption(option(here, "--wrt <names>", "wrt", names))
    .addOption(new Option("--order <order>", help("order")).choices(["1", "2"]).default("1"))
    .addOption(new Option("--form <form>", help("form")).choices(["index", "matrix"]))
    .addOption(
      new Option("--format <format>", help("format")).choices(["text", "latex", "json"]).default("text"),
    )
    .option("--steps", help("steps"))
    .action(async (file: string, options: DeriveOptions) => {
      const { loadModel } = await import("../model.ts");
      const { derivationRecord } = await import("../derivation.ts");
      const model = await loadModel(file, here);
      const { of, wrt, order, form, format, steps = false } = options;
      const record = derivationRecord(model, { of, wrt, order: order === "2" ? 2 : 1 }, here.language);
      if (options.json || format === "json") here.out(jsonText(record));
      else
        here.out(derivationText(record, { ...(form && { form }), latex: format === "latex", steps }, here));
    });
  addJson(command, here);
  return addExamples(command, here, [
    "chainrule derive examples/notes.chain",
    "chainrule derive examples/notes.chain --wrt W1 --steps",
    "chainrule derive examples/notes.chain --wrt W1 --order 2 --form index",
    "chainrule derive examples/notes.chain --format latex --lang ko",
  ]);
};
