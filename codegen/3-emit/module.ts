import { totalOperations } from "../2-schedule/count.ts";
import type { Bodies } from "./bodies.ts";
import { hashOf, writeHeader, type Provision } from "./header.ts";
import { keyOf } from "./identifiers.ts";
import type { KernelRequest } from "./request.ts";
import { docComment, moduleFunctions, type ModuleFunction } from "./functions.ts";
import { parameterList, returns, type Argument, type Signature } from "./signature.ts";
import type { Writer } from "./writer.ts";
import { writeKernelFactory } from "./factory.ts";

/** The module: header, functions, description, factory. `bound` writes the function that owns its arrays. */
export function writeModule(
  writer: Writer,
  request: KernelRequest,
  signature: Signature,
  bodies: Bodies,
  bound: Bodies,
  provision: Provision,
): void {
  const { batch = true } = request.options ?? {};
  writeHeader(writer, request, signature, provision);
  signature.mathematics.declare(writer, [bodies.mathematics, bound.mathematics]);
  writer.blank();
  bodies.declare(writer);
  for (const one of moduleFunctions(request, signature)) {
    writer.blank();
    writer.line(docComment(one.doc));
    const head = `export function ${one.name}(${parameterList(one.args, signature, one.batch)})`;
    writer.block(`${head}${returns(one.returns, signature)}`, () =>
      writeBody(writer, one, signature, bodies),
    );
    writer.writeDeferred();
  }
  writeDescription(writer, request, signature, provision);
  if (bound.factory === undefined)
    writeKernelFactory(writer, signature, bound, batch, totalOperations(provision.operations));
  else bound.factory(writer, batch);
}

/** Gradients that come with a cheap cost need no code of their own. */
function writeBody(
  writer: Writer,
  { name, args, work, wants }: ModuleFunction,
  { functions }: Signature,
  bodies: Bodies,
): void {
  if (name === functions.gradient && bodies.costIsCheap)
    writer.line(`${functions.costAndGradient}(${args.map(({ id }) => id).join(", ")});`);
  else bodies[work](writer, wants);
}

function writeDescription(
  writer: Writer,
  request: KernelRequest,
  signature: Signature,
  provision: Provision,
): void {
  const { data, constants, params, gradients, predictions } = signature;
  const shapes = (args: readonly Argument[]): string =>
    `{ ${args.map(({ name, shape }) => `${keyOf(name)}: [${shape.join(", ")}]`).join(", ")} }`;
  const names = (args: readonly Argument[]): string =>
    `[${args.map(({ name }) => JSON.stringify(name)).join(", ")}]`;
  const operations = [...provision.operations]
    .map(([kind, count]) => `${JSON.stringify(kind)}: ${count}`)
    .join(", ");
  writer.blank();
  writer.line("/** Shapes of all arguments in their order, and what is known about the kernel. */");
  writer.block(
    `export const ${signature.functions.model} =`,
    () => {
      writer.line(`inputs: ${shapes([...data, ...constants, ...params])},`);
      writer.line(`output: ${JSON.stringify(request.cost.name)},`);
      writer.line(`samples: ${names(data)},`);
      writer.line(`labels: ${names(data.filter(({ role }) => role === "label"))},`);
      writer.line(`params: ${names(params)},`);
      writer.line(`gradients: ${names(gradients)},`);
      writer.line(`predictions: ${shapes(predictions)},`);
      writer.line(`precision: ${JSON.stringify(request.options?.precision ?? "f64")},`);
      writer.line(`strategy: ${JSON.stringify(provision.strategy)},`);
      writer.line(`operations: { ${operations} },`);
      writer.line(`hash: ${JSON.stringify(hashOf(request, signature))},`);
    },
    signature.language === "ts" ? " as const;" : ";",
  );
}
