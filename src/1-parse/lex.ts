import type { Report } from "../core/diagnostic.ts";
import type { Source } from "../core/span.ts";
import { lookAlikes, signs, strangers, type Token } from "./token.ts";

/** Blanks between words: also no-break and zero-width ones, which come with pasted text, and a comment. */
const blank = /(?:[^\S\r\n\u2028\u2029]|[\uFEFF\u200B\u2060])+|#[^\r\n\u2028\u2029]*/uy;
const lineBreak = /\r\n|[\n\r\u2028\u2029]/uy;
/** As in mathjs, the point of `2.*x` and `2..n` belongs to the operator. */
const number = /(?:\d+(?:\.(?![*/^.'])\d*)?|\.\d+)(?:[eE][+-]?\d+)?/uy;
/** Letters of any script, digits and subscripts after the first; a superscript would look like a power. */
const name = /[\p{ID_Start}_][\p{ID_Continue}_\u2080-\u209C]*/uy;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
const byLength = [...signs, ...lookAlikes.keys()].sort((a, b) => b.length - a.length);
const sign = new RegExp(byLength.map(escaped).join("|"), "uy");

/** Words that are operators. */
const wordSigns: ReadonlySet<string> = new Set(["and", "or", "not", "in"]);

function isStranger(text: string): text is keyof typeof strangers {
  return Object.hasOwn(strangers, text);
}

/** How a character is shown that may be invisible: itself, or its code point. */
const shown = (character: string): string =>
  /[\p{L}\p{N}\p{P}\p{S}]/u.test(character)
    ? character
    : `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;

/** The words of a text, ending in an `end`. Every character is in a token, a blank, or a diagnostic. */
export function tokenize(source: Source, report: Report): Token[] {
  const { text } = source;
  const tokens: Token[] = [];
  let at = 0;
  const push = (kind: Token["kind"], content: string, end: number): void => {
    tokens.push({ kind, text: content, span: { start: at, end } });
    at = end;
  };
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };

  while (at < text.length) {
    let found: string | undefined;
    if ((found = match(blank)) !== undefined) at += found.length;
    else if ((found = match(lineBreak)) !== undefined) push("newline", found, at + found.length);
    else if ((found = match(number)) !== undefined) push("number", found, at + found.length);
    else if ((found = match(name)) !== undefined)
      push(wordSigns.has(found) ? "sign" : "name", found.normalize("NFC"), at + found.length);
    else if ((found = match(sign)) !== undefined) readSign(found);
    else readStranger();
  }
  push("end", "", at);
  return tokens;

  function readSign(found: string): void {
    const meant = lookAlikes.get(found);
    const end = at + found.length;
    if (meant === undefined) return push("sign", found, end);
    const written = meant.join("");
    report("E0106", {
      params: { found, meant: written },
      labels: [{ span: { start: at, end }, text: "here" }],
      fix: { span: { start: at, end }, text: written, confidence: "certain" },
    });
    for (const [position, part] of meant.entries()) {
      // All parts of `²` stand on the one character that was typed.
      const kind = /\d/.test(part) ? "number" : "sign";
      tokens.push({ kind, text: part, span: { start: position === 0 ? at : end, end } });
    }
    at = end;
  }

  function readStranger(): void {
    const character = String.fromCodePoint(text.codePointAt(at)!);
    const span = { start: at, end: at + character.length };
    report("E0101", {
      params: { found: shown(character) },
      labels: [{ span, text: "here" }],
      help: isStranger(character) ? [strangers[character]] : [],
    });
    at = span.end;
  }
}
