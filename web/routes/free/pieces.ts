import type { Span } from "../../../src/index.ts";
import type { Said } from "./messages.ts";

/** A piece of the text, and the gravest thing said of it. */
export interface Piece {
  readonly text: string;
  readonly mark: Said["severity"] | undefined;
}

const gravity = ["note", "hole", "warning", "error"] as const;

/** The text cut where marks begin and end; where they overlap, the gravest shows. */
export function piecesOf(text: string, said: readonly Said[]): readonly Piece[] {
  const marks = said.flatMap(({ severity, labels }) =>
    labels.slice(0, 1).map(({ span }) => ({ ...visibleSpan(span, text), severity })),
  );
  const cuts = [...new Set([0, text.length, ...marks.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  );
  return cuts.slice(0, -1).map((start, k) => {
    const end = cuts[k + 1]!;
    const over = marks.filter((mark) => mark.start <= start && end <= mark.end);
    const mark = over
      .map(({ severity }) => severity)
      .sort((a, b) => gravity.indexOf(b) - gravity.indexOf(a))[0];
    return { text: text.slice(start, end), mark };
  });
}

/** An empty place is shown at the character before it. */
function visibleSpan({ start, end }: Span, text: string): Span {
  const [low, high] = [Math.max(0, Math.min(start, text.length)), Math.max(0, Math.min(end, text.length))];
  return low < high ? { start: low, end: high } : { start: Math.max(0, low - 1), end: Math.max(low, 1) };
}

/** The text with a repair made. */
export const repaired = (text: string, { fix }: Said): string =>
  fix === undefined ? text : text.slice(0, fix.span.start) + fix.text + text.slice(fix.span.end);

/** The line of an offset, from 1. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;
