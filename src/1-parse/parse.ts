import { diagnosticList, inOrder, type Diagnostic, type Report } from "../core/diagnostic.ts";
import { makeSource, type Source } from "../core/span.ts";
import { readExpression } from "./expression.ts";
import { tokenize } from "./lex.ts";
import { readStatement } from "./statement.ts";
import { TokenStream } from "./stream.ts";
import type { ExprSyntax, ModelSyntax, StatementSyntax } from "./syntax.ts";

/** The longest text that is read, in UTF-16 units: a model file is written by a person. */
export const longestText = 4 * 1024 * 1024;

export interface ParsedModel {
  readonly syntax: ModelSyntax;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ParsedExpression {
  readonly syntax: ExprSyntax;
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a model file (`docs/LANGUAGE.md`). Never throws: what cannot be read is in the diagnostics, and every
 * other statement is in the syntax.
 * @error E01xx
 */
export function parseModel(text: string, file?: string): ParsedModel {
  const { diagnostics, report } = diagnosticList();
  const source = makeSource(text, file);
  const statements = readStatements(open(source, report), report);
  return { syntax: { source, statements }, diagnostics: inOrder(diagnostics) };
}

function readStatements(stream: TokenStream | undefined, report: Report): StatementSyntax[] {
  const statements: StatementSyntax[] = [];
  if (stream === undefined) return statements;
  for (let { kind } = stream.peek(); kind !== "end"; { kind } = stream.peek()) {
    if (kind === "newline") {
      stream.next();
      continue;
    }
    const statement = readStatement(stream, report);
    if (statement !== undefined) statements.push(statement);
    endLine(stream, report);
  }
  return statements;
}

/** Reads one expression that makes up the whole text. Never throws. */
export function parseExpression(text: string, file?: string): ParsedExpression {
  const { diagnostics, report } = diagnosticList();
  const source = makeSource(text, file);
  const stream = open(source, report);
  if (stream === undefined) return { syntax: broken(text), source, diagnostics };
  while (stream.peek().kind === "newline") stream.next();
  const syntax = readExpression(stream, report);
  while (stream.peek().kind === "newline") stream.next();
  if (stream.peek().kind !== "end") reportLeftOver(stream, report);
  return { syntax, source, diagnostics: inOrder(diagnostics) };
}

const broken = (text: string): ExprSyntax => ({ kind: "broken", span: { start: 0, end: text.length } });

function open(source: Source, report: Report): TokenStream | undefined {
  const { text } = source;
  if (text.length <= longestText) return new TokenStream(tokenize(source, report), text);
  report("E0111", {
    params: { length: text.length, limit: longestText },
    labels: [{ span: { start: longestText, end: longestText }, text: "here" }],
  });
  return undefined;
}

function reportLeftOver(stream: TokenStream, report: Report): void {
  const token = stream.peek();
  report("E0102", { params: { found: token.text }, labels: [{ span: token.span, text: "here" }] });
}

/** After a statement only a line break may follow; the rest of a line that goes on is passed over. */
function endLine(stream: TokenStream, report: Report): void {
  const { kind } = stream.peek();
  if (kind !== "newline" && kind !== "end") reportLeftOver(stream, report);
  while (stream.peek().kind !== "newline" && stream.peek().kind !== "end") stream.next();
}
