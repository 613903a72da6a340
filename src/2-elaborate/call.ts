import type { Report } from "../core/diagnostic.ts";
import { didYouMean } from "../core/similar.ts";
import type { CallSyntax, ExprSyntax, NameSyntax, RangeSyntax } from "../1-parse/syntax.ts";
import { affineConst, type Affine } from "../core/affine.ts";
import type { MatrixOp } from "../core/ops.ts";
import { needNumber, sameShapes } from "./agree.ts";
import { functionNames, functionRow, nameHere, type FunctionRow } from "./functions.ts";
import type { Facts, Inference } from "./infer.ts";
import { structureShape } from "./structure.ts";
import type { Named, Shape } from "./symbols.ts";
import { indexVariable, type IndexVariable } from "./variable.ts";
import { shapeParam } from "./wording.ts";

/** An index that a call binds. */
export interface Binder {
  readonly variable: IndexVariable;
  readonly range: RangeSyntax | undefined;
  /** What the name meant outside. */
  hidden: IndexVariable | undefined;
}

/** How a call is to be understood. */
export interface CallReading {
  readonly row: FunctionRow | undefined;
  /** The arguments that are expressions. */
  readonly args: readonly ExprSyntax[];
  /** Indices the call binds: `sum(i, …)`. */
  readonly binders: readonly Binder[];
  /** Indices it runs over but leaves free: `softmax(k, …)`. */
  readonly over: readonly IndexVariable[];
  /** `sum(tensor)`, `f(x)`: no indices are named. */
  readonly isWhole: boolean;
}

const nothing: CallReading = { row: undefined, args: [], binders: [], over: [], isWhole: true };

/** Finds out which arguments name indices; reports names that cannot be called. */
export function readCall(node: CallSyntax, inference: Inference): CallReading {
  const { callee } = node;
  const row = functionRow(callee.name);
  if (row === undefined) return reportUnknown(callee, inference);
  if (row.kind === "later") {
    inference.report("E0226", {
      params: { name: callee.name },
      labels: [{ span: callee.span, text: "here" }],
    });
    return nothing;
  }
  const isIndexed = row.kind === "reduction" || row.kind === "normaliser" || row.kind === "matrix";
  if (!isIndexed || (row.kind === "matrix" && ![1, 3].includes(node.args.length)))
    return readPlain(node, row, inference);
  const named = node.args.slice(0, -1);
  const body = node.args.at(-1)!;
  if (named.length === 0) {
    return body.kind === "range" ? readPlain(node, row, inference) : { ...nothing, row, args: [body] };
  }
  if (row.kind === "reduction" && row.binary !== undefined && isPair(node, inference))
    return { ...nothing, row, args: node.args };
  const indices: (NameSyntax | RangeSyntax)[] = [];
  for (const argument of named) {
    if (argument.kind === "name" || argument.kind === "range") indices.push(argument);
    else {
      const details = {
        params: { name: callee.name },
        labels: [{ span: argument.span, text: "here" as const }],
      };
      if (argument.kind !== "broken") inference.report("E0225", details);
      inference.failed = true;
      return nothing;
    }
  }
  const args = body.kind === "range" ? [] : [body];
  if (body.kind === "range")
    inference.report("E0225", { params: { name: callee.name }, labels: [{ span: body.span, text: "body" }] });
  if (row.kind === "normaliser")
    return { ...nothing, row, args, over: overIndices(callee, indices, inference), isWhole: false };
  return { ...nothing, row, args, binders: bindersOf(indices, inference), isWhole: false };
}

/** max(a, b) of two values, as opposed to max(i, x[i]). */
function isPair({ args }: CallSyntax, inference: Inference): boolean {
  const [first] = args;
  if (args.length !== 2 || first === undefined || first.kind === "range") return false;
  if (first.kind !== "name") return true;
  return inference.index(first.name) !== undefined || inference.symbols.find(first.name) !== undefined;
}

/** Arguments that are all expressions. */
function readPlain(node: CallSyntax, row: FunctionRow, inference: Inference): CallReading {
  for (const argument of node.args)
    if (argument.kind === "range")
      inference.report("E0225", {
        params: { name: node.callee.name },
        labels: [{ span: argument.span, text: "range" }],
      });
  return { ...nothing, row, args: node.args.filter(({ kind }) => kind !== "range") };
}

function reportUnknown(callee: NameSyntax, inference: Inference): CallReading {
  const { name, span } = callee;
  const { symbols } = inference;
  if (symbols.find(name) !== undefined || inference.index(name) !== undefined) {
    inference.report("E0215", { params: { name }, labels: [{ span, text: "here" }] });
    return nothing;
  }
  const meant = nameHere(name) ?? didYouMean(name, functionNames);
  inference.report("E0213", {
    params: { name },
    labels: [{ span, text: "here" }],
    fix: meant === undefined ? undefined : { span, text: meant, confidence: "likely" },
  });
  return nothing;
}

function bindersOf(indices: readonly (NameSyntax | RangeSyntax)[], inference: Inference): Binder[] {
  const binders: Binder[] = [];
  for (const syntax of indices) {
    const { name, span } = syntax.kind === "range" ? syntax.index : syntax;
    const twin = binders.find(({ variable }) => variable.name === name)?.variable;
    reportHidden(
      { name, span },
      twin ?? inference.index(name),
      inference.symbols.find(name),
      inference.report,
    );
    const variable = indexVariable(name, span, "bound");
    binders.push({ variable, range: syntax.kind === "range" ? syntax : undefined, hidden: undefined });
  }
  return binders;
}

/** A name means one thing in a statement: an index hides neither another index nor a name of the model. */
export function reportHidden(
  { name, span }: Pick<NameSyntax, "name" | "span">,
  outer: IndexVariable | undefined,
  symbol: Named | undefined,
  report: Report,
): void {
  const hidden = outer ?? symbol;
  if (hidden === undefined) return;
  report("E0210", {
    params: { name },
    labels: [
      { span, text: "here" },
      { span: hidden.span, text: outer === undefined ? "name" : "index" },
    ],
  });
}

/** The indices of softmax(k, …): k stays free, so it must be there already. */
function overIndices(
  callee: NameSyntax,
  indices: readonly (NameSyntax | RangeSyntax)[],
  inference: Inference,
): IndexVariable[] {
  const over: IndexVariable[] = [];
  for (const syntax of indices) {
    if (syntax.kind === "range") {
      inference.report("E0221", {
        params: { name: callee.name, index: syntax.index.name },
        labels: [{ span: syntax.span, text: "range" }],
      });
      continue;
    }
    const variable =
      inference.index(syntax.name) ??
      (inference.options.opensFree === true ? inference.openFree(syntax) : undefined);
    if (variable !== undefined) over.push(variable);
    else {
      inference.report("E0221", {
        params: { name: callee.name, index: syntax.name },
        labels: [{ span: syntax.span, text: "free" }],
      });
      // Its other occurrences are no further mistakes.
      inference.openFree(syntax);
    }
  }
  return over;
}

/** The shape of a call, from the shapes of its arguments. */
export function callFacts(node: CallSyntax, reading: CallReading, inference: Inference): Facts {
  const { row, args, isWhole } = reading;
  if (row === undefined || row.kind === "later") return { shape: undefined };
  for (const argument of args) reportTurned(argument, inference);
  if (row.kind === "elementwise") {
    if (!hasCount(node, args, row.arity, inference)) return { shape: undefined };
    return { shape: sameShapes(args, inference) };
  }
  if (row.kind === "structure") {
    if (!hasCount(node, args, row.arity, inference)) return { shape: undefined };
    return { shape: structureShape(row.op, node, args, inference) };
  }
  if (row.kind === "matrix") return { shape: matrixShape(node, row.op, reading, inference) };
  if (row.kind === "special") return specialFacts(node, row.op, args, inference);
  if (args.length === 2) return { shape: sameShapes(args, inference) };
  const [body] = args;
  if (body === undefined) return { shape: undefined };
  const { shape } = inference.facts(body);
  if (!isWhole) {
    needNumber(body, inference, {
      indices: [...reading.binders.map(({ variable }) => variable), ...reading.over].map(({ name }) => name),
      labels: reading.binders.map(({ variable: { name, span } }) => ({
        span,
        text: "index",
        params: { index: name },
      })),
    });
    return { shape: shape === undefined ? undefined : [] };
  }
  if (shape?.length === 0) {
    inference.report("E0223", {
      params: { name: node.callee.name },
      labels: [{ span: body.span, text: "number" }],
    });
    return { shape: undefined };
  }
  return { shape: row.kind === "normaliser" ? shape : shape && [] };
}

/** The shape of a function of a matrix, whole or given by its entry in row i and column j: `det(i, j, expr)`. */
function matrixShape(
  node: CallSyntax,
  op: MatrixOp,
  { args, binders, isWhole }: CallReading,
  inference: Inference,
): Shape | undefined {
  if (isWhole)
    return hasCount(node, args, 1, inference) ? structureShape(op, node, args, inference) : undefined;
  const [body] = args;
  if (body === undefined || !needNumber(body, inference)) return undefined;
  const [rows, columns] = binders.map(({ variable: { range, occurrences } }) =>
    range === undefined ? occurrences[0]?.size : range.low === undefined ? range.high : undefined,
  );
  if (rows === undefined || columns === undefined) {
    // Its length follows from no axis that it runs along: settling says so.
    if (op !== "inv") return [];
    const unknown = binders[rows === undefined ? 0 : 1]!.variable;
    inference.report("E0211", {
      params: { index: unknown.name },
      labels: [{ span: unknown.span, text: "here" }],
      help: ["range"],
    });
    return undefined;
  }
  if (!inference.symbols.sameSize(rows, columns)) {
    inference.report("E0305", {
      params: { name: node.callee.name, left: rows.key, right: columns.key },
      labels: [{ span: node.span, text: "here" }],
    });
    return undefined;
  }
  return op === "inv" ? [rows, columns] : [];
}

export function reportTurned(node: ExprSyntax, inference: Inference): void {
  if (inference.facts(node).turned !== true) return;
  const plain = { start: node.span.end - 1, end: node.span.end };
  inference.report("E0303", {
    labels: [{ span: node.span, text: "here" }],
    help: ["products"],
    fix: { span: plain, text: "", confidence: "likely" },
  });
}

function hasCount(
  node: CallSyntax,
  args: readonly ExprSyntax[],
  wanted: number,
  inference: Inference,
): boolean {
  if (args.length === wanted) return true;
  inference.report("E0214", {
    params: { name: node.callee.name, wanted, given: args.length },
    labels: [{ span: node.span, text: "here" }],
  });
  return false;
}

function specialFacts(
  node: CallSyntax,
  op: "delta" | "size",
  args: readonly ExprSyntax[],
  inference: Inference,
): Facts {
  if (op === "delta") {
    if (!hasCount(node, args, 2, inference)) return { shape: undefined };
    for (const argument of args) needNumber(argument, inference);
    inference.compareEqual(args);
    return { shape: [] };
  }
  const [tensor, axis] = args;
  const shape = tensor && inference.facts(tensor).shape;
  if (shape === undefined) return { shape: undefined };
  const size = sizeOf(node, shape, axis, inference);
  return { shape: [], form: size };
}

/** The length that size(X, k) names; size(x) is that of the only axis. */
function sizeOf(
  node: CallSyntax,
  shape: Shape,
  axis: ExprSyntax | undefined,
  inference: Inference,
): Affine | undefined {
  const position =
    axis === undefined && shape.length === 1 ? affineConst(1) : axis && inference.facts(axis).form;
  const found = position?.terms.length === 0 ? shape[position.constant - 1] : undefined;
  if (found === undefined)
    inference.report("E0222", {
      params: { shape: shapeParam(shape), axes: shape.length },
      labels: [{ span: (axis ?? node).span, text: "here" }],
    });
  return found;
}
