import { columns } from "../frame.ts";
import { type Word, word } from "../messages/catalogue.ts";
import type { Terminal } from "../terminal.ts";
import { aligned, numberText } from "./numbers.ts";

export type Verdict = "agrees" | "kink" | "disagrees";

/** One partial derivative next to its finite differences, as `--json` prints it. */
export interface PartialRecord {
  readonly wrt: string;
  /** From 1; empty for a scalar. */
  readonly index: readonly number[];
  readonly formula: number;
  readonly central: number;
  readonly left: number;
  readonly right: number;
  readonly verdict: Verdict;
}

export interface GradcheckRecord {
  readonly entries: readonly PartialRecord[];
  readonly maxRelativeError: number;
  /** The slope of the Taylor remainder in the logarithm of the step; 2 when the gradient is right. */
  readonly slope: number;
  /** Every compared entry is 0 on both sides, so that the point proves nothing. */
  readonly vacuous: boolean;
  /** How many partials there are; more than entries where only some were drawn. */
  readonly partials: number;
}

interface Shown {
  /** Every partial is listed, not only what does not agree. */
  readonly all: boolean;
  readonly seed: number;
}

/** Rows of the table that are shown unless all are asked for. */
const mostRows = 20;

const verdicts: Readonly<
  Record<Verdict, { readonly word: Word; readonly color: "green" | "yellow" | "red" }>
> = {
  agrees: { word: "agrees", color: "green" },
  kink: { word: "kink", color: "yellow" },
  disagrees: { word: "disagrees", color: "red" },
};

/** The comparison as a person reads it: the partials that do not agree (or all), and the totals. */
export function gradcheckText(record: GradcheckRecord, { all, seed }: Shown, here: Terminal): string {
  const { language, paintOut } = here;
  const telling = record.entries.filter(({ verdict }) => all || verdict !== "agrees");
  const shown = all ? telling : telling.slice(0, mostRows);
  const head = (["entry", "formula", "central", "left", "right", "verdict"] as const).map((name) =>
    word(language, name),
  );
  const rows = shown.map(({ wrt, index, formula, central, left, right, verdict }) => [
    index.length > 0 ? `${wrt}[${index.join(", ")}]` : wrt,
    ...[formula, central, left, right].map(numberText),
    paintOut(verdicts[verdict].color, word(language, verdicts[verdict].word)),
  ]);
  const table = rows.length > 0 ? [...aligned([head, ...rows], columns), ""] : [];
  const more =
    telling.length > shown.length
      ? [word(language, "more", { count: telling.length - shown.length }), ""]
      : [];
  const count = (verdict: Verdict): number =>
    record.entries.filter((entry) => entry.verdict === verdict).length;
  const totals = word(language, "totals", {
    count: record.entries.length,
    agree: count("agrees"),
    kinks: count("kink"),
    disagree: count("disagrees"),
    error: record.maxRelativeError.toExponential(1),
    slope: record.slope.toFixed(2),
  });
  const { length } = record.entries;
  const drawn =
    length < record.partials
      ? [word(language, "drawn", { count: length, total: record.partials, seed })]
      : [];
  const vacuous = record.vacuous ? [paintOut("yellow", word(language, "vacuous"))] : [];
  return [...table, ...more, totals, ...drawn, ...vacuous, ""].join("\n");
}
