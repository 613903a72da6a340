import type { Report } from "../core/diagnostic.ts";
import { didYouMean } from "../core/similar.ts";
import { cover, type Span } from "../core/span.ts";
import { readExpression } from "./expression.ts";
import { isStatementWord, statementWords, type StatementWord, type TokenStream } from "./stream.ts";
import type {
  ClaimStatement,
  DeclarationEntry,
  DeclareStatement,
  DefineStatement,
  ExprSyntax,
  NameSyntax,
  RangeSyntax,
  Role,
  SizeEntry,
  SizeStatement,
  StatementSyntax,
} from "./syntax.ts";
import type { Token } from "./token.ts";

type Read = (stream: TokenStream, report: Report, word: Token) => StatementSyntax | undefined;

const readers: { readonly [W in StatementWord]: Read } = {
  size: readSizes,
  input: readDeclaration,
  param: readDeclaration,
  label: readDeclaration,
  const: readDeclaration,
  assume: readAssumption,
  convention: readConvention,
  alias: readAlias,
  claim: readClaim,
};

/**
 * Reads the statement that begins here, up to the end of its line or to what cannot belong to it.
 * @returns undefined when nothing of it could be understood; a diagnostic says why.
 */
export function readStatement(stream: TokenStream, report: Report): StatementSyntax | undefined {
  const first = stream.peek();
  const second = stream.peek(1);
  // `size(X, 1)` is the function; every other word of a statement may be followed by a parenthesis.
  const isDefined =
    second.kind === "sign" && ["=", ":=", "[", ...(first.text === "size" ? ["("] : [])].includes(second.text);
  if (first.kind === "name" && isStatementWord(first.text) && !isDefined) {
    stream.next();
    return readers[first.text](stream, report, first);
  }
  if (first.kind === "name" && second.kind === "name" && second.span.start > first.span.end) {
    const word = didYouMean(first.text, statementWords);
    const fix =
      word === undefined ? undefined : ({ span: first.span, text: word, confidence: "likely" } as const);
    report("E0108", {
      params: { found: first.text },
      labels: [{ span: first.span, text: "word" }],
      help: word === undefined ? ["words"] : [],
      fix,
    });
    return undefined;
  }
  return readDefinition(stream, report);
}

/** Whether the next token is the sign; it is then passed. */
function passes(stream: TokenStream, text: string): boolean {
  const token = stream.peek();
  if (token.kind !== "sign" || token.text !== text) return false;
  stream.next();
  return true;
}

const isLineEnd = (token: Token): boolean => token.kind === "newline" || token.kind === "end";

/** An expression where the next thing side by side is not a factor but the next part of the statement. */
const readPart = (stream: TokenStream, report: Report): ExprSyntax =>
  readExpression(stream, report, { juxtaposed: "end" });

const lastSpan = (parts: readonly { readonly span: Span }[], fallback: Span): Span =>
  parts.at(-1)?.span ?? fallback;

/** `a, b, c` */
function readList<T>(stream: TokenStream, read: () => T | undefined): T[] {
  const entries: T[] = [];
  do {
    const entry = read();
    if (entry !== undefined) entries.push(entry);
  } while (passes(stream, ","));
  return entries;
}

function readSizes(stream: TokenStream, report: Report, word: Token): SizeStatement {
  const entries = readList(stream, (): SizeEntry | undefined => {
    const name = nameOf(readPart(stream, report), report, "name");
    const value = passes(stream, "=") ? readPart(stream, report) : undefined;
    return name && { name, value, span: cover(name.span, value?.span ?? name.span) };
  });
  return { kind: "size", entries, span: cover(word.span, lastSpan(entries, word.span)) };
}

function readDeclaration(stream: TokenStream, report: Report, word: Token): DeclareStatement {
  const entries = readList(stream, (): DeclarationEntry | undefined => {
    const head = readPart(stream, report);
    const positionsIn = passes(stream, "in") ? readPart(stream, report) : undefined;
    const value = passes(stream, "=") ? readPart(stream, report) : undefined;
    const name = nameOf(head.kind === "slots" ? head.base : head, report, "tensor");
    const sizes = head.kind === "slots" ? head.slots : [];
    const last = value ?? positionsIn ?? head;
    return name && { name, sizes, positionsIn, value, span: cover(head.span, last.span) };
  });
  const role = word.text as Role;
  return { kind: "declare", role, entries, span: cover(word.span, lastSpan(entries, word.span)) };
}

function nameOf(
  syntax: ExprSyntax,
  report: Report,
  wanted: "name" | "tensor" | "target",
): NameSyntax | undefined {
  if (syntax.kind === "name") return syntax;
  if (syntax.kind !== "broken") report("E0114", { labels: [{ span: syntax.span, text: wanted }] });
  return undefined;
}

/** A fact: `assume sum(k, y[k]) == 1`, where a single `=` says the same, or `assume A symmetric`. */
function readAssumption(stream: TokenStream, report: Report, word: Token): StatementSyntax {
  const fact = readPart(stream, report);
  if (passes(stream, "=")) {
    const right = readPart(stream, report);
    const span = cover(fact.span, right.span);
    const equation = { kind: "compare", ops: ["=="], operands: [fact, right], span } as const;
    return { kind: "assume", fact: equation, span: cover(word.span, span) };
  }
  const first = stream.peek();
  if (fact.kind !== "name" || first.kind !== "name")
    return { kind: "assume", fact, span: cover(word.span, fact.span) };
  const words: Token[] = [];
  while (stream.peek().kind === "name") words.push(stream.next());
  const property: NameSyntax = {
    kind: "name",
    name: words.map(({ text }) => text).join(" "),
    span: cover(first.span, words.at(-1)!.span),
  };
  return { kind: "property", name: fact, property, span: cover(word.span, property.span) };
}

function readConvention(stream: TokenStream, report: Report, word: Token): StatementSyntax | undefined {
  const subject = readPart(stream, report);
  if (!expectEquals(stream, report)) return undefined;
  const value = readPart(stream, report);
  return { kind: "convention", subject, value, span: cover(word.span, value.span) };
}

function readAlias(stream: TokenStream, report: Report, word: Token): StatementSyntax | undefined {
  const name = nameOf(readPart(stream, report), report, "name");
  if (!expectEquals(stream, report)) return undefined;
  const target = nameOf(readPart(stream, report), report, "target");
  if (name === undefined || target === undefined) return undefined;
  return { kind: "alias", name, target, span: cover(word.span, target.span) };
}

function expectEquals(stream: TokenStream, report: Report): boolean {
  if (passes(stream, "=") || passes(stream, ":=")) return true;
  const token = stream.peek();
  const before = stream.previous()?.span.end ?? token.span.start;
  const span = isLineEnd(token) ? { start: before, end: before } : token.span;
  report("E0115", { labels: [{ span, text: "here" }] });
  return false;
}

/** `claim a = b = c`, perhaps `for i != j`. A side that is not written yet is a hole, not a mistake. */
function readClaim(stream: TokenStream, report: Report, word: Token): ClaimStatement | undefined {
  const side = (): ExprSyntax => readExpression(stream, report, { endsBefore: isCondition });
  const sides = [side()];
  if (!["=", ":="].includes(stream.peek().text) && !expectEquals(stream, report)) return undefined;
  while (stream.peek().text === "=" || stream.peek().text === ":=") {
    const sign = stream.next();
    const isOpen = isLineEnd(stream.peek()) || stream.peek().text === "=" || isCondition(stream.peek());
    const at = sign.span.end;
    sides.push(isOpen ? { kind: "hole", span: { start: at, end: at } } : side());
  }
  if (!isCondition(stream.peek()))
    return { kind: "claim", sides, span: cover(word.span, sides.at(-1)!.span) };
  stream.next();
  const given = readExpression(stream, report);
  return { kind: "claim", sides, given, span: cover(word.span, given.span) };
}

/** `for` and `if` after a claim. */
const isCondition = ({ kind, text }: Token): boolean => kind === "name" && (text === "for" || text === "if");

/** `h[j] = …`, `h = …`, `z := O`. */
function readDefinition(stream: TokenStream, report: Report): StatementSyntax | undefined {
  let isSound = true;
  const head = readExpression(stream, (code, details) => {
    isSound = false;
    report(code, details);
  });
  const sign = stream.peek();
  if (sign.text !== "=" && sign.text !== ":=") {
    if (isSound && isLineEnd(sign)) reportNameless(head, report);
    return undefined;
  }
  stream.next();
  const value = readExpression(stream, report);
  reportSecondEquals(stream, report, sign);
  const span = cover(head.span, value.span);
  const left = leftSide(head, report);
  if (left === undefined) return undefined;
  if (sign.text === ":=" && value.kind === "name" && left.indices === undefined)
    return { kind: "alias", name: left.name, target: value, span };
  return { kind: "define", ...left, value, span };
}

function reportNameless(head: ExprSyntax, report: Report): void {
  const isEquation = head.kind === "compare" && head.ops[0] === "==";
  report("E0108", {
    params: { found: "" },
    labels: [{ span: head.span, text: isEquation ? "equation" : "expression" }],
  });
}

function reportSecondEquals(stream: TokenStream, report: Report, first: Token): void {
  const token = stream.peek();
  if (token.text !== "=" && token.text !== ":=") return;
  report("E0116", {
    labels: [
      { span: token.span, text: "here" },
      { span: first.span, text: "first" },
    ],
  });
  while (!isLineEnd(stream.peek())) stream.next();
}

function leftSide(head: ExprSyntax, report: Report): Pick<DefineStatement, "name" | "indices"> | undefined {
  const isIndexed = head.kind === "slots";
  const name = isIndexed ? head.base : head;
  if (name.kind !== "name") {
    if (name.kind === "infix" && name.op === "/")
      report("E0114", {
        labels: [{ span: head.span, text: "derivative" }],
        fix: { span: { start: head.span.start, end: head.span.start }, text: "claim ", confidence: "likely" },
      });
    else if (name.kind !== "broken") report("E0114", { labels: [{ span: head.span, text: "left" }] });
    return undefined;
  }
  if (!isIndexed) return { name, indices: undefined };
  const indices: (NameSyntax | RangeSyntax)[] = [];
  for (const slot of head.slots) {
    if (slot.kind === "name" || slot.kind === "range") indices.push(slot);
    else if (slot.kind !== "broken") report("E0114", { labels: [{ span: slot.span, text: "index" }] });
  }
  return indices.length === head.slots.length ? { name, indices } : undefined;
}
