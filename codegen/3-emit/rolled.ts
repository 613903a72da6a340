import type { Nest, Program } from "../1-lower/nest.ts";
import type { ArrayDecl } from "../1-lower/value.ts";
import { batchProgram, type BatchProgram } from "../2-schedule/batch.ts";
import { nestsFor, operationsOf } from "../2-schedule/prune.ts";
import type { Bodies, Wants } from "./bodies.ts";
import type { ArrayText } from "./loops.ts";
import { Eliminations } from "./elimination.ts";
import { isLong, ScalarMemory, writeNests } from "./parts.ts";
import { worthInlining } from "./mathematics.ts";
import type { Scope } from "./identifiers.ts";
import { argumentsOf, entryText, sizeOfShape, type Signature } from "./signature.ts";
import type { Writer } from "./writer.ts";

/** Scalars that a kernel keeps are variables, everything else is an array. */
const isVariable = ({ kind, shape }: ArrayDecl): boolean => kind !== "input" && shape.length === 0;

/**
 * The functions of a kernel as loop nests over arrays that are allocated once.
 * @param how whether exponentials and logarithms stand in the text, with the tables they lean on; whether there will be
 *   functions for many samples
 */
export function rolledBodies(
  program: Program,
  signature: Signature,
  how: { readonly inline?: boolean; readonly batches?: boolean } = {},
): Bodies {
  const { inline = worthInlining(operationsOf(program)), batches = true } = how;
  const { scope } = signature;
  const { n, total, scale, e } = signature.locals;
  const known = argumentsOf(signature);
  const locals = program.nests
    .flatMap(({ stores }) => stores.map(({ array }) => array))
    .filter(({ kind }) => kind === "local");
  const batched = batch(program, signature, { cost: true, outputs: [...signature.gradients] });
  const predicted = batch(program, signature, { cost: false, outputs: [...signature.predictions] });
  const names = new Map(locals.map((array) => [array.id, scope.claim(array.name === "" ? "w" : array.name)]));
  const sizes = new Map<number, number>();
  for (const array of [...locals, ...(batches ? [...batched.locals, ...predicted.locals] : [])])
    sizes.set(array.id, Math.max(sizes.get(array.id) ?? 0, sizeOfShape(array.shape)));
  const kept = locals.filter((array) => !isVariable(array) || sizes.get(array.id)! > 1);

  const eliminations = new Eliminations(
    signature,
    program.nests.flatMap(({ routine }) => routine ?? []),
  );

  const long = [program.nests, batched.chunk, predicted.chunk].some((nests) => isLong(nests));
  const memory = long ? new ScalarMemory(signature) : undefined;
  const scalars = [...locals.filter((array) => isVariable(array)), program.outputs[0]!];

  const textFor = (inner: Scope, cost: string): ArrayText => {
    const rows = inner.claim("rows");
    const start = inner.claim("start");
    const name = (array: ArrayDecl): string => known.get(array.id)?.id ?? names.get(array.id) ?? cost;
    // The cost is one number, whatever its shape.
    const scalar = (array: ArrayDecl): boolean =>
      array === program.outputs[0] || (isVariable(array) && !known.has(array.id));
    return {
      scope: inner,
      isVariable: (array) => scalar(array) && memory === undefined,
      target: (array, index) =>
        scalar(array) ? (memory?.target(array) ?? name(array)) : `${name(array)}[${index}]`,
      read: (array, index) =>
        scalar(array)
          ? (memory?.read(array) ?? name(array))
          : entryText(name(array), index, signature.language),
      name,
      eliminations,
      node: (value) => program.origins.get(value),
      mathematics: inline ? signature.mathematics : undefined,
      runtime: { rows, start },
    };
  };
  const declareVariables = (writer: Writer, arrays: readonly ArrayDecl[]): void => {
    if (memory !== undefined) return;
    for (const array of arrays) if (isVariable(array)) writer.line(`let ${names.get(array.id)!} = 0;`);
  };
  const beginCost = (writer: Writer, variable: string): void =>
    writer.line(memory === undefined ? `let ${variable} = 0;` : `${memory.target(program.outputs[0]!)} = 0;`);
  const costText = (variable: string): string => memory?.read(program.outputs[0]!) ?? variable;
  const write = (writer: Writer, nests: readonly Nest[], text: ArrayText, inChunk: boolean): void =>
    writeNests({ writer, nests, values: program.values, text, signature, argument: (array) => known.get(array.id)?.id, inChunk, split: long }); // prettier-ignore
  const writeChunks = (writer: Writer, batched: BatchProgram, text: ArrayText): void => {
    const { before, chunk, chunkSize } = batched;
    const { rows, start } = text.runtime;
    declareVariables(writer, batched.locals);
    write(writer, before, text, false);
    writer.block(`for (let ${start} = 0; ${start} < ${n}; ${start} += ${chunkSize})`, () => {
      writer.line(`const ${rows} = Math.min(${chunkSize}, ${n} - ${start});`);
      write(writer, chunk, text, true);
    });
  };

  return {
    costIsCheap: true,
    mathematics: { values: operationsOf(program), inline },
    declare: (writer) => {
      for (const { id } of kept) writer.line(`const ${names.get(id)!} = new Float64Array(${sizes.get(id)});`);
      memory?.declare(writer, scalars);
      eliminations.declare(writer);
    },
    single: (writer, wants) => {
      const inner = scope.inner();
      const cost = inner.claim("value");
      const nests = nestsFor(program.nests, arraysOf(program, wants));
      declareVariables(writer, nests.flatMap(({ stores }) => stores.map(({ array }) => array)).filter(({ kind }) => kind === "local")); // prettier-ignore
      if (wants.cost) beginCost(writer, cost);
      write(writer, nests, textFor(inner, cost), false);
      if (wants.cost) writer.line(`return ${costText(cost)};`);
    },
    mean: (writer, wants) => {
      if (wants.cost) beginCost(writer, total);
      for (const { id } of wants.outputs) writer.line(`${id}.fill(0);`);
      writeChunks(writer, batch(program, signature, wants), textFor(scope.inner(), total));
      if (wants.outputs.length > 0) writer.line(`const ${scale} = ${n} > 0 ? 1 / ${n} : 0;`);
      const certain = signature.language === "ts" ? "!" : "";
      for (const { id, size } of wants.outputs)
        writer.line(`for (let ${e} = 0; ${e} < ${size}; ${e}++) ${id}[${e}]${certain} *= ${scale};`);
      if (wants.cost) writer.line(`return ${costText(total)} / ${n};`);
    },
    rows: (writer, wants) =>
      writeChunks(writer, batch(program, signature, wants), textFor(scope.inner(), total)),
  };
}

const arraysOf = (program: Program, { cost, outputs }: Wants): ReadonlySet<ArrayDecl> =>
  new Set([...(cost ? [program.outputs[0]!] : []), ...outputs.map(({ array }) => array)]);

const batch = (program: Program, signature: Signature, wants: Wants): BatchProgram => {
  const predictions = new Set(signature.predictions.map(({ array }) => array));
  const wanted = [...arraysOf(program, wants)];
  return batchProgram({
    program,
    perSample: new Set(signature.data.map(({ array }) => array)),
    summed: new Set(wanted.filter((array) => !predictions.has(array))),
    rows: new Set(wanted.filter((array) => predictions.has(array))),
  });
};
