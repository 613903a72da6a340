import { diagnosticList, inOrder, type Diagnostic, type Report } from "../core/diagnostic.ts";
import { factorsOf, iverson, zero } from "../core/build.ts";
import type { Expr } from "../core/expr.ts";
import { formalIndex, type Index } from "../core/index.ts";
import type { Span } from "../core/span.ts";
import { some } from "../core/walk.ts";
import { parseExpression } from "../1-parse/parse.ts";
import { printExpression } from "../1-parse/print.ts";
import type { ClaimStatement, ExprSyntax } from "../1-parse/syntax.ts";
import type { MentionedDerivative } from "./derivative.ts";
import { Inference } from "./infer.ts";
import type { Model } from "./model.ts";
import { settle } from "./settle.ts";
import { elaborateIn, reference } from "./statement.ts";
import { givenVariable, type IndexVariable } from "./variable.ts";

export interface ExpressionOptions {
  /** Indices that may occur free, with their sizes. */
  readonly free?: readonly Index[];
  /** Whether other indices may occur free too; their sizes are found from their slots. */
  readonly opensFree?: boolean;
  /** Whether `d(a)/d(b)` may occur; see `derivatives`. */
  readonly allowsDerivatives?: boolean;
  readonly allowsHoles?: boolean;
  /** Definitions to treat as independent tensors. */
  readonly independent?: ReadonlySet<string>;
}

export interface ElaboratedExpression {
  /** undefined where there is a mistake or a hole. */
  readonly value: Expr | undefined;
  /** The axes of a tensor: formal indices that are free in the value. Empty for a number. */
  readonly axes: readonly Index[];
  /** The indices that occur free, as the text calls them. */
  readonly free: readonly Index[];
  readonly derivatives: readonly MentionedDerivative[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Gives an expression its meaning in the scope of a model. Never throws. */
export function elaborateExpression(
  syntax: ExprSyntax,
  model: Model,
  options: ExpressionOptions = {},
): ElaboratedExpression {
  const { diagnostics, report } = diagnosticList();
  const elaborated = elaborateWith(syntax, model, options, report);
  return { ...elaborated, diagnostics: inOrder(diagnostics) };
}

/** Reads and elaborates an expression that is given as text. Never throws. */
export function readExpressionIn(
  model: Model,
  text: string,
  options: ExpressionOptions = {},
): ElaboratedExpression {
  const parsed = parseExpression(text);
  const elaborated = elaborateExpression(parsed.syntax, model, options);
  return { ...elaborated, diagnostics: inOrder([...parsed.diagnostics, ...elaborated.diagnostics]) };
}

function elaborateWith(
  syntax: ExprSyntax,
  model: Model,
  { free = [], independent = new Set(), ...options }: ExpressionOptions,
  report: Report,
): Omit<ElaboratedExpression, "diagnostics"> {
  const { symbols } = model;
  const given = free.map((index) => givenVariable(index, syntax.span));
  const { inference, shape, value } = elaborateIn(
    syntax,
    { ...options, symbols, report, left: given },
    reference(symbols, independent),
  );
  return {
    value,
    axes: (shape ?? []).map((size, axis) => formalIndex(axis + 1, size)),
    free: inference.variables.flatMap(freeIndex),
    derivatives:
      value === undefined ? [] : inference.derivatives.filter(({ tensor }) => mentions(value, tensor)),
  };
}

const mentions = (value: Expr, tensor: string): boolean =>
  some(value, (node) => node.kind === "tensor" && node.name === tensor);

/** One side of a claim. */
export interface ClaimSide extends Omit<ElaboratedExpression, "diagnostics"> {
  readonly text: string;
  readonly span: Span;
  /** A side or a part of it is left open. */
  readonly isOpen: boolean;
}

export interface Claim {
  readonly span: Span;
  readonly sides: readonly ClaimSide[];
  /** 1 where the claim is made, and 0 elsewhere, over the indices of the sides; undefined for everywhere. */
  readonly given: Expr | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The sides of a claim, each by itself; an index that is free in one has the same size in all. A side with a
 * mistake has no value, and the mistake is in the diagnostics.
 */
export function elaborateClaim(claim: ClaimStatement, model: Model): Claim {
  const { diagnostics, report } = diagnosticList();
  const options = { opensFree: true, allowsDerivatives: true, allowsHoles: true };
  const joint = new Inference({ ...options, symbols: model.symbols, report });
  const { given } = claim;
  for (const side of [...claim.sides, ...(given === undefined ? [] : [given])]) joint.run(side);
  settle(joint);
  const free = joint.variables.flatMap(freeIndex);
  const sides = claim.sides.map((side) => {
    const elaborated = elaborateWith(side, model, { ...options, free }, report);
    const isOpen = joint.holes.some(({ start, end }) => start >= side.span.start && end <= side.span.end);
    return { ...elaborated, text: printExpression(side), span: side.span, isOpen };
  });
  const condition = given && elaborateWith(given, model, { opensFree: true, free }, report);
  return {
    span: claim.span,
    sides,
    given: condition && truthOf(condition),
    diagnostics: inOrder(diagnostics),
  };
}

/** A condition as 1 and 0; undefined where it is no number. */
const truthOf = ({ value, axes }: Omit<ElaboratedExpression, "diagnostics">): Expr | undefined =>
  value === undefined ||
  axes.length > 0 ||
  factorsOf(value).every(({ kind }) => kind === "iverson" || kind === "const")
    ? value
    : iverson("!=", value, zero);

const freeIndex = ({ role, settled }: IndexVariable): Index[] =>
  role === "free" && settled !== undefined ? [settled.index] : [];
