import type { Bodies } from "./bodies.ts";
import { parameterList, returns, type Argument, type Signature } from "./signature.ts";
import type { Writer } from "./writer.ts";

/** Calls that let the engine compile the code with every branch seen. */
const WARMUP = { samples: 130, batches: 300, singles: 6000 } as const;
/** Where a call does much, fewer are enough: loops become hot inside it. Operations of one kind of calls, about 0.3 s. */
const WARMUP_OPERATIONS = 5e8;

const callsFor = (most: number, operations: number): number =>
  Math.max(3, Math.min(most, Math.ceil(WARMUP_OPERATIONS / Math.max(1, operations))));

/**
 * A factory of a kernel bound to its own parameter and gradient arrays. Arrays that are constants of a closure
 * are the fastest for V8, as long as the factory is called once.
 */
export function writeKernelFactory(
  writer: Writer,
  signature: Signature,
  bodies: Bodies,
  batch: boolean,
  operations: number,
): void {
  const { data, constants, params, gradients, functions, arrayType } = signature;
  if (gradients.length === 0) return;
  const scope = signature.scope.inner();
  const owned = [...constants, ...params, ...gradients];
  const memory = new Map(owned.map((argument) => [argument, scope.claim(`${argument.id}_memory`)]));
  const inner = scope.claim(`${functions.costAndGradient}_`);
  const alone = bodies.costIsCheap ? undefined : scope.claim(`${functions.gradient}_`);
  const value = functions.costAndGradient;
  writer.blank();
  writer.line(
    "/** A kernel bound to its own arrays: the fastest form when it is made once; call `warmup` before timing it. */",
  );
  writer.block(`export function ${functions.createKernel}()`, () => {
    bodies.declare(writer);
    for (const [{ size }, name] of memory) writer.line(`const ${name} = new ${arrayType}(${size});`);
    writer.block(
      `function ${inner}(${parameterList(data, signature)})${returns("number", signature)}`,
      () => {
        for (const [{ id }, name] of memory) writer.line(`const ${id} = ${name};`);
        bodies.single(writer, { cost: true, outputs: gradients });
      },
    );
    writer.writeDeferred();
    if (alone !== undefined)
      writer.block(
        `function ${alone}(${parameterList(data, signature)})${returns("void", signature)}`,
        () => {
          for (const [{ id }, name] of memory) writer.line(`const ${id} = ${name};`);
          bodies.single(writer, { cost: false, outputs: gradients });
        },
      );
    const bound = [...data.map(({ id }) => id), ...memory.values()].join(", ");
    const batchHead = `(${parameterList(data, signature, true)})${returns("number", signature)}`;
    writer.block(`function warmup()${returns("void", signature)}`, () =>
      writeWarmup(
        writer,
        signature,
        memory,
        alone === undefined ? [inner] : [inner, alone],
        batch,
        operations,
      ),
    );
    writer.block("return", () => {
      for (const [{ id }, name] of memory) writer.line(`${id}: ${name},`);
      writer.line(`${value}: ${inner},`);
      if (alone !== undefined) writer.line(`${functions.gradient}: ${alone},`);
      else
        writer.block(`${functions.gradient}(${parameterList(data, signature)})${returns("void", signature)}`, () =>
          writer.line(`${inner}(${data.map(({ id }) => id).join(", ")});`), ","); // prettier-ignore
      if (batch)
        writer.block(`${functions.costAndGradientBatch}${batchHead}`, () =>
          writer.line(`return ${functions.costAndGradientBatch}(${signature.locals.n}, ${bound});`), ","); // prettier-ignore
      writer.line("warmup,");
    }, ";"); // prettier-ignore
  });
}

/** Made-up data of both signs goes through the kernel; parameters and gradients are put back afterwards. */
function writeWarmup(
  writer: Writer,
  { data, functions, arrayType, language, locals }: Signature,
  memory: ReadonlyMap<Argument, string>,
  inner: readonly string[],
  batch: boolean,
  operations: number,
): void {
  const scopeType = language === "ts" ? `: ${arrayType}` : "";
  const sizeType = language === "ts" ? ": number" : "";
  const { state, fill, made, saved, array, size, e } = locals;
  writer.line(`let ${state} = 1;`);
  writer.block(`const ${fill} = (${array}${scopeType}) =>`, () => {
    writer.line(`for (let ${e} = 0; ${e} < ${array}.length; ${e}++) {`);
    writer.line(`  ${state} = (Math.imul(${state}, 1664525) + 1013904223) | 0;`);
    writer.line(`  ${array}[${e}] = ${state} / 2147483648;`);
    writer.line("}");
    writer.line(`return ${array};`);
  }, ";"); // prettier-ignore
  writer.line(`const ${made} = (${size}${sizeType}) => ${fill}(new ${arrayType}(${size}));`);
  const rows = batch ? WARMUP.samples : 1;
  const owned = [...memory.values()];
  writer.line(`const ${saved} = [${owned.map((name) => `${name}.slice()`).join(", ")}];`);
  for (const name of owned) writer.line(`${fill}(${name});`);
  for (const argument of data) writer.line(`const ${argument.id} = ${made}(${argument.size * rows});`);
  const args = data.map(({ id }) => id).join(", ");
  if (batch) {
    writer.writeDeferred();
    const bound = [...data.map(({ id }) => id), ...owned].join(", ");
    writer.line(
      `for (let ${e} = 0; ${e} < ${callsFor(WARMUP.batches, rows * operations)}; ${e}++) ${functions.costAndGradientBatch}(${rows}, ${bound});`,
    );
  }
  for (const name of inner)
    writer.line(
      `for (let ${e} = 0; ${e} < ${callsFor(WARMUP.singles, operations)}; ${e}++) ${name}(${args});`,
    );
  writer.line(
    `[${owned.join(", ")}].forEach((${array}, ${e}) => ${array}.set(${saved}[${e}]${language === "ts" ? "!" : ""}));`,
  );
}
