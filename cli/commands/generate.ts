import { watch } from "node:fs";
import { Command, Option } from "commander";
import type { Definition } from "../commands.ts";
import { Failure } from "../failure.ts";
import type { FileReport } from "../kernels.ts";
import { helpText, word } from "../messages/catalogue.ts";
import { addExamples, addJson, names, option, sizes } from "../options.ts";
import { jsonText } from "../show/json.ts";
import { failureText, type Terminal } from "../terminal.ts";
import { UnreadableModel } from "../unreadable.ts";

interface GenerateOptions {
  readonly outDir: string;
  readonly of?: string;
  readonly wrt?: readonly string[];
  readonly sizes?: ReadonlyMap<string, number>;
  readonly target: "ts";
  readonly type: "f64" | "f32";
  readonly batch: boolean;
  readonly check?: boolean;
  readonly print?: boolean;
  readonly watch?: boolean;
  readonly json?: boolean;
}

/** `chainrule generate MODEL…`: kernels, written only where they change. */
export const generate: Definition = (here, finish) => {
  const help = (key: Parameters<typeof helpText>[1]): string => helpText(here.language, key);
  const command = new Command("generate")
    .description(help("generate"))
    .argument("<models...>", help("models"))
    .option("-o, --out-dir <folder>", help("outDir"), "generated")
    .option("--of <name>", help("of"))
    .addOption(option(here, "--wrt <names>", "wrt", names))
    .addOption(option(here, "--sizes <sizes>", "sizes", sizes))
    .addOption(new Option("--target <target>", help("target")).choices(["ts"]).default("ts"))
    .addOption(new Option("--type <type>", help("type")).choices(["f64", "f32"]).default("f64"))
    .option("--no-batch", help("noBatch"))
    .option("--check", help("check"))
    .option("--print", help("print"))
    .addOption(new Option("--watch", help("watch")).conflicts(["check", "print"]))
    .action(async (files: readonly string[], options: GenerateOptions) => {
      const once = async (): Promise<number> => run(files, options, here);
      if (!options.watch) return finish(await once());
      await keepUpToDate(files, here, once);
    });
  addJson(command, here);
  return addExamples(command, here, [
    "chainrule generate examples/notes.chain -o generated",
    "chainrule generate examples/*.chain -o generated --check",
    "chainrule generate model.chain --sizes n=784,m=10 --type f32 --print",
  ]);
};

async function run(files: readonly string[], options: GenerateOptions, here: Terminal): Promise<number> {
  const { loadModel } = await import("../model.ts");
  const { bringUpToDate, kernelFiles } = await import("../kernels.ts");
  const { outDir: folder, of, wrt, type, batch, check = false } = options;
  const settings = {
    folder,
    of,
    wrt,
    sizes: options.sizes ?? new Map<string, number>(),
    kernel: { precision: type, batch },
  };
  const models = await Promise.all(files.map(async (file) => ({ file, model: await loadModel(file, here) })));
  const kernels = models.flatMap(({ file, model }) => kernelFiles(model, file, settings));
  if (options.print) {
    for (const { path, text } of kernels) if (!isMap(path)) here.out(text);
    return 0;
  }
  const reports = await bringUpToDate(folder, kernels, check);
  const isWrong = ({ status }: FileReport): boolean =>
    status === "stale" || status === "missing" || status === "left over";
  if (options.json) here.out(jsonText({ files: reports.map((report) => ({ ...report, text: undefined })) }));
  else for (const report of reports) here.out(reportLine(report, here));
  return reports.some(isWrong) ? 1 : 0;
}

const statuses = {
  written: ["written", "green"],
  unchanged: ["unchanged", "dim"],
  stale: ["stale", "red"],
  missing: ["missingFile", "red"],
  removed: ["removed", "yellow"],
  "left over": ["leftOver", "red"],
} as const;

/** A source map lies beside its kernel, which says everything about both. */
const isMap = (path: string): boolean => path.endsWith(".map");

export function reportLine(
  { path, from, status, strategy, operations }: FileReport,
  { language, paintOut }: Terminal,
): string {
  const [key, color] = statuses[status];
  const facts =
    strategy === "" || isMap(path)
      ? ""
      : `  ${word(language, "kernelFacts", { from, operations, strategy })}`;
  return `${paintOut(color, word(language, key))}  ${path}${paintOut("dim", facts)}\n`;
}

/** Generates now and whenever a model changes, until interrupted. What is wrong meanwhile is said, and waited out. */
async function keepUpToDate(
  files: readonly string[],
  here: Terminal,
  once: () => Promise<number>,
): Promise<void> {
  const { diagnosticsText } = await import("../model.ts");
  const attempt = async (): Promise<void> => {
    try {
      await once();
    } catch (error) {
      if (error instanceof Failure) here.err(failureText(error, here));
      else if (error instanceof UnreadableModel) here.err(diagnosticsText(error.model, here));
      else throw error;
    }
  };
  await attempt();
  await new Promise<void>((_, reject) => {
    let pending: NodeJS.Timeout | undefined;
    const changed = (): void => {
      clearTimeout(pending);
      pending = setTimeout(() => void attempt().catch(reject), 50);
    };
    for (const file of files) watch(file, changed).on("error", reject);
  });
}
