import type { Bodies } from "./bodies.ts";
import { hashOf, writeHeader, type Provision } from "./header.ts";
import { keyOf } from "./identifiers.ts";
import type { KernelRequest } from "./request.ts";
import { parameterList, returns, shapeText, type Argument, type Signature } from "./signature.ts";
import type { Writer } from "./writer.ts";
import { writeKernelFactory } from "./factory.ts";

const list = (args: readonly Argument[]): string =>
  args.map(({ id, shape }) => `${id} ${shapeText(shape)}`).join(" and ");

/** The module: header, functions, description, factory. `bound` writes the function that owns its arrays. */
export function writeModule(
  writer: Writer,
  request: KernelRequest,
  signature: Signature,
  bodies: Bodies,
  bound: Bodies,
  provision: Provision,
): void {
  const { data, constants, params, gradients, predictions, functions } = signature;
  const all = [...data, ...constants, ...params];
  const { batch = true } = request.options ?? {};
  const name = request.cost.name;
  const emit = (doc: string, head: string, type: string, body: () => void): void => {
    writer.blank();
    writer.line(`/** ${doc.replaceAll("*/", "* /")} */`);
    writer.block(`export function ${head}${returns(type, signature)}`, body);
    writer.writeDeferred();
  };
  const one = { cost: true, outputs: [] };
  const both = { cost: true, outputs: gradients };
  writeHeader(writer, request, signature, provision);
  signature.mathematics.declare(writer, [bodies.mathematics, bound.mathematics]);
  writer.blank();
  bodies.declare(writer);
  if (gradients.length > 0)
    emit(`${name}, and its gradients into ${list(gradients)}.`,
      `${functions.costAndGradient}(${parameterList([...all, ...gradients], signature)})`, "number",
      () => bodies.single(writer, both)); // prettier-ignore
  emit(`${name} alone.`, `${functions.cost}(${parameterList(all, signature)})`, "number", () =>
    bodies.single(writer, one),
  );
  if (gradients.length > 0)
    emit(`The gradients alone, into ${list(gradients)}.`,
      `${functions.gradient}(${parameterList([...all, ...gradients], signature)})`, "void",
      () => {
        if (bodies.costIsCheap) writer.line(`${functions.costAndGradient}(${[...all, ...gradients].map(({ id }) => id).join(", ")});`);
        else bodies.single(writer, { cost: false, outputs: gradients });
      }); // prettier-ignore
  const predictors = [
    ...data.filter(({ role }) => role === "input"),
    ...constants,
    ...params,
    ...predictions,
  ];
  if (predictions.length > 0)
    emit(
      `Writes ${list(predictions)}.`,
      `${functions.predict}(${parameterList(predictors, signature)})`,
      "void",
      () => bodies.single(writer, { cost: false, outputs: predictions }),
    );
  if (batch) {
    const rows = data
      .map(({ id, shape }) => `${id} ${shapeText([signature.locals.n, ...shape])}`)
      .join(" and ");
    const mean = `over ${signature.locals.n} samples, rows of ${rows}; NaN over none`;
    emit(
      `Mean of ${name} ${mean}.`,
      `${functions.costBatch}(${parameterList(all, signature, true)})`,
      "number",
      () => bodies.mean(writer, one),
    );
    if (gradients.length > 0)
      emit(`Mean ${mean}, and its gradients (then 0) into ${list(gradients)}.`,
        `${functions.costAndGradientBatch}(${parameterList([...all, ...gradients], signature, true)})`, "number",
        () => bodies.mean(writer, both)); // prettier-ignore
    if (predictions.length > 0)
      emit(`Writes ${list(predictions)} for each of ${signature.locals.n} samples.`,
        `${functions.predictBatch}(${parameterList(predictors, signature, true)})`, "void",
        () => bodies.rows(writer, { cost: false, outputs: predictions })); // prettier-ignore
  }
  writeDescription(writer, request, signature, provision);
  writeKernelFactory(writer, signature, bound, batch);
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
