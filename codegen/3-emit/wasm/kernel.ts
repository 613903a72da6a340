import type { Program } from "../../1-lower/nest.ts";
import { operationsOf } from "../../2-schedule/prune.ts";
import type { StraightLine } from "../../2-schedule/unroll.ts";
import type { Wants } from "../bodies.ts";
import type { Signature } from "../signature.ts";
import { isElementary, type ElementaryOp } from "./arithmetic.ts";
import { defineChunks, defineLanes, defineRows, placeLocals, type BatchFunctions } from "./batch.ts";
import { Elementary } from "./elementary.ts";
import { addressTypes } from "./frame.ts";
import { numberFormat } from "./format.ts";
import { layoutOf } from "./layout.ts";
import { Module } from "./module.ts";
import { defineSingle, type KernelFunction, type Workshop } from "./single.ts";
import { gemmOf } from "./product.ts";
import { defineSupport } from "./support.ts";
import type { Precision } from "../request.ts";

export interface WasmRequest {
  readonly program: Program;
  readonly signature: Signature;
  readonly precision: Precision;
  readonly batch: boolean;
  /** For one sample: code without loops, where the model is small enough. */
  readonly single: StraightLine | undefined;
  /** For batches: the same with samples in lanes; else samples go through loops in chunks. */
  readonly lanes: StraightLine | undefined;
}

/** A WebAssembly module, and what its wrapper has to know of it. */
export interface WasmKernel {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Functions it exports, beside those every kernel has. */
  readonly functions: readonly string[];
  /** Functions it takes from the import `math`. */
  readonly imported: readonly ElementaryOp[];
  /** Bytes of the blocks, and where arrays begin in them. */
  readonly parameters: { readonly bytes: number; readonly offsets: readonly number[] };
  readonly gradients: { readonly bytes: number; readonly offsets: readonly number[] };
  readonly work: number;
  /** A multiple of the samples that are summed apart: batches cut at one give the same bits as whole ones. */
  readonly chunk: number;
}

/** Exponentials and logarithms up to this number stand in place. */
const INLINE_AT_MOST = 16;

/** The import of the memory: its limits are the last thing that tells a shared one. */
export const memoryImport = { module: "env", name: "memory" } as const;

/** Builds the module of a kernel, with fused operations (relaxed SIMD) or without. */
export function wasmKernel(request: WasmRequest, fused: boolean): WasmKernel {
  const { program, signature, precision, batch, single, lanes } = request;
  const format = numberFormat(precision, fused);
  const module = new Module();
  module.importMemory(memoryImport.module, memoryImport.name, { minimum: 0, maximum: 65536, shared: true });
  const functions = [...operationsOf(program)].filter((v) => v.kind === "op" && isElementary(v.op));
  const elementary = new Elementary(module, format, functions.length <= INLINE_AT_MOST);
  const layout = layoutOf(signature, format.size);
  const support = defineSupport(module, format);
  const gemm = gemmOf(module, format);
  const shop: Workshop = {
    gemm,
    module,
    format,
    elementary,
    support,
    signature,
    layout,
    program,
    straight: single,
  };
  const { gradients, predictions } = signature;
  const cost: Wants = { cost: true, outputs: [] };
  const both: Wants = { cost: true, outputs: gradients };
  const predicted: Wants = { cost: false, outputs: predictions };
  if (batch && lanes === undefined) placeLocals(shop, [cost, both, predicted]);
  const names: string[] = [];
  const one = (name: string, wants: Wants): KernelFunction => {
    names.push(name);
    return defineSingle(shop, name, wants);
  };
  one("cost", cost);
  if (gradients.length > 0) {
    one("costAndGradient", both);
    if (single !== undefined) one("gradient", { cost: false, outputs: gradients });
  }
  const predict = predictions.length > 0 ? one("predict", predicted) : undefined;
  const batches: BatchFunctions[] = [];
  const add = (name: string, functions: BatchFunctions): void => {
    batches.push(functions);
    names.push(name, `${name}Prepare`);
    module.procedure({ params: addressTypes(signature), exported: `${name}Prepare` }, (body, ...locals) =>
      functions.prepare(body, locals),
    );
  };
  const sums = (name: string, wants: Wants): void =>
    add(name, lanes === undefined ? defineChunks(shop, name, wants) : defineLanes(shop, lanes, name, wants));
  if (batch) {
    sums("costBatch", cost);
    if (gradients.length > 0) sums("costAndGradientBatch", both);
    if (predict !== undefined)
      add("predictBatch", lanes === undefined ? defineChunks(shop, "predictBatch", predicted) : defineRows(shop, predict, "predictBatch")); // prettier-ignore
  }
  const bytes = module.bytes();
  return {
    bytes,
    functions: names,
    imported: elementary.imported,
    parameters: {
      bytes: layout.parameters.bytes,
      offsets: [...signature.constants, ...signature.params].map(({ array }) =>
        layout.parameters.place(array, 0),
      ),
    },
    gradients: {
      bytes: layout.gradients.bytes,
      offsets: gradients.map(({ array }) => layout.gradients.place(array, 0)),
    },
    work: layout.work.bytes,
    chunk: batches.reduce((all, { chunk }) => leastCommonMultiple(all, chunk), 1),
  };
}

function leastCommonMultiple(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  return (a / x) * b;
}
