import { docComment, moduleFunctions } from "./functions.ts";
import { writeProvenance } from "./header.ts";
import { keyOf } from "./identifiers.ts";
import type { KernelRequest, Strategy } from "./request.ts";
import { parameterList, type Argument, type Signature } from "./signature.ts";
import { Writer } from "./writer.ts";

const names = (args: readonly Argument[]): string =>
  `readonly [${args.map(({ name }) => JSON.stringify(name)).join(", ")}]`;

const shapes = (args: readonly Argument[]): string =>
  args.length === 0
    ? "Readonly<Record<string, never>>"
    : `{ ${args.map(({ name, shape }) => `readonly ${keyOf(name)}: readonly [${shape.join(", ")}]`).join("; ")} }`;

/** The types of a kernel module: what TypeScript knows of `import … from "./mlp.chain"`. */
export function declarationText(request: KernelRequest, signature: Signature, strategy: Strategy): string {
  const { data, constants, params, gradients, predictions, functions, arrayType } = signature;
  const { batch = true, precision = "f64" } = request.options ?? {};
  const writer = new Writer();
  writeProvenance(writer, request);
  for (const one of moduleFunctions(request, signature)) {
    writer.blank();
    writer.line(docComment(one.doc));
    const parameters = parameterList(one.args, signature, one.batch);
    writer.line(`export declare function ${one.name}(${parameters}): ${one.returns};`);
  }
  writer.blank();
  writer.line("/** Shapes of all arguments in their order, and what is known about the kernel. */");
  writer.block(`export declare const ${functions.model}:`, () => {
    writer.line(`readonly inputs: ${shapes([...data, ...constants, ...params])};`);
    writer.line(`readonly output: ${JSON.stringify(request.cost.name)};`);
    writer.line(`readonly labels: ${names(data.filter(({ role }) => role === "label"))};`);
    writer.line(`readonly params: ${names(params)};`);
    writer.line(`readonly gradients: ${names(gradients)};`);
    writer.line(`readonly predictions: ${shapes(predictions)};`);
    writer.line(`readonly precision: ${JSON.stringify(precision)};`);
    writer.line(`readonly strategy: ${JSON.stringify(strategy)};`);
    writer.line("readonly operations: Readonly<Record<string, number>>;");
    writer.line("readonly hash: string;");
  }, ";"); // prettier-ignore
  if (gradients.length === 0) return writer.text();
  writer.blank();
  writer.line("/** A kernel bound to its own arrays: the fastest form when it is made once. */");
  writer.block(`export declare function ${functions.createKernel}():`, () => {
    for (const { id } of [...constants, ...params, ...gradients]) writer.line(`${id}: ${arrayType};`);
    writer.line(`${functions.costAndGradient}(${parameterList(data, signature)}): number;`);
    writer.line(`${functions.gradient}(${parameterList(data, signature)}): void;`);
    if (batch)
      writer.line(`${functions.costAndGradientBatch}(${parameterList(data, signature, true)}): number;`);
    writer.line("warmup(): void;");
  }, ";"); // prettier-ignore
  return writer.text();
}
