import { Command } from "commander";
import type { Definition } from "../commands.ts";
import { helpText, word, type Word } from "../messages/catalogue.ts";
import { addExamples, integer, option } from "../options.ts";
import { progress } from "../progress.ts";
import type { Terminal } from "../terminal.ts";

interface TourOptions {
  readonly outDir: string;
  readonly epochs: number;
  readonly seed: number;
}

/** A part of the tour: says what it found, and whether all is well. */
interface Part {
  readonly title: Word;
  readonly run: () => Promise<boolean>;
}

/** `chainrule tour`: the notes from formulas to a trained network; exit code 1 when a check fails. */
export const tour: Definition = (here, finish) => {
  const help = (key: Parameters<typeof helpText>[1]): string => helpText(here.language, key);
  const command = new Command("tour")
    .description(help("tour"))
    .option("-o, --out-dir <folder>", help("outDir"), "generated")
    .addOption(option(here, "--epochs <n>", "epochs", integer(1)).default(500))
    .addOption(option(here, "--seed <n>", "seed", integer(0)).default(1))
    .action(async (options: TourOptions) => finish((await run(options, here)) ? 0 : 1));
  return addExamples(command, here, ["chainrule tour", "chainrule tour --seed 11 --lang ko"]);
};

async function run(options: TourOptions, here: Terminal): Promise<boolean> {
  const { language, paintOut } = here;
  const { duration, timingTable } = await import("../../train/index.ts");
  const parts = await partsOf(options, here);
  const times: { readonly part: string; readonly ms: number }[] = [];
  let isWell = true;
  for (const [k, { title, run: part }] of parts.entries()) {
    const name = word(language, title);
    here.out(`${paintOut("bold", `${k + 1}  ${name}`)}\n\n`);
    const start = performance.now();
    isWell = (await part()) && isWell;
    times.push({ part: name, ms: performance.now() - start });
    here.out(`${paintOut("dim", duration(times.at(-1)!.ms))}\n\n`);
  }
  here.out(`${paintOut("bold", word(language, "tourTimes"))}\n\n${timingTable(times, language)}\n\n`);
  here.out(`${paintOut("bold", word(language, "tourNext"))}\n\n${suggestions(here)}\n`);
  return isWell;
}

async function partsOf({ outDir, epochs, seed }: TourOptions, here: Terminal): Promise<readonly Part[]> {
  const { language } = here;
  const { example } = await import("../examples.ts");
  const [file, data] = [example("notes.chain"), example("notes.json")];
  const { loadModel } = await import("../model.ts");
  const model = await loadModel(file, here);
  const definitions = [...model.definitions.values()];
  const { readPoint } = await import("../point.ts");
  const at = await readPoint(model, data, definitions.map(({ value }) => value)); // prettier-ignore
  const indented = (lines: readonly string[]): string =>
    lines.map((line) => `${`  ${line}`.trimEnd()}\n`).join("");

  return [
    {
      title: "tourModel",
      run: async () => {
        here.out(indented(model.source.text.trimEnd().split("\n")));
        return true;
      },
    },
    {
      title: "tourForward",
      run: async () => {
        const { evaluate } = await import("../../src/index.ts");
        const { tensorText } = await import("../show/numbers.ts");
        const width = Math.max(...definitions.map(({ name }) => name.length));
        for (const { name, value, params } of definitions) {
          const { shape, values } = evaluate(value, params, at);
          here.out(indented([`${name.padEnd(width)} = ${tensorText(shape, values).join(" ")}`]));
        }
        return true;
      },
    },
    {
      title: "tourGradients",
      run: async () => {
        const { derivationRecord } = await import("../derivation.ts");
        const { derivationText } = await import("../show/derivation.ts");
        const record = derivationRecord(model, { of: undefined, wrt: undefined, order: 1 }, language);
        here.out(derivationText(record, { latex: false, steps: true }, here));
        return true;
      },
    },
    {
      title: "tourKernel",
      run: async () => {
        const { thisGenerator } = await import("../../codegen/build.ts");
        const { generated, writeKernels } = await import("../generation.ts");
        const { reportLine } = await import("../show/generation.ts");
        const { findTasks } = await import("../tasks.ts");
        const generator = thisGenerator();
        const { tasks } = await findTasks([file], { outDir, cache: false, settings: {} });
        const kernels = tasks.map((task) => generated(model, task, generator, undefined));
        const request = { check: false, force: false, complete: false, version: generator.version };
        for (const report of await writeKernels(kernels, request))
          here.out(indented([reportLine(report, here).trimEnd()]));
        return true;
      },
    },
    {
      title: "tourCheck",
      run: async () => {
        const { check, checkedQuantity } = await import("../gradcheck.ts");
        const { gradcheckText } = await import("../show/gradcheck.ts");
        const of = checkedQuantity(model, undefined);
        const record = await check(model, { of, wrt: undefined, seed, entries: undefined }, at);
        here.out(indented(gradcheckText(record, { all: true, seed }, here).trimEnd().split("\n")));
        return record.entries.every(({ verdict }) => verdict !== "disagrees");
      },
    },
    {
      title: "tourTraining",
      run: async () => {
        const { openSession, trainingReport, trainInSlices } = await import("../../train/index.ts");
        const { trainable, trainingData } = await import("../training.ts");
        const request = {
          of: undefined,
          sizes: new Map<string, number>(),
          precision: "f64",
          target: "auto",
        } as const;
        const { kernel, assumedLabelSum } = await trainable(model, request);
        const dataset = await trainingData({ data: "iris", features: undefined, labels: undefined }, kernel);
        const session = openSession(kernel, dataset, {
          epochs,
          rate: 0.5,
          seed,
          ...(assumedLabelSum === undefined ? {} : { assumedLabelSum }),
        });
        const bar = progress(process.stderr);
        const result = await trainInSlices(session, {
          onEpoch: ({ epoch, loss }) =>
            bar.show(
              epoch / epochs,
              word(language, "epochAndLoss", { epoch, epochs, loss: loss.toFixed(4) }),
            ),
        }).finally(() => bar.done());
        here.out(
          indented(
            trainingReport(result, language, { width: Math.min(here.width - 2, 100) })
              .trimEnd()
              .split("\n"),
          ),
        );
        return result.ending === "finished";
      },
    },
  ];
}

/** What a newcomer may try next; every line is a command that works right away. */
function suggestions({ language, paintOut }: Terminal): string {
  const commands: readonly (readonly [string, Word])[] = [
    ["npx chainrule derive examples/notes.chain --wrt O,h --steps", "tourTryDerive"],
    ["npx chainrule gradcheck examples/notes.chain --at examples/notes-kink.json", "tourTryKink"],
    ["npx chainrule train examples/notes.chain --data iris --seed 11", "tourTryDead"],
    ["npx chainrule derive examples/notes.chain --order 2 --wrt O", "tourTrySecond"],
    ["npx chainrule explain d-relu", "tourTryExplain"],
  ];
  return commands
    .map(([line, what]) => `  ${paintOut("cyan", line)}\n      ${word(language, what)}\n`)
    .join("");
}
