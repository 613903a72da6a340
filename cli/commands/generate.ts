import { Command, Option } from "commander";
import { precisions, strategies, targets, type KernelSettings } from "../../codegen/config.ts";
import type { Definition } from "../commands.ts";
import type { Written } from "../generation.ts";
import { helpText } from "../messages/catalogue.ts";
import { addExamples, addJson, names, option, sizes } from "../options.ts";
import { jsonText } from "../show/json.ts";
import type { Tasks } from "../tasks.ts";
import type { Terminal } from "../terminal.ts";

interface GenerateOptions extends Pick<KernelSettings, "target" | "type" | "strategy"> {
  readonly config?: string;
  readonly outDir?: string;
  readonly of?: string;
  readonly wrt?: readonly string[];
  readonly sizes?: ReadonlyMap<string, number>;
  readonly batch?: boolean;
  readonly dts?: boolean;
  readonly check?: boolean;
  readonly print?: boolean;
  readonly watch?: boolean;
  readonly force?: boolean;
  readonly cache: boolean;
  readonly cacheDir?: string;
  readonly json?: boolean;
}

/** `chainrule generate [MODEL…]`: kernels, written only where they change. */
export const generate: Definition = (here, finish) => {
  const help = (key: Parameters<typeof helpText>[1]): string => helpText(here.language, key);
  const command = new Command("generate")
    .description(help("generate"))
    .argument("[models...]", help("generateModels"))
    .option("-o, --out-dir <folder>", help("outDir"))
    .option("--config <file>", help("config"))
    .option("--of <name>", help("of"))
    .addOption(option(here, "--wrt <names>", "wrt", names))
    .addOption(option(here, "--sizes <sizes>", "sizes", sizes))
    .addOption(new Option("--target <target>", help("target")).choices(targets))
    .addOption(new Option("--type <type>", help("type")).choices(precisions))
    .option("--batch", help("batch"))
    .option("--no-batch", help("noBatch"))
    .addOption(new Option("--strategy <strategy>", help("strategy")).choices(strategies))
    .option("--dts", help("dts"))
    .option("--check", help("check"))
    .option("--print", help("print"))
    .addOption(new Option("--watch", help("watch")).conflicts(["check", "print"]))
    .option("--force", help("force"))
    .option("--no-cache", help("noCache"))
    .option("--cache-dir <folder>", help("cacheDir"))
    .action(async (files: readonly string[], options: GenerateOptions) => {
      const { findTasks } = await import("../tasks.ts");
      const find = (): Promise<Tasks> => findTasks(files, { ...options, settings: settingsOf(options) });
      if (!options.watch) return finish(await run(await find(), options, here));
      const { keepUpToDate } = await import("../keep-up-to-date.ts");
      const once = async (tasks: Tasks): Promise<void> => {
        await run(tasks, { ...options, json: false }, here, true);
      };
      await keepUpToDate(find, once, here);
    });
  addJson(command, here);
  return addExamples(command, here, [
    "chainrule generate",
    "chainrule generate examples/notes.chain -o generated --dts",
    "chainrule generate --check",
    "chainrule generate model.chain --sizes n=784,m=10 --type f32 --print",
  ]);
};

function settingsOf({ of, wrt, sizes, target, type, batch, strategy }: GenerateOptions): KernelSettings {
  const given = sizes === undefined ? undefined : Object.fromEntries(sizes);
  return { of, wrt, sizes: given, target, type, batch, strategy };
}

/** Generates once. A watcher hears of what has changed only. */
async function run(
  { tasks, config, cache }: Tasks,
  options: GenerateOptions,
  here: Terminal,
  onlyChanges = false,
): Promise<number> {
  const { thisGenerator } = await import("../../codegen/build.ts");
  const { generated, writeKernels } = await import("../generation.ts");
  const { loadModel } = await import("../model.ts");
  const { isMap, isWrong, reportJson, reportLine, sizesLine } = await import("../show/generation.ts");
  const { keepingIn } = await import("../tasks.ts");
  const { check = false, force = false, outDir } = options;
  const generator = thisGenerator();
  // A check is a referee, and trusts nothing that was kept.
  const keeping = check || force ? undefined : keepingIn(cache, generator);
  const models = await Promise.all(
    tasks.map(async (task) => ({ task, model: await loadModel(task.file, here) })),
  );
  const kernels = models.map(({ task, model }) => generated(model, task, generator, keeping));
  if (options.print) {
    for (const { module } of kernels)
      for (const { path, text } of module.files) if (!isMap(path)) here.out(text);
    return 0;
  }
  const complete = config !== undefined && outDir === undefined && tasks.length > 0;
  const { version } = generator;
  const reports = await writeKernels(kernels, { check, force, complete, version });
  const line = (report: Written): string => {
    const { kernel, path } = report;
    const sizes =
      kernel === undefined || isMap(path) || check || onlyChanges
        ? ""
        : sizesLine(kernel.build.sizes(), here);
    return reportLine(report, here) + sizes;
  };
  const shown = reports.filter(({ status }) => !onlyChanges || status !== "unchanged");
  if (options.json) here.out(jsonText({ files: reports.map(reportJson) }));
  else here.out(shown.map(line).join(""));
  return reports.some(isWrong) ? 1 : 0;
}
