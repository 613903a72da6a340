import type { Expr } from "../core/expr.ts";

/**
 * Typeset mathematics: what LaTeX and MathML have in common. A box knows which node of the graph it shows and,
 * where the notation is ambiguous, what it means (MathML intent).
 */
export type Box =
  | RowBox
  | IdentifierBox
  | NumberBox
  | OperatorBox
  | FractionBox
  | RootBox
  | ScriptsBox
  | FencedBox
  | BigBox
  | CasesBox
  | NotedBox;

interface Base {
  readonly of?: Expr | undefined;
  /** What the box means, in the grammar of MathML intent; `$x` refers to the part with that `arg`. */
  readonly intent?: string;
  readonly arg?: string;
}

export interface RowBox extends Base {
  readonly kind: "row";
  readonly items: readonly Box[];
}

export interface IdentifierBox extends Base {
  readonly kind: "identifier";
  readonly text: string;
  readonly latex: string;
  readonly upright: boolean;
}

export interface NumberBox extends Base {
  readonly kind: "number";
  readonly text: string;
}

export interface OperatorBox extends Base {
  readonly kind: "operator";
  readonly text: string;
  readonly latex: string;
  readonly form: "infix" | "prefix" | "postfix" | "separator" | "invisible";
}

export interface FractionBox extends Base {
  readonly kind: "fraction";
  readonly above: Box;
  readonly below: Box;
}

export interface RootBox extends Base {
  readonly kind: "root";
  readonly body: Box;
}

export interface ScriptsBox extends Base {
  readonly kind: "scripts";
  readonly base: Box;
  readonly sub?: Box | undefined;
  readonly sup?: Box | undefined;
  /** The superscript is part of the name: it is written before the indices. */
  readonly labelled?: boolean;
}

export interface FencedBox extends Base {
  readonly kind: "fenced";
  readonly open: OperatorBox;
  readonly close: OperatorBox;
  readonly body: Box;
}

/** Σ, Π, max: an operator with its index beneath. */
export interface BigBox extends Base {
  readonly kind: "big";
  readonly sign: OperatorBox | IdentifierBox;
  readonly under: Box;
  readonly over?: Box | undefined;
}

export interface CasesBox extends Base {
  readonly kind: "cases";
  readonly rows: readonly { readonly value: Box; readonly condition: Box | undefined }[];
}

/** A part with a note beneath it, such as its shape. */
export interface NotedBox extends Base {
  readonly kind: "noted";
  readonly body: Box;
  readonly note: string;
}

export const row = (...items: readonly Box[]): Box =>
  items.length === 1 ? items[0]! : { kind: "row", items };

export const digits = (text: string): Box => ({ kind: "number", text });

export const operator = (text: string, latex = text, form: OperatorBox["form"] = "infix"): OperatorBox => ({
  kind: "operator", text, latex, form,
}); // prettier-ignore

export const word = (text: string, latex = `\\operatorname{${text}}`): IdentifierBox => ({
  kind: "identifier", text, latex, upright: true,
}); // prettier-ignore

export const fenced = (body: Box, open = "(", close = ")"): FencedBox => ({
  kind: "fenced",
  open: operator(open, brackets[open] ?? open, "prefix"),
  close: operator(close, brackets[close] ?? close, "postfix"),
  body,
});

const brackets: Readonly<Record<string, string>> = { "‖": "\\Vert", "|": "\\vert" };

export const scripts = (base: Box, sub: Box | undefined, sup?: Box): Box =>
  sub === undefined && sup === undefined ? base : { kind: "scripts", base, sub, sup };

/** Function application, without a sign. */
export const application = operator("\u2061", "", "invisible");
export const invisibleTimes = operator("\u2062", "", "invisible");
export const comma = operator(",", ",", "separator");

export const list = (items: readonly Box[]): Box =>
  row(...items.flatMap((item, k) => (k === 0 ? [item] : [comma, item])));
