import { affineOf } from "../core/affine.ts";
import { neg, sub, zero } from "../core/build.ts";
import type { Report } from "../core/diagnostic.ts";
import type { Expr } from "../core/expr.ts";
import { namedIndex, type Index } from "../core/index.ts";
import { didYouMean } from "../core/similar.ts";
import { compareRational, rationalText, ZERO } from "../core/rational.ts";
import type { Assumption } from "../core/step.ts";
import { printExpression } from "../1-parse/print.ts";
import type { AssumeStatement, CompareSyntax, ExprSyntax, PropertyStatement } from "../1-parse/syntax.ts";
import type { Reference } from "./graph.ts";
import type { Letters } from "./letters.ts";
import type { Fact, Property } from "./model.ts";
import { elaborateIn } from "./statement.ts";
import type { Shape, Symbols } from "./symbols.ts";
import { shapeParam } from "./wording.ts";

/** What the assumptions of a model say. */
export interface Assumed {
  readonly assumptions: Assumption[];
  readonly facts: Fact[];
  readonly properties: Property[];
}

interface Scope {
  readonly symbols: Symbols;
  readonly report: Report;
  readonly refer: Reference;
  readonly letters: Letters;
}

/** `assume left == right`, `assume x[i] > 0`, `assume 0 <= p < 1`. */
export function elaborateAssumption({ fact }: AssumeStatement, scope: Scope, into: Assumed): void {
  if (fact.kind !== "compare") {
    if (fact.kind !== "broken") scope.report("E0504", { labels: [{ span: fact.span, text: "here" }] });
    return;
  }
  const { inference, value, valueOf } = elaborateIn(fact, { ...scope, opensFree: true }, scope.refer);
  scope.letters.noteSlots(inference);
  if (value === undefined) return;
  for (let link = 0; link < fact.ops.length; link++) {
    const sides = fact.operands.slice(link, link + 2);
    const single: CompareSyntax = { ...fact, ops: [fact.ops[link]!], operands: sides };
    note(single, valueOf(sides[0]!), valueOf(sides[1]!), scope, into);
  }
}

function note(fact: CompareSyntax, left: Expr, right: Expr, scope: Scope, into: Assumed): void {
  const text = printExpression(fact);
  const [op] = fact.ops;
  if (op === "==") {
    noteEquation(fact, left, right, text, scope, into);
    return;
  }
  if (op === "!=") into.facts.push({ text, difference: sub(left, right), is: "non-zero" });
  else {
    const difference = op === ">" || op === ">=" ? sub(left, right) : sub(right, left);
    into.facts.push({ text, difference, is: op === ">" || op === "<" ? "positive" : "non-negative" });
  }
}

function noteEquation(
  fact: CompareSyntax,
  left: Expr,
  right: Expr,
  text: string,
  { report }: Scope,
  { assumptions }: Assumed,
): void {
  if (left === right) return;
  const difference = sub(left, right);
  if (difference.kind === "const" && compareRational(difference.value, ZERO) !== 0)
    report("E0502", {
      params: { left: shown(left, fact.operands[0]!), right: shown(right, fact.operands[1]!) },
      labels: [{ span: fact.span, text: "here" }],
    });
  // Used from left to right: the side that says more stands on the left.
  else if (left.height === 0 && right.height > 0) assumptions.push({ text, left: right, right: left });
  else assumptions.push({ text, left, right });
}

const shown = (value: Expr, syntax: ExprSyntax): string =>
  value.kind === "const" ? rationalText(value.value) : printExpression(syntax);

/** What a property says of a tensor: an equation, comparisons, or a fact that has only a name. */
const properties: Readonly<Record<string, "square" | "any">> = {
  symmetric: "square",
  antisymmetric: "square",
  invertible: "square",
  positive: "any",
  nonnegative: "any",
  nonzero: "any",
};

/** `assume A symmetric` */
export function elaborateProperty(statement: PropertyStatement, scope: Scope, into: Assumed): void {
  const { name, property } = statement;
  const { inference, shape } = elaborateIn(name, scope, scope.refer);
  if (shape === undefined || inference.failed) return;
  const symbol = scope.symbols.find(name.name);
  if (symbol === undefined || symbol.kind === "size") {
    const labels = [{ span: name.span, text: "tensor" as const }];
    scope.report("E0503", { params: { property: property.name }, labels });
    return;
  }
  const wanted = Object.hasOwn(properties, property.name) ? properties[property.name] : undefined;
  if (wanted === undefined) {
    const meant = didYouMean(property.name, Object.keys(properties));
    scope.report("E0503", {
      params: { property: property.name, known: Object.keys(properties).join(", ") },
      labels: [{ span: property.span, text: "here" }],
      fix: meant === undefined ? undefined : { span: property.span, text: meant, confidence: "likely" },
    });
    return;
  }
  const isSquare = shape.length === 2 && scope.symbols.sameSize(shape[0]!, shape[1]!);
  if (wanted === "square" && !isSquare) {
    scope.report("E0503", {
      params: { property: property.name, shape: shapeParam(shape) },
      labels: [{ span: name.span, text: "shape" }],
    });
    return;
  }
  const text = `${name.name} ${property.name}`;
  into.properties.push({ name: symbol.name, property: property.name });
  const letters = scope.letters.for(
    symbol.name,
    shape.length,
    (taken) => scope.symbols.find(taken) !== undefined,
  );
  state(
    text,
    property.name,
    axesOf(shape, letters),
    (slots) => scope.refer(symbol.name, shape, slots.map(affineOf)),
    into,
  );
}

const axesOf = (shape: Shape, letters: readonly string[]): readonly Index[] =>
  shape.map((size, axis) => namedIndex(letters[axis]!, size));

function state(
  text: string,
  property: string,
  axes: readonly Index[],
  at: (slots: readonly Index[]) => Expr,
  { assumptions, facts }: Assumed,
): void {
  const entry = at(axes);
  const mirrored = axes.length === 2 ? at([axes[1]!, axes[0]!]) : zero;
  if (property === "symmetric") assumptions.push({ text, left: entry, right: mirrored });
  if (property === "antisymmetric") assumptions.push({ text, left: entry, right: neg(mirrored) });
  if (property === "positive") facts.push({ text, difference: entry, is: "positive" });
  if (property === "nonnegative") facts.push({ text, difference: entry, is: "non-negative" });
  if (property === "nonzero") facts.push({ text, difference: entry, is: "non-zero" });
}
