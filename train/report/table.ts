import { eastAsianWidth } from "get-east-asian-width";
import type { Language } from "../messages/catalogue.ts";
import { reportWords } from "./words.ts";

/** Columns that a text takes in a terminal: Korean and Chinese characters take two. */
export function displayWidth(text: string): number {
  const characters = Array.from(text.normalize("NFC")).filter((character) => !/\p{M}/u.test(character));
  return characters.reduce((sum, character) => sum + eastAsianWidth(character.codePointAt(0)!), 0);
}

/** Rows of cells as aligned text: the first column to the left, all others to the right. */
export function alignedTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, k) =>
    Math.max(...rows.map((cells) => displayWidth(cells[k] ?? ""))),
  );
  const lines = rows.map((cells) =>
    cells
      .map((cell, k) => {
        const space = " ".repeat(widths[k]! - displayWidth(cell));
        return k === 0 ? cell + space : space + cell;
      })
      .join("  "),
  );
  return lines.map((line) => line.trimEnd()).join("\n");
}

/** confusion[true][predicted] with names; a dot stands for no rows. */
export function confusionTable(
  confusion: readonly (readonly number[])[],
  names: readonly string[],
  language: Language = "en",
): string {
  const header = [reportWords[language].trueClass, ...names];
  const body = confusion.map((counts, k) => [
    names[k]!,
    ...counts.map((count) => (count === 0 ? "·" : String(count))),
  ]);
  return alignedTable([header, ...body]);
}

/** What a run spent its time on. @param ms milliseconds */
export function timingTable(
  parts: readonly { readonly part: string; readonly ms: number }[],
  language: Language = "en",
): string {
  const total = { part: reportWords[language].total, ms: parts.reduce((sum, { ms }) => sum + ms, 0) };
  return alignedTable([...parts, total].map(({ part, ms }) => [part, duration(ms)]));
}

/** A duration with three digits and its unit. @param ms milliseconds */
export function duration(ms: number): string {
  const [value, unit] = ms < 1 ? [ms * 1000, "µs"] : ms < 1000 ? [ms, "ms"] : [ms / 1000, "s"];
  return `${Number(value.toPrecision(3))} ${unit}`;
}
