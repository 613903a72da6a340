import { Command } from "commander";
import type { Definition } from "../commands.ts";
import { helpText } from "../messages/catalogue.ts";
import { addExamples, addJson, names, option } from "../options.ts";
import { jsonText } from "../show/json.ts";
import { nested, tensorText } from "../show/numbers.ts";
import type { Tensor } from "../tensor.ts";
import { failureText } from "../terminal.ts";

interface EvalOptions {
  readonly at: string;
  readonly of?: string;
  readonly grad?: readonly string[];
  readonly jacobian?: readonly string[];
  readonly hessian?: readonly string[];
  readonly oracle?: boolean;
  readonly json?: boolean;
}

type Group = "gradient" | "jacobian" | "hessian";

/** `chainrule eval MODEL --at DATA`: numbers, by the generated kernel or by the oracle. */
export const evaluate: Definition = (here) => {
  const help = (key: Parameters<typeof helpText>[1]): string => helpText(here.language, key);
  const command = new Command("eval")
    .description(help("eval"))
    .argument("<model>", help("model"))
    .requiredOption("--at <data>", help("at"))
    .option("--of <name>", help("evalOf"))
    .addOption(option(here, "--grad <names>", "grad", names))
    .addOption(option(here, "--jacobian <names>", "jacobian", names))
    .addOption(option(here, "--hessian <names>", "hessian", names))
    .option("--oracle", help("oracle"))
    .action(async (file: string, options: EvalOptions) => {
      const { loadModel } = await import("../model.ts");
      const { byKernel, byOracle, isThin, plan, wantedOf } = await import("../numbers.ts");
      const { readPoint } = await import("../point.ts");
      const { brokenAssumptions } = await import("../assumptions.ts");
      const model = await loadModel(file, here);
      const { of, grad = [], jacobian = [], hessian = [] } = options;
      const work = plan(model, { of, gradient: grad, jacobian, hessian });
      const wanted = wantedOf(work);
      const at = await readPoint(
        model,
        options.at,
        wanted.map(({ value }) => value),
      );
      for (const warning of brokenAssumptions(model, at)) here.err(failureText(warning, here));
      const results = options.oracle || isThin(at) ? byOracle(wanted, at) : await byKernel(model, wanted, at);
      const [value, ...rest] = results;
      const groups = (["gradient", "jacobian", "hessian"] as const).map(
        (group): readonly [Group, ReadonlyMap<string, Tensor>] => [
          group,
          new Map([...work[group].keys()].map((name) => [name, rest.shift()!])),
        ],
      );
      if (options.json) here.out(jsonText(evalJson(work.of, value!, groups)));
      else {
        here.out(titled(work.of, value!));
        const symbols: Readonly<Record<Group, (name: string) => string>> = {
          gradient: (name) => `∂${work.of}/∂${name}`,
          jacobian: (name) => `∂${work.of}/∂${name}`,
          hessian: (name) => `∂²${work.of}/∂${name.includes(",") ? name.replace(",", "∂") : `${name}²`}`,
        };
        for (const [group, tensors] of groups) {
          for (const [name, tensor] of tensors) here.out(`\n${titled(symbols[group](name), tensor)}`);
        }
      }
    });
  addJson(command, here);
  return addExamples(command, here, [
    "chainrule eval examples/notes.chain --at examples/notes.json --grad W0,W1",
    "chainrule eval examples/notes.chain --at examples/notes.json --of p --jacobian O --json",
    "chainrule eval examples/notes.chain --at examples/notes.json --hessian W1 --oracle",
  ]);

  function titled(title: string, { shape, values }: Tensor): string {
    const lines = tensorText(shape, values);
    if (shape.length === 0) return `${here.paintOut("bold", title)} = ${lines[0]}\n`;
    const head = here.paintOut("bold", title) + here.paintOut("dim", `  [${shape.join(", ")}]`);
    return `${head}\n${lines.map((line) => `  ${line}\n`).join("")}`;
  }
};

function evalJson(
  of: string,
  value: Tensor,
  groups: readonly (readonly [Group, ReadonlyMap<string, Tensor>])[],
): object {
  const plain = ({ shape, values }: Tensor): unknown => nested(shape, values);
  const asked = groups.filter(([, tensors]) => tensors.size > 0);
  return {
    of,
    value: plain(value),
    ...Object.fromEntries(
      asked.map(([group, tensors]) => [
        group,
        Object.fromEntries([...tensors].map(([name, tensor]) => [name, plain(tensor)])),
      ]),
    ),
  };
}
