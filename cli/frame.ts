import { eastAsianWidth } from "get-east-asian-width";

/** A piece of a text that a message points at, and what it says there. */
export interface Mark {
  /** Offsets in UTF-16 units, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly says?: string;
}

/** Colours a text for the terminal; leaves it as it is where colours are not wanted. */
export type Paint = (format: "red" | "yellow" | "cyan" | "green" | "bold" | "dim", text: string) => string;

/** More of a line than this is not shown: the part around the mark is. */
const widest = 100;

/**
 * The lines of a text that a message points at, each with its number and a caret under the marked piece, under
 * wide characters too. The first mark is the place that is wrong (^), the others conflict with it (-).
 */
export function frame(file: string, text: string, marks: readonly Mark[], paint: Paint): readonly string[] {
  const [primary] = marks;
  if (primary === undefined) return [];
  const places = marks.map((mark) => ({ mark, ...lineAt(text, mark.start) }));
  const lines = [...new Set(places.map(({ line }) => line))].sort((a, b) => a - b);
  const gutter = String(lines.at(-1)).length;
  const bar = (number: number | string): string => paint("dim", `${String(number).padStart(gutter)} |`);
  const { line, start } = lineAt(text, primary.start);
  const shown = lines.flatMap((number, k) => {
    const here = places.filter((place) => place.line === number);
    const from = here[0]!.start;
    const content = text.slice(from, here[0]!.end);
    const cut = windowOf(content, here[0]!.mark.start - from);
    const rows = here.map(({ mark }) => {
      const [left, right] = [
        mark.start - from - cut.start,
        Math.min(mark.end - from, content.length) - cut.start,
      ];
      const indent = " ".repeat(columns(cut.text.slice(0, Math.max(0, left))));
      const width = Math.max(1, columns(cut.text.slice(Math.max(0, left), Math.max(0, right))));
      const sign = mark === primary ? paint("red", "^".repeat(width)) : paint("cyan", "-".repeat(width));
      return `${bar("")} ${indent}${sign}${mark.says ? ` ${mark.says}` : ""}`;
    });
    const skipped = k > 0 && number > lines[k - 1]! + 1 ? [paint("dim", `${"".padStart(gutter)} …`)] : [];
    return [...skipped, `${bar(number)} ${harmless(cut.text)}`, ...rows];
  });
  const header = `${"".padStart(gutter)}${paint("dim", "-->")} ${file}:${line}:${primary.start - start + 1}`;
  return [header, bar(""), ...shown];
}

interface Line {
  /** Counted from 1. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** The line an offset lies on; an offset at the end of the text lies on its last line. */
function lineAt(text: string, offset: number): Line {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  const start = offset - before.at(-1)!.length;
  const rest = /[\r\n]/.exec(text.slice(start));
  return { line: before.length, start, end: rest ? start + rest.index : text.length };
}

/** The part of a long line around a column. */
function windowOf(line: string, column: number): { readonly text: string; readonly start: number } {
  if (line.length <= widest) return { text: line, start: 0 };
  const start = Math.max(0, Math.min(column - Math.floor(widest / 2), line.length - widest));
  return { text: line.slice(start, start + widest), start };
}

const graphemes = new Intl.Segmenter();

/** Columns of the terminal that a text takes: two for a Korean syllable, none for a combining sign. */
export function columns(text: string): number {
  const pieces = [...graphemes.segment(harmless(text))];
  return pieces.reduce((sum, { segment }) => sum + eastAsianWidth(segment.codePointAt(0)!), 0);
}

/** The text on one line, without signs that would move the cursor, colour the screen or turn the writing round. */
export function harmless(text: string): string {
  return text
    .replaceAll("\t", "  ")
    .replaceAll(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, "�");
}

/** A column has at most so many UTF-16 units in any text that people write. */
const widestColumn = 16;

/** As much of a text as fits. What cannot fit is not looked at: formulas written out may have millions of characters. */
export function cut(text: string, room: number, { unicode }: { readonly unicode: boolean }): string {
  const isTooLong = text.length > room * widestColumn;
  const whole = harmless(isTooLong ? text.slice(0, room * widestColumn) : text);
  if (!isTooLong && columns(whole) <= room) return whole;
  const dots = unicode ? "…" : "...";
  let kept = "";
  let used = columns(dots);
  for (const character of whole) {
    used += columns(character);
    if (used > room) break;
    kept += character;
  }
  return kept + dots;
}
