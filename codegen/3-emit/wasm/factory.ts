import { parameterList, type Argument } from "../signature.ts";
import type { Writer } from "../writer.ts";
import { checks } from "./checks.ts";
import { aligned } from "./layout.ts";
import { quoted, type WasmRole, type Wrapping } from "./wrapping.ts";

/** Room for so many bytes of samples, and no more of them than that, where a kernel copies them into its memory. */
const STAGED_BYTES = 262_144;
const STAGED_SAMPLES = 1024;

/** Work of a warm-up in operations, and at least and at most so many calls. */
const WARMUP = { work: 2e7, least: 20, most: 4000, samples: 130 } as const;

const calls = (operations: number): number =>
  Math.round(Math.min(WARMUP.most, Math.max(WARMUP.least, WARMUP.work / Math.max(1, operations))));

/** The kernel in its memory, and the one that the other functions of the module use. */
export function writeFactory(writer: Writer, wrapping: Wrapping, batch: boolean): void {
  const { signature, pattern, plain } = wrapping;
  const { data, constants, params, gradients, predictions, functions, arrayType } = signature;
  const size = arrayType === "Float64Array" ? 8 : 4;
  const moving = [...data, ...predictions];
  const rowBytes = moving.reduce((total, d) => total + d.size * size, 0);
  const chunk = batch ? plain.chunk : 1;
  const staged = chunk * Math.max(1, Math.floor(Math.min(STAGED_SAMPLES, STAGED_BYTES / Math.max(1, rowBytes)) / chunk)); // prettier-ignore
  const write = (text: string): void => pattern.write(writer, text);
  const fixed = aligned(plain.parameters.bytes) + aligned(plain.gradients.bytes) + aligned(plain.work) + 16;
  const rows =
    chunk === 1 ? "Math.max(1, @samples)" : `Math.max(1, Math.ceil(@samples / ${chunk})) * ${chunk}`;
  writer.blank();
  write(checks(arrayType));
  write(`
const @kernels«: ReturnType<typeof ${functions.createKernel}>[]» = [];
function @own()«: ReturnType<typeof ${functions.createKernel}>» {
  return (@kernels[0] ??= ${functions.createKernel}());
}
`);
  writer.blank();
  write(`
/** How many bytes of a memory a kernel takes, at most, with room for so many samples. */
export function @kernelBytes(@samples = ${staged}) {
  return (${rows}) * ${rowBytes} + ${fixed + 16 * moving.length};
}

/**
 * A kernel with arrays in its own memory: what is written there is not copied again. It has room for some samples;
 * other arrays are copied into that, piece by piece. Kernels can share a memory, each from an \`offset\` on that is a
 * multiple of 16, and can share the parameters at an address (\`addresses.parameters\` of another kernel). Where the engine
 * lacks WebAssembly SIMD, ${wrapping.fallback === undefined ? "it throws" : "it computes in JavaScript, slower, and `fallback` says why"}.
 */
export function ${functions.createKernel}(@options«: { memory?: @Space; offset?: number; samples?: number; parameters?: number }» = {}) {
  const { memory: @given, offset: @offset = 0, samples: @samples = ${staged}, parameters: @shared } = @options;
  if (!(Number.isInteger(@offset) && @offset >= 0 && @offset % 16 === 0)) {
    throw new RangeError(\`the offset \${@offset} is no multiple of 16\`);
  }
  @isCount(@samples);
  const @rows = ${rows};
  let @end = @offset;
  const @place = (@size«: number») => {
    const @at = @end;
    @end += Math.ceil(@size / 16) * 16;
    return @at;
  };
`);
  const inside = (text: string): void => {
    for (const line of text.trim().split("\n")) write(`  ${line}`);
  };
  const start = (d: Argument): string => `@at_${d.id}`;
  for (const d of moving) inside(`const ${start(d)} = @place(@rows * ${d.size * size});`);
  inside(`
const @at_parameters = @shared ?? @place(${plain.parameters.bytes});
const @at_gradients = @place(${plain.gradients.bytes});
const @at_work = @place(${plain.work + 16});
const @space = @given ?? @memoryOf(@end);
if (@space.buffer.byteLength < @end) @space.grow(Math.ceil((@end - @space.buffer.byteLength) / 65536));
const { run: @run, lacks: fallback } = @instance(@space);
`);
  const view = (id: string, at: string, length: string | number): void =>
    inside(`const ${id} = new ${arrayType}(@space.buffer, ${at}, ${length});`);
  for (const d of moving) view(d.id, start(d), `@rows * ${d.size}`);
  for (const [k, { id, size: length }] of [...constants, ...params].entries())
    view(id, `@at_parameters + ${plain.parameters.offsets[k]}`, length);
  for (const [k, { id, size: length }] of gradients.entries())
    view(id, `@at_gradients + ${plain.gradients.offsets[k]}`, length);
  inside(`
/** Where the numbers are, or are copied to. */
const @bring = (@array«: ${arrayType}», @own_array«: ${arrayType}», @from«: number», @to«: number») => {
  if (@array.buffer === @space.buffer) {
    const @at = @array.byteOffset + @from * ${size};
    if (@at < @end && @array.byteOffset + @to * ${size} > @at_gradients) {
      throw new RangeError("an input overlaps the outputs of the kernel");
    }
    return @at;
  }
  if (@from === 0 && @to === @array.length) @copy(@own_array, @array);
  else @own_array.set(@array.subarray(@from, @to));
  return @own_array.byteOffset;
};
`);
  for (const role of rolesOf(wrapping)) writeSingle(inside, wrapping, role);
  if (batch) for (const role of rolesOf(wrapping)) if (role !== "gradient") writeBatch(inside, wrapping, role); // prettier-ignore
  writeWarmup(inside, wrapping, batch);
  inside(`
const addresses = { ${[...moving.map((d) => `${d.id}: ${start(d)}`), "parameters: @at_parameters", "gradients: @at_gradients", "end: @end"].join(", ")} };
const memory = @space;
`);
  const own = [...moving, ...constants, ...params, ...gradients].map(({ id }) => id);
  const names = rolesOf(wrapping).map((role) => functions[role]);
  const many = batch ? rolesOf(wrapping).flatMap((role) => role === "gradient" ? [] : [batchName(wrapping, role)]) : []; // prettier-ignore
  const sums = batch && gradients.length > 0 ? ["sumOf"] : [];
  inside(
    `return { ${[...own, ...names, ...many, ...sums, "warmup", "memory", "addresses", "fallback"].join(", ")} };`,
  );
  write("}");
}

export const rolesOf = ({ signature, hasGradient }: Wrapping): readonly WasmRole[] => [
  "cost",
  ...(signature.gradients.length > 0 ? (["costAndGradient"] as const) : []),
  ...(hasGradient ? (["gradient"] as const) : []),
  ...(signature.predictions.length > 0 ? (["predict"] as const) : []),
];

const batchName = ({ signature: { functions } }: Wrapping, role: WasmRole): string =>
  role === "cost" ? functions.costBatch : role === "predict" ? functions.predictBatch : functions.costAndGradientBatch; // prettier-ignore

/** Inputs that a function takes, and the arrays it writes, row by row. */
function argumentsFor({ signature }: Wrapping, role: WasmRole): readonly (readonly Argument[])[] {
  const { data, predictions } = signature;
  return role === "predict" ? [data.filter((d) => d.role === "input"), predictions] : [data, []];
}

/** The addresses in the order of the module's functions. */
function addressList({ signature }: Wrapping, of: (d: Argument) => string): string {
  const { data, predictions } = signature;
  return [...data.map(of), "@at_parameters", "@at_gradients", ...predictions.map(of), "@at_work"].join(", ");
}

function writeSingle(write: (text: string) => void, wrapping: Wrapping, role: WasmRole): void {
  const { signature } = wrapping;
  const [taken, written] = argumentsFor(wrapping, role) as [readonly Argument[], readonly Argument[]];
  const all = [...taken, ...written];
  const head = parameterList(all.map((d) => ({ ...d, id: `@${d.id}_given` })), signature); // prettier-ignore
  const given = (d: Argument): string => taken.includes(d) ? `@bring(@${d.id}_given, ${d.id}, 0, ${d.size})` : `@at_${d.id}`; // prettier-ignore
  const isValue = role === "cost" || role === "costAndGradient";
  const lines = [
    `const ${signature.functions[role]} = (${head})«: ${isValue ? "number" : "void"}» => {`,
    ...all.map((d) => `  @fits(@${d.id}_given, ${d.size}, ${quoted(d.name)});`),
    `  ${isValue ? "return " : ""}@run.${role}(${addressList(wrapping, given)});`,
    ...written.map((d) => `  @copy(@${d.id}_given, ${d.id}.subarray(0, ${d.size}));`),
    "};",
  ];
  write(lines.join("\n"));
}

function writeBatch(write: (text: string) => void, wrapping: Wrapping, role: WasmRole): void {
  const { signature, plain } = wrapping;
  const { n } = signature.locals;
  const [taken, written] = argumentsFor(wrapping, role) as [readonly Argument[], readonly Argument[]];
  const all = [...taken, ...written];
  const head = parameterList(all.map((d) => ({ ...d, id: `@${d.id}_given` })), signature, true); // prettier-ignore
  const name = role === "cost" ? "costBatch" : role === "predict" ? "predictBatch" : "costAndGradientBatch";
  const given = (d: Argument): string =>
    taken.includes(d) ? `@bring(@${d.id}_given, ${d.id}, @start * ${d.size}, (@start + @count) * ${d.size})` : `@at_${d.id}`; // prettier-ignore
  const inMemory = taken.map((d) => `@${d.id}_given.buffer === @space.buffer`);
  const whole = written.length > 0 || inMemory.length === 0 ? "@rows" : `${inMemory.join(" && ")} ? @last - @first : @rows`; // prettier-ignore
  const summing = role !== "predict";
  const grads = role === "costAndGradient";
  const loop = (first: string, last: string): string[] => [
    `  @run.${name}Prepare(${addressList(wrapping, (d) => `@at_${d.id}`)});`,
    `  const [@first, @last] = [${first}, ${last}];`,
    `  const @step = ${whole};`,
    "  let @total = 0;",
    `  for (let @start = @first; @start < @last; @start += @step) {`,
    "    const @count = Math.min(@step, @last - @start);",
    `    ${summing ? "@total = " : ""}@run.${name}(@count, @total, ${addressList(wrapping, given)});`,
    ...written.map(
      (d) => `    @${d.id}_given.set(${d.id}.subarray(0, @count * ${d.size}), @start * ${d.size});`,
    ),
    "  }",
  ];
  const zero = `  @run.zero(@at_gradients, @at_gradients + ${plain.gradients.bytes});`;
  const lines = [
    `const ${batchName(wrapping, role)} = (${head})«: ${summing ? "number" : "void"}» => {`,
    `  @isCount(${n});`,
    ...all.map((d) => `  @holds(@${d.id}_given, ${n} * ${d.size}, ${quoted(d.name)});`),
    ...(grads ? [zero] : []),
    ...loop("0", n),
    ...(grads ? [`  @run.scale(@at_gradients, @at_gradients + ${plain.gradients.bytes}, ${n} > 0 ? 1 / ${n} : 0);`] : []), // prettier-ignore
    ...(summing ? [`  return @total / ${n};`] : []),
    "};",
  ];
  write(lines.join("\n"));
  if (!grads) return;
  const range = parameterList(taken.map((d) => ({ ...d, id: `@${d.id}_given` })), signature); // prettier-ignore
  write(
    [
      "/** The sum of the costs of the samples in rows from @from to before @to, and of their gradients. */",
      `const sumOf = (@from«: number», @to«: number», ${range})«: number» => {`,
      ...all.map((d) => `  @holds(@${d.id}_given, @to * ${d.size}, ${quoted(d.name)});`),
      zero,
      ...loop("@from", "@to"),
      "  return @total;",
      "};",
    ].join("\n"),
  );
}

/** Calls on made-up data of both signs, until the engine has compiled the code for good; parameters are put back. */
function writeWarmup(write: (text: string) => void, wrapping: Wrapping, batch: boolean): void {
  const { signature, operations } = wrapping;
  const { data, constants, params, gradients, functions } = signature;
  const owned = [...constants, ...params, ...gradients, ...data].map(({ id }) => id).join(", ");
  const args = data.map(({ id, size }) => `${id}.subarray(0, ${size})`).join(", ");
  const role = gradients.length > 0 ? functions.costAndGradient : functions.cost;
  const many = gradients.length > 0 ? functions.costAndGradientBatch : functions.costBatch;
  const rows = `Math.min(@rows, ${WARMUP.samples})`;
  const warm = [
    ...(batch ? [`  for (let @k = 0; @k < ${calls(operations * WARMUP.samples)}; @k++) ${many}(${[rows, ...data.map(({ id }) => id)].join(", ")});`] : []), // prettier-ignore
    `  for (let @k = 0; @k < ${calls(operations)}; @k++) ${role}(${args});`,
  ];
  write(`
const warmup = ()«: void» => {
  const @arrays«: readonly ${signature.arrayType}[]» = [${owned}];
  const @saved = @arrays.map((@array) => @array.slice());
  let @state = 1;
  for (const @array of @arrays) {
    for (let @k = 0; @k < @array.length; @k++) {
      @state = (Math.imul(@state, 1664525) + 1013904223) | 0;
      @array[@k] = @state / 2147483648;
    }
  }
${warm.join("\n")}
  @arrays.forEach((@array, @k) => @array.set(@saved[@k]«!»));
};
`);
}
