import type { Bodies, Wants } from "../bodies.ts";
import { parameterList, returns, type Argument } from "../signature.ts";
import type { Writer } from "../writer.ts";
import type { WasmRole, Wrapping } from "./wrapping.ts";

const wantsOf = ({ signature: { gradients, predictions } }: Wrapping): Readonly<Record<WasmRole, Wants>> => ({
  cost: { cost: true, outputs: [] },
  costAndGradient: { cost: true, outputs: gradients },
  gradient: { cost: false, outputs: gradients },
  predict: { cost: false, outputs: predictions },
});

/** The function of one sample that an exported function calls; undefined for what every module has, or what prepares. */
const roleOf = (wants: Readonly<Record<WasmRole, Wants>>, name: string): WasmRole | undefined =>
  (Object.keys(wants) as WasmRole[]).find((role) => name === role || name === `${role}Batch`);

/**
 * The exports of a module once more, in JavaScript over the same memory: for engines without WebAssembly SIMD. The
 * loops are those of a TypeScript kernel for one sample; batches call them for one sample after the other, which
 * keeps the text short.
 */
export function writeFallback(writer: Writer, wrapping: Wrapping, bodies: Bodies): void {
  const { signature, pattern, plain } = wrapping;
  const { data, constants, params, gradients, arrayType } = signature;
  const write = (text: string): void => pattern.write(writer, text);
  const wants = wantsOf(wrapping);
  const roles = new Set(plain.functions.flatMap((name) => roleOf(wants, name) ?? []));
  const taken = (role: WasmRole): readonly Argument[] =>
    role === "predict" ? data.filter((d) => d.role === "input") : data;
  writer.blank();
  write("/** The functions of the module in JavaScript, for engines without WebAssembly SIMD. */");
  writer.block(pattern.text("function @fallback(@space«: @Space»)«: @Code»"), () => {
    bodies.declare(writer);
    if (plain.functions.includes("costAndGradientBatch"))
      for (const d of gradients) write(`const @one_${d.id} = new ${arrayType}(${d.size});`);
    for (const role of roles) {
      const { cost, outputs } = wants[role];
      const args = [...taken(role), ...constants, ...params, ...outputs];
      const head = pattern.text(`function @js_${role}`);
      writer.block(`${head}(${parameterList(args, signature)})${returns(cost ? "number" : "void", signature)}`, () =>
        bodies.single(writer, wants[role]),
      ); // prettier-ignore
      writer.writeDeferred();
    }
    write(`
const @view = (@at«: number», @length«: number») => new ${arrayType}(@space.buffer, @at, @length);
const @add = (@to«: ${arrayType}», @from«: ${arrayType}») => @from.forEach((@x, @k) => (@to[@k]«!» += @x));
`);
    writer.block("return", () => writeExports(write, wrapping, wants, taken), ";");
  });
}

/** The object of the functions that take addresses, in the order of the module's. */
function writeExports(
  write: (text: string) => void,
  { signature, plain }: Wrapping,
  wants: Readonly<Record<WasmRole, Wants>>,
  taken: (role: WasmRole) => readonly Argument[],
): void {
  const { data, constants, params, gradients, predictions, arrayType } = signature;
  const bytes = arrayType === "Float64Array" ? 8 : 4;
  const order = [...data, "parameters", "gradients", ...predictions];
  const at = (what: Argument | "parameters" | "gradients"): string => `@at[${order.indexOf(what)}]«!»`;
  const inBlock = (start: "parameters" | "gradients", all: readonly Argument[]): ReadonlyMap<Argument, string> =>
    new Map(all.map((d, k) => [d, `@view(${at(start)} + ${plain[start].offsets[k]}, ${d.size})`])); // prettier-ignore
  const stored = inBlock("parameters", [...constants, ...params]);
  const slopes = inBlock("gradients", gradients);
  write(`
zero: (@from, @to) => {
  @view(@from, (@to - @from) / ${bytes}).fill(0);
  return 0;
},
scale: (@from, @to, @by) => {
  const @all = @view(@from, (@to - @from) / ${bytes});
  @all.forEach((@x, @k) => (@all[@k] = @x * @by));
  return 0;
},`);
  for (const name of plain.functions) {
    const role = roleOf(wants, name);
    if (role === undefined) {
      write(`${name}: () => 0,`);
      continue;
    }
    const { cost, outputs } = wants[role];
    const isBatch = name !== role;
    const row = (d: Argument): string =>
      isBatch ? `@view(${at(d)} + @s * ${d.size * bytes}, ${d.size})` : `@view(${at(d)}, ${d.size})`;
    const output = (d: Argument): string =>
      d.role === "prediction" ? row(d) : isBatch ? `@one_${d.id}` : slopes.get(d)!;
    const args = [...taken(role).map(row), ...stored.values(), ...outputs.map(output)];
    const call = `@js_${role}(${args.join(", ")})`;
    const added = isBatch && cost ? outputs : [];
    const single = cost ? [`  return ${call};`] : [`  ${call};`, "  return 0;"];
    const batch = [
      "  for (let @s = 0; @s < @count; @s++) {",
      `    ${cost ? "@total += " : ""}${call};`,
      ...added.map((d) => `    @add(${slopes.get(d)}, @one_${d.id});`),
      "  }",
      "  return @total;",
    ];
    write([`${name}: (${isBatch ? "@count, @total, " : ""}...@at) => {`, ...(isBatch ? batch : single), "},"].join("\n")); // prettier-ignore
  }
}
