import { affineOf, type Affine } from "../core/affine.ts";
import { apply, type Abstraction } from "../core/bind.ts";
import { tensor, zero } from "../core/build.ts";
import type { Report } from "../core/diagnostic.ts";
import type { Expr } from "../core/expr.ts";
import { formalIndex, type Index } from "../core/index.ts";
import type { Span } from "../core/span.ts";
import type { DefineStatement, ExprSyntax, NameSyntax, RangeSyntax } from "../1-parse/syntax.ts";
import { needNumber } from "./agree.ts";
import { reportHidden } from "./call.ts";
import { buildGraph, type Reference } from "./graph.ts";
import { Inference, type InferOptions } from "./infer.ts";
import { settle } from "./settle.ts";
import type { Defined, Shape, Symbols } from "./symbols.ts";
import { indexVariable, type IndexVariable } from "./variable.ts";

/** The graph of what names stand for: definitions are put in place of their names, unless held independent. */
export const reference =
  (symbols: Symbols, independent: ReadonlySet<string>): Reference =>
  (name, shape, slots) => {
    const symbol = symbols.find(name);
    if (symbol?.kind !== "defined" || symbol.meaning === undefined || independent.has(name))
      return tensor(name, shape, slots);
    return applied(symbol.meaning, slots);
  };

/** The function at the slots; at its own parameters it is its body, however large. */
const applied = (meaning: Abstraction, slots: readonly Affine[]): Expr =>
  slots.every((slot, k) => slot === affineOf(meaning.params[k]!)) ? meaning.body : apply(meaning, slots);

export interface Elaborated {
  readonly inference: Inference;
  /** undefined where a mistake hides it. */
  readonly shape: Shape | undefined;
  /** The graph, with the axes of a tensor as formal indices after those of the left side. */
  readonly value: Expr | undefined;
  /** The graph of a part, where there is one of the whole. */
  readonly valueOf: (part: ExprSyntax) => Expr;
}

/** Elaborates one expression in the scope that `options` describe. */
export function elaborateIn(root: ExprSyntax, options: InferOptions, refer: Reference): Elaborated {
  const inference = new Inference(options);
  const { shape } = inference.run(root);
  const images = settle(inference);
  const valueOf = inference.failed ? () => zero : buildGraph(inference, images, refer);
  return { inference, shape, value: inference.failed ? undefined : valueOf(root), valueOf };
}

/** The length a size expression stands for: whole multiples of sizes and whole numbers. */
export function sizeForm(root: ExprSyntax, symbols: Symbols, report: Report): Affine | undefined {
  const inference = new Inference({ symbols, report });
  const { form, shape } = inference.run(root);
  const value = form && symbols.valueOf(form);
  if (form === undefined && shape !== undefined)
    inference.report("E0309", { labels: [{ span: root.span, text: "here" }] });
  else if (value !== undefined && value < 0)
    inference.report("E0309", { params: { value }, labels: [{ span: root.span, text: "negative" }] });
  return inference.failed ? undefined : form;
}

/** The indices on the left of a definition. */
function leftVariables(statement: DefineStatement, symbols: Symbols, report: Report): IndexVariable[] {
  const left: IndexVariable[] = [];
  for (const [position, syntax] of (statement.indices ?? []).entries()) {
    const { name, span } = syntax.kind === "range" ? syntax.index : syntax;
    const twin = left.find((other) => other.name === name);
    if (twin === undefined) reportHidden({ name, span }, undefined, symbols.find(name), report);
    else reportTwin(name, span, twin.span, report);
    const variable = indexVariable(name, span, "left", position + 1);
    if (syntax.kind === "range") variable.range = leftRange(syntax, symbols, report);
    left.push(variable);
  }
  return left;
}

const reportTwin = (name: string, span: Span, first: Span, report: Report): void =>
  report("E0202", {
    params: { name },
    labels: [
      { span, text: "index" },
      { span: first, text: "first" },
    ],
  });

function leftRange(range: RangeSyntax, symbols: Symbols, report: Report): IndexVariable["range"] {
  const { span, index } = range;
  const low = range.low && sizeForm(range.low, symbols, report);
  const high = sizeForm(range.high, symbols, report);
  const isShifted = low !== undefined && (low.terms.length > 0 || low.constant !== 1);
  if (isShifted) report("E0219", { params: { index: index.name }, labels: [{ span, text: "here" }] });
  return { low: undefined, high: isShifted ? undefined : high, span };
}

/** Elaborates `h[j] = …` or `h = …`. */
export function elaborateDefinition(
  statement: DefineStatement,
  symbols: Symbols,
  report: Report,
  refer: Reference,
): Defined & { readonly inference: Inference } {
  const { name, indices, value: root } = statement;
  let failed = false;
  const noting: Report = (code, details) => {
    failed = true;
    report(code, details);
  };
  const left = leftVariables(statement, symbols, noting);
  const inference = new Inference({ symbols, report: noting, left });
  const facts = inference.run(root);
  if (indices !== undefined)
    needNumber(root, inference, {
      indices: left.map((variable) => variable.name),
      labels: [{ span: coverLeft(name, indices), text: "left" }],
    });
  inference.failed ||= failed;
  const images = settle(inference);
  const shape = indices === undefined ? facts.shape : leftShape(left);
  const isSound = !failed && !inference.failed && shape !== undefined;
  const meaning = isSound
    ? { params: formals(shape), body: buildGraph(inference, images, refer)(root) }
    : undefined;
  const letters = indices && left.map((variable) => variable.name);
  return { kind: "defined", name: name.name, span: name.span, letters, shape, meaning, inference };
}

const coverLeft = (name: NameSyntax, indices: readonly { readonly span: Span }[]): Span => ({
  start: name.span.start,
  end: (indices.at(-1)?.span.end ?? name.span.end) + (indices.length > 0 ? 1 : 0),
});

function leftShape(left: readonly IndexVariable[]): Shape | undefined {
  const sizes = left.flatMap(({ settled }) => (settled === undefined ? [] : [settled.index.size]));
  return sizes.length === left.length ? sizes : undefined;
}

export const formals = (shape: Shape): readonly Index[] =>
  shape.map((size, position) => formalIndex(position + 1, size));
