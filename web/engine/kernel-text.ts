import {
  generateKernel,
  kernelRequest,
  SizeError,
  type KernelRequest,
  operationsText,
  type Operations,
} from "../../codegen/index.ts";
import { nodeIds } from "../../src/index.ts";
import type { Identity } from "./identity.ts";
import type { Lesson } from "./lesson.ts";

/** A piece of a line of code, and the node it computes. */
export interface Piece {
  readonly text: string;
  readonly node: string | undefined;
}

export interface KernelText {
  /** The module as JavaScript, cut around the function that computes the cost and all gradients. */
  readonly javascript: { readonly before: string; readonly body: string; readonly after: string };
  /** That function in TypeScript, line by line from its number in the module. */
  readonly lines: readonly { readonly number: number; readonly pieces: readonly Piece[] }[];
  readonly operations: string;
  readonly counts: Operations;
  /** The function of the module that computes the cost alone. */
  readonly cost: string;
  /** The name of the one that computes both, the tensors it takes and the parameters whose gradients it writes, in the order of its arguments. */
  readonly entry: string;
  readonly inputs: readonly string[];
  readonly gradients: readonly string[];
}

type Range = readonly [line: number, column: number, endLine: number, endColumn: number, node: number];

/**
 * The kernel of a model, linked to the graph by its source map. Undefined where the model leaves a size open, for
 * which code needs a number.
 */
export function kernelText(
  { model, identity }: Lesson,
  version: string,
  strategy?: "unrolled" | "loops",
): KernelText | undefined {
  const kernel = { batch: false, ...(strategy === undefined ? {} : { strategy }) };
  const request = kernelRequest(model, { name: "model", version, kernel });
  if ("known" in request) return undefined;
  try {
    return linked(request, identity);
  } catch (error) {
    if (error instanceof SizeError) return undefined;
    throw error;
  }
}

/** The same kernel as WebAssembly in the text format, with what it computes counted. @error SizeError */
export function webAssemblyText(
  { model }: Lesson,
  version: string,
): { readonly text: string; readonly counts: Operations } | undefined {
  const kernel = { batch: false, target: "wasm", fused: false } as const;
  const request = kernelRequest(model, { name: "model", version, kernel });
  if ("known" in request) return undefined;
  const { webAssembly, operations } = generateKernel(request);
  return webAssembly && { text: webAssembly.text, counts: operations };
}

function linked(request: KernelRequest, identity: Identity): KernelText | undefined {
  const kernel = generateKernel(request);
  const [module, map] = kernel.files;
  if (module === undefined || map === undefined) return undefined;
  const { x_chainrule } = JSON.parse(map.text) as {
    readonly x_chainrule: { readonly nodes: readonly Range[] };
  };
  // The map counts nodes over the outputs of the kernel, children first, as ids do.
  const outputs = [request.cost, ...request.gradients, ...(request.predictions ?? [])];
  const { nodes } = nodeIds(outputs.map(({ value }) => value));
  const idOf = (node: number): string | undefined => {
    const e = nodes[node - 1];
    return e && identity.idOf(e);
  };
  const entry = kernel.functions.costAndGradient;
  const all = module.text.split("\n");
  const start = all.findIndex((line) => line.startsWith(`export function ${entry}(`));
  const end = all.indexOf("}", start);
  return {
    javascript: cut(kernel.javascript, entry),
    lines: all.slice(start, end + 1).map((line, k) => ({
      number: start + k + 1,
      pieces: piecesOf(line, start + k + 1, x_chainrule.nodes, idOf),
    })),
    operations: operationsText(kernel.operations),
    counts: kernel.operations,
    cost: kernel.functions.cost,
    entry,
    inputs: inArgumentOrder(request.tensors),
    gradients: request.gradients.map(({ name }) => name),
  };
}

/** Kernels take inputs and labels, then constants, then parameters. */
function inArgumentOrder(tensors: KernelRequest["tensors"]): readonly string[] {
  const rank = { input: 0, label: 0, const: 1, param: 2 } as const;
  return tensors.toSorted((a, b) => rank[a.role] - rank[b.role]).map(({ name }) => name);
}

function cut(code: string, entry: string): KernelText["javascript"] {
  const start = code.indexOf(`export function ${entry}(`);
  const end = code.indexOf("\n}", start) + 2;
  return { before: code.slice(0, start), body: code.slice(start, end), after: code.slice(end) };
}

/** A line cut where nodes begin and end; where they nest, the innermost has the say. */
function piecesOf(
  line: string,
  number: number,
  ranges: readonly Range[],
  idOf: (node: number) => string | undefined,
): readonly Piece[] {
  const here = ranges.flatMap(([first, column, last, endColumn, node]) =>
    first <= number && number <= last
      ? [{ from: first === number ? column - 1 : 0, to: last === number ? endColumn - 1 : line.length, node }]
      : [],
  );
  const cuts = [...new Set([0, line.length, ...here.flatMap(({ from, to }) => [from, to])])].sort(
    (a, b) => a - b,
  );
  return cuts.slice(0, -1).map((from, k) => {
    const to = cuts[k + 1]!;
    const around = here.filter((range) => range.from <= from && to <= range.to);
    const inmost = around.sort((a, b) => a.to - a.from - (b.to - b.from))[0];
    return { text: line.slice(from, to), node: inmost && idOf(inmost.node) };
  });
}
