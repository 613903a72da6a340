import type { Report } from "../core/diagnostic.ts";
import type { Span } from "../core/span.ts";

/** Where formulas and model statements stand in a file; offsets into the file. */
export interface Places {
  readonly displays: readonly Span[];
  /** Mathematics in running text. */
  readonly inline: readonly Span[];
  /** The text with everything but model statements blanked out, of the same length; undefined without any. */
  readonly chain: string | undefined;
}

/** Environments of display mathematics. */
const environments =
  "(?:align|alignat|gather|equation|eqnarray|multline|flalign|displaymath|math|aligned|split|dmath)";

/** The beginnings of displays, and what ends each. */
const openings: readonly { readonly open: RegExp; readonly close: (match: RegExpExecArray) => string }[] = [
  { open: /\$\$/y, close: () => "$$" },
  { open: /\\\[/y, close: () => "\\]" },
  {
    open: new RegExp(`\\\\begin\\{(${environments}\\*?)\\}`, "y"),
    close: ([, name]) => `\\end{${name}}`,
  },
];

/** `$…$` and `\\(…\\)` at the offset. A dollar before a space, or with none in its paragraph to close it, is money. */
function inlineAt(text: string, at: number): { readonly inner: Span; readonly end: number } | undefined {
  const isDollar = text[at] === "$";
  if (!isDollar && !text.startsWith("\\(", at)) return undefined;
  const start = at + (isDollar ? 1 : 2);
  if (isDollar && /[\s$]/.test(text[start] ?? " ")) return undefined;
  const blankLine = /\n[ \t]*\n/g;
  blankLine.lastIndex = start;
  const limit = blankLine.exec(text)?.index ?? text.length;
  let end = start;
  while (end < limit && (isDollar ? text[end] !== "$" : !text.startsWith("\\)", end)))
    end += text[end] === "\\" ? 2 : 1;
  if (end >= limit || (isDollar && /\s/.test(text[end - 1]!))) return undefined;
  return { inner: { start, end }, end: end + (isDollar ? 1 : 2) };
}

const fence = /^ {0,3}(`{3,}|~{3,})[ \t]*([^\s`]*)[^\n]*$/;
const verbatim = /\\begin\{(verbatim|lstlisting|comment|minted)\*?\}/y;

/** The display at the offset; undefined when none begins there. */
function displayAt(
  text: string,
  at: number,
  report: Report,
): { readonly inner: Span; readonly end: number } | undefined {
  for (const { open, close } of openings) {
    open.lastIndex = at;
    const match = open.exec(text);
    if (match === null) continue;
    const start = at + match[0].length;
    const closer = close(match);
    const found = text.indexOf(closer, start);
    if (found >= 0) return { inner: { start, end: found }, end: found + closer.length };
    // The display ends with its paragraph: what follows is most likely prose.
    const blankLine = /\n[ \t]*\n/g;
    blankLine.lastIndex = start;
    const end = blankLine.exec(text)?.index ?? text.length;
    report("E0123", {
      params: { meant: closer },
      labels: [{ span: { start: at, end: start }, text: "opened" }],
    });
    return { inner: { start, end }, end };
  }
  return undefined;
}

/** Keeps the pieces of the text, blanks the rest, and leaves every line break where it is. */
function keeping(text: string, pieces: readonly Span[]): string | undefined {
  if (pieces.length === 0) return undefined;
  const blank = (part: string): string => part.replace(/[^\n\r]/g, " ");
  let out = "";
  let end = 0;
  for (const piece of pieces) {
    out += blank(text.slice(end, piece.start)) + text.slice(piece.start, piece.end);
    end = piece.end;
  }
  return out + blank(text.slice(end));
}

/** Display mathematics and ```chain blocks of a Markdown file. Other fenced blocks and code spans are passed over. */
export function placesInMarkdown(text: string, report: Report): Places {
  const displays: Span[] = [];
  const inline: Span[] = [];
  const chain: Span[] = [];
  let at = 0;
  while (at < text.length) {
    const isLineStart = at === 0 || text[at - 1] === "\n";
    const block = isLineStart ? fencedAt(text, at, report) : undefined;
    if (block !== undefined) {
      if (block.language === "chain") chain.push(block.inner);
      else if (["latex", "tex", "math"].includes(block.language)) displays.push(block.inner);
      at = block.end;
      continue;
    }
    const display = displayAt(text, at, report);
    if (display !== undefined) {
      displays.push(display.inner);
      at = display.end;
    } else if (text[at] === "`") at = afterCodeSpan(text, at);
    else at = afterProse(text, at, inline);
  }
  return { displays, inline, chain: keeping(text, chain) };
}

function fencedAt(
  text: string,
  at: number,
  report: Report,
): { readonly language: string; readonly inner: Span; readonly end: number } | undefined {
  const lineEnd = (from: number): number => {
    const found = text.indexOf("\n", from);
    return found < 0 ? text.length : found;
  };
  const first = lineEnd(at);
  const match = fence.exec(text.slice(at, first).replace(/\r$/, ""));
  if (match === null) return undefined;
  const [, mark = "", language = ""] = match;
  const start = Math.min(first + 1, text.length);
  for (let line = start; line < text.length; line = lineEnd(line) + 1) {
    const content = text.slice(line, lineEnd(line)).trim();
    if (content.startsWith(mark) && /^(?:`+|~+)$/.test(content))
      return { language: language.toLowerCase(), inner: { start, end: line }, end: lineEnd(line) + 1 };
  }
  report("E0123", { params: { meant: mark }, labels: [{ span: { start: at, end: first }, text: "opened" }] });
  return { language: language.toLowerCase(), inner: { start, end: text.length }, end: text.length };
}

/** The end of `code`, or of the backticks where they are not closed. */
function afterCodeSpan(text: string, at: number): number {
  const [ticks] = /^`+/.exec(text.slice(at, at + 200))!;
  const paragraph = /\n[ \t]*\n/g;
  paragraph.lastIndex = at;
  const limit = paragraph.exec(text)?.index ?? text.length;
  const close = text.indexOf(ticks, at + ticks.length);
  return close >= 0 && close < limit ? close + ticks.length : at + ticks.length;
}

/** Display mathematics of a TeX document and its `% chain:` lines. */
export function placesInTex(text: string, report: Report): Places {
  const displays: Span[] = [];
  const inline: Span[] = [];
  const chain: Span[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === "%" && text[at - 1] !== "\\") {
      const found = text.indexOf("\n", at);
      const end = found < 0 ? text.length : found;
      const statement = /^%+\s*chain:/.exec(text.slice(at, end));
      if (statement !== null) chain.push({ start: at + statement[0].length, end });
      at = end + 1;
      continue;
    }
    verbatim.lastIndex = at;
    const skipped = verbatim.exec(text);
    if (skipped !== null) {
      const close = text.indexOf(`\\end{${skipped[1]}`, at);
      at = close < 0 ? text.length : close + 1;
      continue;
    }
    const display = displayAt(text, at, report);
    if (display === undefined) at = afterProse(text, at, inline);
    else {
      displays.push(display.inner);
      chain.push(...statementsIn(text, display.inner));
      at = display.end;
    }
  }
  return { displays, inline, chain: keeping(text, chain) };
}

/** The next place to look at; mathematics of running text is noted on the way. */
function afterProse(text: string, at: number, inline: Span[]): number {
  const found = inlineAt(text, at);
  if (found === undefined) return at + (text[at] === "\\" && text[at + 1] !== "\n" ? 2 : 1);
  inline.push(found.inner);
  return found.end;
}

/** `% chain:` lines inside a display. */
function statementsIn(text: string, { start, end }: Span): Span[] {
  const found: Span[] = [];
  for (const match of text.slice(start, end).matchAll(/(?<!\\)%+[ \t]*chain:([^\n]*)/g)) {
    const from = start + match.index + match[0].length - match[1]!.length;
    found.push({ start: from, end: start + match.index + match[0].length });
  }
  return found;
}

/** A formula by itself; where it has the marks of a document it is read as one. */
export function placesInFormula(text: string, report: Report): Places {
  const places = placesInTex(text, report);
  if (places.displays.length > 0) return places;
  return { ...places, displays: [{ start: 0, end: text.length }] };
}
