import type { LineSaid, Said } from "./messages.ts";
import { lineAt } from "./pieces.ts";

type Status = LineSaid["status"];

/** What stands in the margin: a sign, never a colour alone. */
export const signs: { readonly [S in Status]: string } = {
  proved: "✓",
  tested: "≈",
  conditional: "⇒",
  refuted: "✗",
  hole: "◌",
  definition: "=",
  unreadable: "!",
};

const gravity: readonly Status[] = [
  "definition",
  "proved",
  "tested",
  "conditional",
  "hole",
  "unreadable",
  "refuted",
];

/** Several judgements may fall on one line of the text: the gravest shows. */
export function worstByLine(
  lines: readonly LineSaid[],
  said: readonly Said[],
  text: string,
): ReadonlyMap<number, Status> {
  const worst = new Map<number, Status>();
  const note = (line: number, status: Status): void => {
    if (gravity.indexOf(status) >= gravity.indexOf(worst.get(line) ?? "definition")) worst.set(line, status);
  };
  for (const { line, status } of lines) note(line, status);
  for (const { severity, labels } of said)
    if (severity === "error" && labels[0] !== undefined && !worst.has(lineAt(text, labels[0].span.start)))
      note(lineAt(text, labels[0].span.start), "unreadable");
  return worst;
}

/** The numbers behind a verdict. Definitions say what is meant and are not judged. */
export function tally(lines: readonly LineSaid[]): {
  readonly count: number;
  readonly wrong: number;
  readonly open: number;
} {
  const judged = lines.filter(({ status }) => status !== "definition");
  const of = (...wanted: readonly Status[]): number =>
    judged.filter(({ status }) => wanted.includes(status)).length;
  return { count: judged.length, wrong: of("refuted", "unreadable"), open: of("hole", "conditional") };
}
