import { plot } from "asciichart";
import type { Language } from "../messages/catalogue.ts";
import { displayWidth } from "./table.ts";
import { reportWords } from "./words.ts";

export interface CurveSize {
  /** Characters, the axis included. */
  readonly width?: number;
  /** Lines, the epoch axis not included. */
  readonly height?: number;
}

/** Columns of the loss axis: a label of eight and a space. */
const AXIS = 9;

/**
 * Loss by epoch as text, with both axes named, as wide as asked for: longer runs are thinned to one column for each
 * stretch of epochs (its mean; the ends are the first and the last loss themselves), shorter ones are drawn with
 * straight lines between epochs. What comes after the first loss that is not finite is left out.
 *
 * @param from epochs done before `losses` begins
 */
export function lossCurve(
  losses: readonly number[],
  { width = 72, height = 10 }: CurveSize = {},
  language: Language = "en",
  from = 0,
): string {
  const words = reportWords[language];
  const columns = Math.max(2, width - AXIS);
  const end = losses.findIndex((loss) => !Number.isFinite(loss));
  const finite = end < 0 ? losses : losses.slice(0, end);
  if (finite.length === 0) return "";
  const points = finite.length > columns ? thin(finite, columns) : stretch(finite, columns);
  const format = labelFormat(finite);
  const chart = plot([...points], { height: height - 1, format });
  const [first, last] = [String(from + 1), String(from + finite.length)];
  const space = Math.max(2, columns - first.length - last.length - displayWidth(words.epoch));
  const left = " ".repeat(Math.floor(space / 2));
  const right = " ".repeat(Math.ceil(space / 2));
  const axis = `${" ".repeat(AXIS)}${first}${left}${words.epoch}${right}${last}`;
  return [words.loss.padStart(AXIS - 1), chart.replaceAll(/ +$/gm, ""), axis].join("\n");
}

/** Labels of one width: three decimals, or powers of ten where these would all be 0 or too long. */
function labelFormat(losses: readonly number[]): (value: number) => string {
  const largest = losses.reduce((most, loss) => Math.max(most, Math.abs(loss)), 0);
  const isPlain = largest === 0 || (largest >= 0.1 && largest < 1000);
  return (value) => (isPlain ? value.toFixed(3) : value.toExponential(1)).padStart(AXIS - 1);
}

function thin(losses: readonly number[], columns: number): readonly number[] {
  const startOf = (k: number) => Math.floor((k * losses.length) / columns);
  return Array.from({ length: columns }, (_, k) => {
    if (k === 0 || k === columns - 1) return losses.at(k === 0 ? 0 : -1)!;
    const epochs = losses.slice(startOf(k), startOf(k + 1));
    return epochs.reduce((sum, loss) => sum + loss, 0) / epochs.length;
  });
}

function stretch(losses: readonly number[], columns: number): readonly number[] {
  return Array.from({ length: columns }, (_, k) => {
    const at = (k * (losses.length - 1)) / (columns - 1);
    const [before, after] = [losses[Math.floor(at)]!, losses[Math.ceil(at)]!];
    return before + (at - Math.floor(at)) * (after - before);
  });
}
