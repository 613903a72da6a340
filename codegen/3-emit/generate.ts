import { numberNodes } from "../1-lower/canonical.ts";
import { sizeOf } from "../1-lower/from-expr.ts";
import { lower } from "../1-lower/lower.ts";
import { countOperations, type Operations } from "../2-schedule/count.ts";
import { liveFrom } from "../2-schedule/live.ts";
import { unroll, type StraightLine } from "../2-schedule/unroll.ts";
import type { ArrayDecl } from "../1-lower/value.ts";
import { targetFor, type Choice } from "../2-schedule/target.ts";
import { nestsFor } from "../2-schedule/prune.ts";
import { countLoops, planFor } from "../2-schedule/strategy.ts";
import { declarationText } from "./declaration.ts";
import { writeModule } from "./module.ts";
import { rolledBodies } from "./rolled.ts";
import { unrolledBodies } from "./unrolled.ts";
import { wasmText } from "./wasm/listing.ts";
import { wasmBytes, wasmTarget } from "./wasm/target.ts";
import type { KernelRequest, Strategy } from "./request.ts";
import { signatureOf, type FunctionNames, type Language, type Signature } from "./signature.ts";
import { sourceMap } from "./source-map.ts";
import { Writer } from "./writer.ts";

export interface KernelFile {
  readonly path: string;
  readonly text: string;
}

export interface GeneratedKernel {
  /** The module and its source map; written when asked for. */
  readonly files: readonly KernelFile[];
  /** The same module as JavaScript, for loading it right away. */
  readonly javascript: string;
  /** The source map of the JavaScript. */
  readonly javascriptMap: string;
  /** The types of the module, for a `.d.ts` file. */
  readonly declaration: string;
  /** What the functions of the module are called. */
  readonly functions: FunctionNames;
  /** The WebAssembly in the module, without fused multiply-adds, where it is written in that. */
  readonly webAssembly: { readonly bytes: Uint8Array; readonly text: string } | undefined;
  /** For one sample, cost and all gradients. */
  readonly operations: Operations;
  readonly strategy: Strategy;
  readonly reason: string;
  /** What it is written in, and why. */
  readonly choice: Choice;
}

/**
 * The kernel of a model: a module without imports.
 * @error SizeError where a size has no value
 */
export function generateKernel(request: KernelRequest): GeneratedKernel {
  const sizes = request.sizes ?? new Map<string, number>();
  const outputs = [request.cost, ...request.gradients, ...(request.predictions ?? [])];
  const program = lower({
    outputs,
    definitions: request.definitions ?? [],
    tensors: request.tensors.map(({ name, shape }) => ({
      name,
      shape: shape.map((extent) => (typeof extent === "number" ? extent : sizeOf(extent, sizes))),
    })),
    sizes,
    constants: request.constants ?? new Map<string, number>(),
    numbers: numberNodes(outputs.map(({ value }) => value)),
  });
  const choice = targetFor(program, request.options?.target ?? "ts", request.options?.simd);
  const plan = planFor(program, request.options?.strategy, choice.target);
  const code = plan.bound === "unrolled" ? unroll(program) : undefined;
  const counted = new Set(program.outputs.slice(0, 1 + request.gradients.length));
  const operations =
    code === undefined ? countLoops(nestsFor(program.nests, counted)) : countStraight(code, counted);
  const reason = [choice.reason, plan.reason].filter((text) => text !== "").join("; ");
  const provision = { strategy: plan.module, reason, operations };
  const signatureIn = (language: Language): Signature =>
    signatureOf({ request, language, inputs: program.inputs, outputs: program.outputs });
  const emitted = new Map<Language, Writer>();
  const emit = (language: Language): Writer => {
    const before = emitted.get(language);
    if (before !== undefined) return before;
    const writer = new Writer();
    emitted.set(language, writer);
    const signature = signatureIn(language);
    if (choice.target === "wasm") {
      const options = request.options ?? {};
      const bodies = wasmTarget({ program, plan, signature, options, operations });
      writeModule(writer, request, signature, bodies, bodies, provision);
      return writer;
    }
    const unrolled = code && unrolledBodies(code, signature);
    const bodies = plan.module === "unrolled" ? unrolled! : rolledBodies(program, signature);
    writeModule(writer, request, signature, bodies, unrolled ?? bodies, provision);
    return writer;
  };
  return {
    get files() {
      return filesOf(request, emit("ts"), choice.target);
    },
    get javascript() {
      return emit("js").text();
    },
    get javascriptMap() {
      const { lines, provenance } = emit("js");
      return sourceMap(request, `${request.name}.js`, lines.length, provenance);
    },
    get declaration() {
      return declarationText(request, signatureIn("ts"), plan.module);
    },
    get webAssembly() {
      if (choice.target !== "wasm") return undefined;
      const bytes = wasmBytes({
        program,
        plan,
        signature: signatureIn("js"),
        options: request.options ?? {},
      });
      return { bytes, text: wasmText(bytes) };
    },
    functions: signatureIn("js").functions,
    choice,
    ...provision,
  };
}

function filesOf(request: KernelRequest, writer: Writer, target: "ts" | "wasm"): readonly KernelFile[] {
  const path = `${request.name}.ts`;
  if (target === "wasm") return [{ path, text: writer.text() }];
  const map = sourceMap(request, path, writer.lines.length + 1, writer.provenance);
  return [
    { path, text: `${writer.text()}//# sourceMappingURL=${encodeURIComponent(path)}.map\n` },
    { path: `${path}.map`, text: map },
  ];
}

function countStraight(code: StraightLine, counted: ReadonlySet<ArrayDecl>): Operations {
  const roots = code.stores.filter(({ array }) => counted.has(array)).map(({ value }) => value);
  return countOperations(liveFrom(roots).order.map((value) => [value, 1] as const));
}
