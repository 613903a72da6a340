import type { Value } from "../../1-lower/value.ts";
import type { Bodies, Wants } from "../bodies.ts";
import type { Argument } from "../signature.ts";
import type { Writer } from "../writer.ts";
import { writeFactory } from "./factory.ts";
import { writeLoader } from "./loader.ts";
import { Pattern } from "./names.ts";
import { quoted, type WasmRole, type Wrapping } from "./wrapping.ts";

export interface WrapperRequest extends Omit<Wrapping, "pattern"> {
  /** The operations that JavaScript computes, so that what they need is declared. */
  readonly values: Iterable<Value>;
}

/** What an exported function of the wrapper asks of the kernel. */
function roleOf({ cost, outputs }: Wants): WasmRole {
  if (outputs[0]?.role === "prediction") return "predict";
  if (outputs.length === 0) return "cost";
  return cost ? "costAndGradient" : "gradient";
}

/**
 * The functions of the module: they copy their arguments into the memory of a kernel of their own, and its results
 * out. The kernel is made at the first call.
 */
export function wasmBodies(request: WrapperRequest): Bodies {
  const { signature } = request;
  const wrapping: Wrapping = { ...request, pattern: new Pattern(signature.scope, signature.language) };
  const call = (writer: Writer, wants: Wants, many: boolean): void =>
    writeCall(writer, wrapping, wants, many);
  return {
    costIsCheap: !request.hasGradient,
    mathematics: { values: request.values, inline: false },
    declare: (writer) => writeLoader(writer, wrapping),
    single: (writer, wants) => call(writer, wants, false),
    mean: (writer, wants) => call(writer, wants, true),
    rows: (writer, wants) => call(writer, wants, true),
    factory: (writer, batch) => writeFactory(writer, wrapping, batch),
  };
}

/** The body of a function that takes all arrays. */
function writeCall(writer: Writer, { signature, pattern }: Wrapping, wants: Wants, many: boolean): void {
  const { data, constants, params, functions, locals } = signature;
  const role = roleOf(wants);
  const predicts = role === "predict";
  const taken = predicts ? data.filter((d) => d.role === "input") : data;
  const given = predicts ? [...taken, ...wants.outputs] : taken;
  const ids = (args: readonly Argument[]): string => args.map(({ id }) => id).join(", ");
  const stored = [...constants, ...params];
  const line = (text: string): void => pattern.write(writer, text);
  line("const @kernel = @own();");
  if (wants.outputs.length > 0) line(`@apart([${ids(wants.outputs)}], [${ids([...taken, ...stored])}]);`);
  for (const { id, size, name } of stored)
    line(`@copy(@kernel.${id}, @fits(${id}, ${size}, ${quoted(name)}));`);
  if (!predicts)
    for (const { id, size, name } of wants.outputs) line(`@fits(${id}, ${size}, ${quoted(`d${name}`)});`);
  const fn = many ? functions[role === "cost" ? "costBatch" : predicts ? "predictBatch" : "costAndGradientBatch"] : functions[role]; // prettier-ignore
  const call = `@kernel.${fn}(${[...(many ? [locals.n] : []), ...given.map(({ id }) => id)].join(", ")})`;
  const isValue = wants.cost && wants.outputs.length > 0;
  if (role === "cost") return line(`return ${call};`);
  line(isValue ? `const @value = ${call};` : `${call};`);
  if (!predicts) for (const { id } of wants.outputs) line(`@copy(${id}, @kernel.${id});`);
  if (isValue) line("return @value;");
}
