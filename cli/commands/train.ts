import { Command, Option } from "commander";
import { precisions, targets, type KernelSettings } from "../../codegen/config.ts";
import type { Definition } from "../commands.ts";
import { readText, writeText } from "../files.ts";
import { helpText, word } from "../messages/catalogue.ts";
import { addExamples, addJson, integer, names, option, positive, share, sizes } from "../options.ts";
import { progress } from "../progress.ts";
import { jsonText } from "../show/json.ts";

interface TrainOptions {
  readonly data: string;
  readonly epochs: number;
  readonly optimiser: "sgd" | "momentum" | "adam";
  readonly rate?: number;
  readonly seed: number;
  readonly batchSize?: number;
  readonly init: "he" | "xavier" | "lecun" | "zero";
  readonly holdOut: number;
  readonly standardise: boolean;
  readonly features?: readonly string[];
  readonly labels?: readonly string[];
  readonly of?: string;
  readonly sizes?: ReadonlyMap<string, number>;
  readonly type: "f64" | "f32";
  readonly target: NonNullable<KernelSettings["target"]>;
  readonly save?: string;
  readonly resume?: string;
  readonly json?: boolean;
}

/** Milliseconds of training between two looks at the keyboard and the screen. */
const slice = 40;

/** `chainrule train MODEL --data FILE`: gradient descent; exit code 1 when it diverges. */
export const train: Definition = (here, finish) => {
  const help = (key: Parameters<typeof helpText>[1]): string => helpText(here.language, key);
  const command = new Command("train")
    .description(help("train"))
    .argument("<model>", help("model"))
    .requiredOption("--data <file>", help("data"))
    .addOption(option(here, "--epochs <n>", "epochs", integer(0)).default(500))
    .addOption(
      new Option("--optimiser <name>", help("optimiser")).choices(["sgd", "momentum", "adam"]).default("sgd"),
    )
    .addOption(option(here, "--rate <number>", "rate", positive))
    .addOption(option(here, "--seed <n>", "seed", integer(0)).default(1))
    .addOption(option(here, "--batch-size <n>", "batchSize", integer(1)))
    .addOption(
      new Option("--init <scheme>", help("init")).choices(["he", "xavier", "lecun", "zero"]).default("he"),
    )
    .addOption(option(here, "--hold-out <share>", "holdOut", share).default(0.2))
    .option("--no-standardise", help("noStandardise"))
    .addOption(option(here, "--features <names>", "features", names))
    .addOption(option(here, "--labels <names>", "labels", names))
    .option("--of <name>", help("trainOf"))
    .addOption(option(here, "--sizes <sizes>", "sizes", sizes))
    .addOption(new Option("--type <type>", help("type")).choices(precisions).default("f64"))
    .addOption(new Option("--target <target>", help("trainTarget")).choices(targets).default("auto"))
    .option("--save <file>", help("save"))
    .option("--resume <file>", help("resume"))
    .action(async (file: string, options: TrainOptions) => {
      const { loadModel } = await import("../model.ts");
      const { choiceWords, trainable, trainingData } = await import("../training.ts");
      const { openSession, readWeights, trainingReport, trainInSlices, usualRate, writeWeights } =
        await import("../../train/index.ts");
      const model = await loadModel(file, here);
      const {
        data,
        features,
        labels,
        of,
        type: precision,
        target,
        epochs,
        optimiser,
        rate = usualRate(optimiser),
        seed,
        batchSize,
        save,
        resume,
      } = options;
      const { kernel, assumedLabelSum, choice } = await trainable(model, {
        of,
        sizes: options.sizes ?? new Map<string, number>(),
        precision,
        target,
      });
      const dataset = await trainingData({ data, features, labels }, kernel);
      const session = openSession(kernel, dataset, {
        epochs,
        optimiser,
        rate,
        seed,
        initialiser: options.init,
        heldOutShare: options.holdOut,
        standardise: options.standardise,
        ...(batchSize === undefined ? {} : { batchSize }),
        ...(assumedLabelSum === undefined ? {} : { assumedLabelSum }),
        ...(resume === undefined ? {} : { start: readWeights(await readText(resume), resume) }),
      });
      const stop = new AbortController();
      const interrupt = (): void => stop.abort();
      process.once("SIGINT", interrupt);
      const bar = progress(process.stderr);
      const onEpoch = ({ epoch, loss }: { readonly epoch: number; readonly loss: number }): void =>
        bar.show(
          epoch / epochs,
          word(here.language, "epochAndLoss", { epoch, epochs, loss: loss.toFixed(4) }),
        );
      const result = await trainInSlices(session, { onEpoch, signal: stop.signal }, slice).finally(() => {
        process.off("SIGINT", interrupt);
        bar.done();
      });
      if (save !== undefined) await writeText(save, writeWeights(result.weights));
      if (options.json) {
        const { weights, units, notices, ...rest } = result;
        here.out(
          jsonText({
            ...rest,
            units,
            notices,
            seed,
            rate,
            target: choice.target,
            saved: save,
            model: weights.model,
          }),
        );
      } else {
        const room = { width: Math.min(here.width, 100) };
        here.out(`${trainingReport(result, here.language, room)}\n`);
        const why = word(here.language, choiceWords[choice.why]);
        const written = choice.target === "wasm" ? "WebAssembly" : "TypeScript";
        here.out(`${word(here.language, "kernelIn", { target: written, why })}\n`);
        if (save !== undefined) here.out(`${word(here.language, "saved", { file: save })}\n`);
      }
      finish(result.ending === "diverged" ? 1 : 0);
    });
  addJson(command, here);
  return addExamples(command, here, [
    "chainrule train examples/notes.chain --data iris --epochs 500 --rate 0.5 --seed 1",
    "chainrule train examples/mnist.chain --data mnist --optimiser adam --rate 0.003 --batch-size 64 --epochs 8 --no-standardise",
    "chainrule train model.chain --data flowers.csv --labels species --batch-size 16 --save weights.json",
    "chainrule train model.chain --data flowers.csv --resume weights.json --epochs 1000",
  ]);
};
