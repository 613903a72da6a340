import type { Report } from "../../core/diagnostic.ts";
import type { Span } from "../../core/span.ts";
import { ExpressionReader } from "./expression.ts";
import { withConditions, type Placed } from "./given.ts";
import { comparator, isProse, isRelation } from "./signs.ts";
import type { Lexicon } from "./lexicon.ts";
import { withoutLayout } from "./rows.ts";
import type { RelationSign, Tex, TexSpace, TexStatement } from "./syntax.ts";
import type { TexToken } from "./token.ts";

/** Everything the tokens of a display say, in order. Never throws. */
export function readStatements(
  tokens: readonly TexToken[],
  lexicon: Lexicon,
  report: Report,
): TexStatement[] {
  return withConditions(placedStatements(tokens, lexicon, report));
}

/** The statements with the words around them. */
export function placedStatements(
  tokens: readonly TexToken[],
  lexicon: Lexicon,
  report: Report,
): readonly Placed[] {
  const reader = new ExpressionReader(withoutLayout(tokens), lexicon, report);
  const statements: TexStatement[] = [];
  const places: { readonly row: number; readonly before: string }[] = [];
  /** Words since the last statement, and the row. */
  let words = "";
  let row = 0;
  const { cursor } = reader;
  /** Names without anything said of them, before a comma. */
  let listed: readonly number[] = [];
  while (cursor.peek().kind !== "end") {
    const { at } = cursor;
    if (isSeparator(cursor.peek())) {
      // `A, B \in …` goes on after a comma only.
      const token = cursor.next();
      if (token.text !== ",") listed = [];
      const isRow = token.kind === "row" || (token.kind === "break" && token.text === "row");
      if (isRow) row++;
      else words += ` ${token.text}`;
    } else {
      places.push({ row, before: words });
      words = "";
      const statement = readStatement(reader, report);
      if (statement.space !== undefined && statement.signs.length === 1)
        for (const index of listed) statements[index] = inSpaceOf(statements[index]!, statement);
      listed = isBareName(statement) ? [...listed, statements.length] : [];
      statements.push(statement);
    }
    if (cursor.at === at) cursor.next();
  }
  return statements.map((statement, k) => ({
    statement,
    ...places[k]!,
    after: places[k + 1]?.before ?? words,
  }));
}

const isBareName = ({ sides: [only], signs }: TexStatement): boolean =>
  signs.length === 0 && (only?.kind === "symbol" || only?.kind === "scripted");

/** `A, B \in \mathbb R^n` says of A what it says of B. */
const inSpaceOf = (name: TexStatement, { sides, signs, space }: TexStatement): TexStatement => ({
  ...name,
  sides: [...name.sides, ...sides.slice(1)],
  signs,
  space,
});

const separators: ReadonlySet<string> = new Set([
  "Rightarrow", "Leftrightarrow", "therefore", "because", "rightarrow", "forall", "leadsto", "mapsto",
]); // prettier-ignore

function isSeparator(token: TexToken): boolean {
  if (token.kind === "break" || token.kind === "row" || isProse(token)) return true;
  if (token.kind === "sign") return [",", ";", ".", ":", "!"].includes(token.text);
  return token.kind === "command" && separators.has(token.text);
}

function relationOf(token: TexToken): RelationSign | undefined {
  if (token.kind === "sign" && (token.text === "=" || token.text === ":=")) return token.text;
  if (token.kind === "command" && token.text === "equiv") return ":=";
  if (token.kind === "command" && token.text === "leftarrow") return "<-";
  if (token.kind === "command" && (token.text === "in" || token.text === "sim"))
    return token.text === "in" ? "in" : "other";
  if (token.kind === "command" && ["approx", "propto", "simeq", "pm"].includes(token.text)) return "other";
  return comparator(token);
}

/** One statement; it ends before a separator, or where something does not belong. */
function readStatement(reader: ExpressionReader, report: Report): TexStatement {
  const { cursor } = reader;
  const { start } = cursor.peek().span;
  // `(= …)`: the same once more, in parentheses.
  const inParentheses = cursor.is("(") && isRelation(cursor.peek(1));
  if (inParentheses) cursor.next();
  const continues = relationOf(cursor.peek()) !== undefined;
  const sides: Tex[] = [continues ? { kind: "hole", span: { start, end: start } } : reader.expression()];
  const signs: { sign: RelationSign; span: Span }[] = [];
  let space: TexSpace | undefined;
  for (;;) {
    const token = cursor.peek();
    const sign = relationOf(token);
    if (sign === undefined) break;
    cursor.next();
    signs.push({ sign, span: token.span });
    if (sign === "other")
      report("E0122", { params: { sign: token.text }, labels: [{ span: token.span, text: "here" }] });
    const found = sign === "in" ? readSpace(reader) : undefined;
    if (found !== undefined) {
      space = found;
      sides.push({ kind: "hole", span: found.span });
    } else sides.push(isEmpty(cursor.peek()) ? hole(token) : reader.expression());
  }
  if (inParentheses) cursor.passes(")");
  const stop = cursor.peek();
  if (!isSeparator(stop) && stop.kind !== "end" && !(stop.text === "(" && isRelation(cursor.peek(1)))) {
    report("E0102", { params: { found: stop.text }, labels: [{ span: stop.span, text: "here" }] });
    while (!isSeparator(cursor.peek()) && cursor.peek().kind !== "end") cursor.next();
    sides.push({ kind: "broken", span: stop.span });
    signs.push({ sign: "other", span: stop.span });
  }
  return { sides, signs, continues, space, span: cursor.from(start) };
}

const isEmpty = (token: TexToken): boolean => isSeparator(token) || token.kind === "end" || isRelation(token);

const hole = ({ span: { end } }: TexToken): Tex => ({ kind: "hole", span: { start: end, end } });

/** `\mathbb R^{3\times4}`, `\mathbb R^n_{\ge 0}`, `\{0,1\}^n`, `[0,1]`; undefined for anything else. */
function readSpace(reader: ExpressionReader): TexSpace | undefined {
  const { cursor } = reader;
  const set = cursor.peek();
  const { start } = set.span;
  const isReal =
    (set.style === "blackboard" && set.text === "R") || set.text === "Reals" || set.text === "reals";
  const isWord = set.kind === "letter" && ["R", "Z", "N"].includes(set.text) && cursor.peek(1).text === "^";
  if (!isReal && !isWord && set.style !== "blackboard") return undefined;
  cursor.next();
  let sizes: Tex[] = [];
  let bound: TexSpace["bound"];
  for (;;) {
    if (cursor.passes("^")) sizes = sizesOf(reader.argument());
    else if (cursor.is("_")) {
      const text = subscriptText(reader);
      bound = /^(?:\+\+|>0)$/.test(text)
        ? "positive"
        : /^(?:\+|geq0|>=0)$/.test(text)
          ? "non-negative"
          : bound;
    } else break;
  }
  return { sizes, bound, span: cursor.from(start) };
}

function subscriptText(reader: ExpressionReader): string {
  const { cursor } = reader;
  cursor.next();
  if (cursor.peek().kind !== "open") return cursor.next().text;
  const end = cursor.closing(cursor.at);
  const text = cursor.tokens.slice(cursor.at + 1, end).map((token) => token.text).join(""); // prettier-ignore
  cursor.at = Math.min(end + 1, cursor.tokens.length - 1);
  return text;
}

/** The factors of `m \times n`. */
const sizesOf = (node: Tex): Tex[] =>
  node.kind === "product" && node.factors.slice(1).every(({ sign }) => sign === "times")
    ? node.factors.map(({ value }) => value)
    : node.kind === "hole" ? [] : [node]; // prettier-ignore
