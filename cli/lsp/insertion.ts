import {
  type DerivationText,
  type Model,
  namingOf,
  readExpressionIn,
  type Span,
  toLatex,
} from "../../src/index.ts";
import { writtenStatements } from "./occurrences.ts";
import type { Page } from "./page.ts";

interface Insertion {
  readonly span: Span;
  readonly text: string;
}

/** A statement of the model language behind the last declaration; undefined where a derivation declares nothing. */
export function statementEdit(
  statement: string,
  { model }: DerivationText,
  page: Page,
): Insertion | undefined {
  const { text } = page;
  const last = writtenStatements(model, text).findLast(
    ({ kind }) => kind === "declare" || kind === "assume" || kind === "property",
  );
  if (last === undefined) return undefined;
  const rest = /[\r\n]/.exec(text.slice(last.span.end));
  const at = rest === null ? text.length : last.span.end + rest.index;
  const marker = page.kind === "tex" ? "% chain: " : "";
  return { span: { start: at, end: at }, text: `${newlineOf(text)}${marker}${statement}` };
}

const newlineOf = (text: string): string => /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";

/**
 * Where and how a text states a fact: by `assume`, or, in a derivation that declares nothing, by a formula before
 * the paragraph that needs it.
 */
export function assumptionEdit(
  fact: string,
  line: Span,
  read: DerivationText,
  page: Page,
): Insertion | undefined {
  const { text } = page;
  const stated = statementEdit(`assume ${fact}`, read, page);
  if (stated !== undefined) return stated;
  const formula = latexOf(fact, read.model);
  if (formula === undefined || page.kind === "chain") return undefined;
  const at = paragraphStart(text, line.start);
  const [open, close] = page.kind === "md" ? ["$$", "$$"] : ["\\[", "\\]"];
  return {
    span: { start: at, end: at },
    text: [open, formula, close, "", ""].join(newlineOf(text)),
  };
}

/** Behind the last empty line: display mathematics holds none. */
function paragraphStart(text: string, offset: number): number {
  const breaks = [...text.slice(0, offset).matchAll(/(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)/g)];
  const last = breaks.at(-1);
  return last === undefined ? 0 : last.index + last[0].length;
}

/** An equation as display mathematics; undefined for facts that are said in words. */
function latexOf(fact: string, model: Model): string | undefined {
  const sides = fact
    .split("==")
    .map((side) => readExpressionIn(model, side.trim(), { opensFree: true }).value);
  const [left, right, more] = sides;
  if (left === undefined || right === undefined || more !== undefined) return undefined;
  const naming = namingOf(model);
  return `${toLatex(left, left.free, naming, "index")} = ${toLatex(right, right.free, naming, "index")}`;
}
