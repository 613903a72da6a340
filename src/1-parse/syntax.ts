import type { Span, Source } from "../core/span.ts";

/**
 * What the text says, before anything is known about names, sizes and shapes. Every node knows its place.
 * Parentheses leave no node: the shape of the tree says what they said.
 */
export type ExprSyntax =
  | NumberSyntax
  | NameSyntax
  | SlotsSyntax
  | CallSyntax
  | PrimeCallSyntax
  | PrefixSyntax
  | InfixSyntax
  | CompareSyntax
  | TransposeSyntax
  | ConditionalSyntax
  | RangeSyntax
  | HoleSyntax
  | BrokenSyntax;

interface Node {
  readonly span: Span;
}

/** A decimal number, kept as it was written: `0.1` is one tenth, not its nearest double. */
export interface NumberSyntax extends Node {
  readonly kind: "number";
  readonly text: string;
}

export interface NameSyntax extends Node {
  readonly kind: "name";
  readonly name: string;
}

/** `base[i, j]` */
export interface SlotsSyntax extends Node {
  readonly kind: "slots";
  readonly base: ExprSyntax;
  readonly slots: readonly ExprSyntax[];
}

/** `f(a, b)` */
export interface CallSyntax extends Node {
  readonly kind: "call";
  readonly callee: NameSyntax;
  readonly args: readonly ExprSyntax[];
}

/** `relu'(0)`: the derivative of a function at a number, as conventions name it. */
export interface PrimeCallSyntax extends Node {
  readonly kind: "prime-call";
  readonly callee: NameSyntax;
  readonly args: readonly ExprSyntax[];
}

export type PrefixOp = "-" | "+" | "not";

export interface PrefixSyntax extends Node {
  readonly kind: "prefix";
  readonly op: PrefixOp;
  readonly operand: ExprSyntax;
}

export type InfixOp = "or" | "and" | "+" | "-" | "*" | "/" | ".*" | "./" | "^" | ".^";

export interface InfixSyntax extends Node {
  readonly kind: "infix";
  readonly op: InfixOp;
  readonly opSpan: Span;
  readonly left: ExprSyntax;
  readonly right: ExprSyntax;
}

export type CompareOp = "==" | "!=" | "<" | "<=" | ">" | ">=";

/** `a < b`, and the chain `a < b <= c`, which says both: one operand more than operators. */
export interface CompareSyntax extends Node {
  readonly kind: "compare";
  readonly ops: readonly CompareOp[];
  readonly operands: readonly ExprSyntax[];
}

/** `A'` */
export interface TransposeSyntax extends Node {
  readonly kind: "transpose";
  readonly operand: ExprSyntax;
}

/** `condition ? onTrue : onFalse` */
export interface ConditionalSyntax extends Node {
  readonly kind: "conditional";
  readonly condition: ExprSyntax;
  readonly onTrue: ExprSyntax;
  readonly onFalse: ExprSyntax;
}

/** `i in 2..n`, or `i in n` for 1..n. Stands only among the arguments of a call and the slots on a left side. */
export interface RangeSyntax extends Node {
  readonly kind: "range";
  readonly index: NameSyntax;
  readonly low: ExprSyntax | undefined;
  readonly high: ExprSyntax;
}

/** `?` or `…`: what a derivation has left open. */
export interface HoleSyntax extends Node {
  readonly kind: "hole";
}

/** Stands where the text could not be read; a diagnostic says why. */
export interface BrokenSyntax extends Node {
  readonly kind: "broken";
}

export type Role = "input" | "param" | "label" | "const";

export interface SizeEntry extends Node {
  readonly name: NameSyntax;
  readonly value: ExprSyntax | undefined;
}

export interface DeclarationEntry extends Node {
  readonly name: NameSyntax;
  /** Empty for a scalar. */
  readonly sizes: readonly ExprSyntax[];
  /** The axis whose positions an integer tensor holds: `input idx[n] in m`. */
  readonly positionsIn: ExprSyntax | undefined;
  readonly value: ExprSyntax | undefined;
}

/** One statement of a model file. */
export type StatementSyntax =
  | SizeStatement
  | DeclareStatement
  | AssumeStatement
  | PropertyStatement
  | ConventionStatement
  | AliasStatement
  | DefineStatement
  | ClaimStatement;

export interface SizeStatement extends Node {
  readonly kind: "size";
  readonly entries: readonly SizeEntry[];
}

export interface DeclareStatement extends Node {
  readonly kind: "declare";
  readonly role: Role;
  readonly entries: readonly DeclarationEntry[];
}

/** `assume sum(k, y[k]) == 1` */
export interface AssumeStatement extends Node {
  readonly kind: "assume";
  readonly fact: ExprSyntax;
}

/** `assume A symmetric` */
export interface PropertyStatement extends Node {
  readonly kind: "property";
  readonly name: NameSyntax;
  readonly property: NameSyntax;
}

/** `convention relu'(0) = 1` */
export interface ConventionStatement extends Node {
  readonly kind: "convention";
  readonly subject: ExprSyntax;
  readonly value: ExprSyntax;
}

/** `z_2 := O` and `alias z_2 = O` */
export interface AliasStatement extends Node {
  readonly kind: "alias";
  readonly name: NameSyntax;
  readonly target: NameSyntax;
}

/** `h[j] = …` with indices, or `h = …` for a number or a whole tensor. */
export interface DefineStatement extends Node {
  readonly kind: "define";
  readonly name: NameSyntax;
  readonly indices: readonly (NameSyntax | RangeSyntax)[] | undefined;
  readonly value: ExprSyntax;
}

/** `claim a = b = c for i != j`: each side after the first is a line to judge, where the condition holds. */
export interface ClaimStatement extends Node {
  readonly kind: "claim";
  readonly sides: readonly ExprSyntax[];
  readonly given?: ExprSyntax;
}

export interface ModelSyntax {
  readonly source: Source;
  readonly statements: readonly StatementSyntax[];
}
