import { plot } from "asciichart";
import type { Language } from "../messages/catalogue.ts";
import { reportWords } from "./words.ts";

export interface CurveSize {
  /** Characters, the axis included. */
  readonly width?: number;
  /** Lines, the epoch axis not included. */
  readonly height?: number;
}

const AXIS = 10;

/**
 * Loss by epoch as text, with both axes named. Longer runs are thinned to one column for each stretch of epochs
 * (its mean; the ends are the first and the last loss themselves); values that are not finite are left out.
 */
export function lossCurve(
  losses: readonly number[],
  { width = 72, height = 10 }: CurveSize = {},
  language: Language = "en",
  from = 0,
): string {
  const words = reportWords[language];
  const columns = Math.max(2, width - AXIS);
  const finite = thin(losses, columns).filter((loss) => Number.isFinite(loss));
  if (finite.length === 0) return "";
  const format = (value: number) => value.toFixed(3).padStart(AXIS - 2);
  const chart = plot(finite.length === 1 ? [finite[0]!, finite[0]!] : finite, { height: height - 1, format });
  const [first, last] = [String(from + 1), String(from + losses.length)];
  const gap = Math.max(1, Math.min(columns, finite.length) - first.length - last.length);
  const axis = `${" ".repeat(AXIS)}${first}${" ".repeat(gap)}${last} ${words.epoch}`;
  return [words.loss.padStart(AXIS - 2), chart.replaceAll(/ +$/gm, ""), axis].join("\n");
}

function thin(losses: readonly number[], columns: number): readonly number[] {
  if (losses.length <= columns) return losses;
  return Array.from({ length: columns }, (_, k) => {
    if (k === 0 || k === columns - 1) return losses.at(k === 0 ? 0 : -1)!;
    const start = Math.floor((k * losses.length) / columns);
    const stretch = losses.slice(start, Math.floor(((k + 1) * losses.length) / columns));
    return stretch.reduce((sum, loss) => sum + loss, 0) / stretch.length;
  });
}
