import { eastAsianWidth } from "get-east-asian-width";
import type { Severity } from "./diagnostic.ts";
import { lineText, positionAt, type Source, type Span } from "./span.ts";

/** Colours a piece of a message by its role; the text itself must stay as it is. */
export type Style = (role: Severity | "secondary" | "gutter" | "strong" | "fix", text: string) => string;

/** A place to underline: with `^` where the role is a severity, with `-` where it is secondary. */
export interface Mark {
  readonly span: Span;
  readonly text: string;
  readonly role: Severity | "secondary";
}

interface FrameOptions {
  readonly style: Style;
  readonly width: number;
  readonly ellipsis: string;
}

/** Columns a character takes in a terminal: 0 for combining marks and Hangul vowels, 2 for Hangul and Han. */
function columnsOf(character: string): number {
  const code = character.codePointAt(0)!;
  if (code < 0x300) return 1;
  if (/[\p{Mn}\p{Me}]/u.test(character) || (code >= 0x1160 && code <= 0x11ff)) return 0;
  return eastAsianWidth(code);
}

export function columns(text: string): number {
  let total = 0;
  for (const character of text) total += columnsOf(character);
  return total;
}

/** Tabs become one blank and control characters a sign, so that what is counted is what is shown. */
const displayed = (text: string): string =>
  text.replaceAll("\t", " ").replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\uFFFD");

/** The lines of the text that carry marks, each with the marks beneath. */
export function codeFrame(source: Source, marks: readonly Mark[], options: FrameOptions): string[] {
  const byLine = new Map<number, Mark[]>();
  for (const mark of marks) {
    const { line } = positionAt(source, mark.span.start);
    byLine.set(line, [...(byLine.get(line) ?? []), mark]);
  }
  const numbers = [...byLine.keys()].sort((a, b) => a - b);
  const gutter = String(numbers.at(-1)!).length + 1;
  const { style } = options;
  const rows = [style("gutter", `${" ".repeat(gutter)} |`)];
  let before = numbers[0]!;
  for (const number of numbers) {
    if (number > before + 1) rows.push(style("gutter", "...".padStart(gutter + 2)));
    before = number;
    const [shown, ...beneath] = markedLine(source, number, byLine.get(number)!, options);
    rows.push(`${style("gutter", `${String(number).padStart(gutter)} |`)} ${shown!}`.trimEnd());
    for (const row of beneath) rows.push(`${style("gutter", `${" ".repeat(gutter)} |`)} ${row}`);
  }
  return rows;
}

/** One line, a row of underlines, and the texts: the rightmost beside its underline, the others below. */
function markedLine(source: Source, line: number, marks: readonly Mark[], options: FrameOptions): string[] {
  const start = source.lineStarts[line - 1]!;
  const whole = lineText(source, line);
  const view = viewOf(whole, marks[0]!.span.start - start, options);
  const placed = marks.map((mark) => {
    const from = clamp(mark.span.start - start, view);
    const to = clamp(mark.span.end - start, view);
    const left = columns(view.prefix + displayed(whole.slice(view.from, from)));
    return { mark, left, width: Math.max(1, columns(displayed(whole.slice(from, to)))) };
  });
  const fromRight = placed.toSorted((a, b) => b.left - a.left);
  const [rightmost, ...others] = fromRight;
  const rows = [view.shown, underlines(placed, options.style)];
  if (rightmost!.mark.text !== "") rows[1] += ` ${options.style(rightmost!.mark.role, rightmost!.mark.text)}`;
  for (const { mark, left } of others)
    if (mark.text !== "") rows.push(" ".repeat(left) + options.style(mark.role, mark.text));
  return rows;
}

interface View {
  readonly from: number;
  readonly to: number;
  readonly prefix: string;
  readonly shown: string;
}

const clamp = (at: number, { from, to }: View): number => Math.max(from, Math.min(at, to));

/** The part of a line that fits, with the place in its first half. */
function viewOf(whole: string, place: number, { width, ellipsis }: FrameOptions): View {
  const room = Math.max(20, width - 8);
  if (whole.length <= room) return { from: 0, to: whole.length, prefix: "", shown: displayed(whole) };
  const from = whole.length - place < room / 2 ? whole.length - room : Math.max(0, place - (room >> 1));
  const to = Math.min(whole.length, from + room);
  const prefix = from > 0 ? ellipsis : "";
  const suffix = to < whole.length ? ellipsis : "";
  return { from, to, prefix, shown: prefix + displayed(whole.slice(from, to)) + suffix };
}

interface Placed {
  readonly mark: Mark;
  readonly left: number;
  readonly width: number;
}

/** `^^^^   -----`; where marks overlap, the first one wins. */
function underlines(placed: readonly Placed[], style: Style): string {
  const cells: (Mark["role"] | undefined)[] = [];
  for (const { mark, left, width } of placed.toReversed())
    for (let at = left; at < left + width; at++) cells[at] = mark.role;
  let row = "";
  for (let at = 0; at < cells.length;) {
    const role = cells[at];
    let end = at;
    while (end < cells.length && cells[end] === role) end++;
    if (role === undefined) row += " ".repeat(end - at);
    else row += style(role, (role === "secondary" ? "-" : "^").repeat(end - at));
    at = end;
  }
  return row;
}
