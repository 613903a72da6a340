import type { Check, Fix, JudgedLine } from "../../src/index.ts";

/** One repair that was made. */
export interface Repair {
  /** Of the text as it then was. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

export interface Repaired {
  readonly text: string;
  readonly repairs: readonly Repair[];
  /** Of the repaired text. */
  readonly found: Check;
}

/** A mended line may show that the next one stood on the mistake: after so many rounds it is left to the author. */
const MAX_ROUNDS = 20;

/**
 * Makes the certain repairs of a text, and no others, until none is left. Everything outside the repaired sides stays
 * as it is. A repair that does not make its line right is taken back, so that doing it again changes nothing.
 */
export async function repair(
  text: string,
  found: Check,
  judge: (text: string) => Promise<Check>,
  only?: number,
): Promise<Repaired> {
  let state: Repaired = { text, repairs: [], found };
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = await oneRound(state, judge, only);
    if (next === undefined) return state;
    state = next;
  }
  return state;
}

async function oneRound(
  { text, found, repairs }: Repaired,
  judge: (text: string) => Promise<Check>,
  only: number | undefined,
): Promise<Repaired | undefined> {
  let chosen = found.lines.flatMap((line, at) =>
    isCertain(line, text) && (only === undefined || line.line === only) ? [{ at, line, fix: line.fix! }] : [],
  );
  chosen = chosen.filter(({ fix }, k) => k === 0 || chosen[k - 1]!.fix.span.end <= fix.span.start);
  while (chosen.length > 0) {
    const changed = applied(text, chosen.map(({ fix }) => fix)); // prettier-ignore
    const again = await judge(changed);
    const isSame = again.lines.length === found.lines.length;
    const good = chosen.filter(({ at }) => isSame && isRight(again.lines[at]!));
    if (good.length === chosen.length) {
      const made = chosen.map(({ line, fix }) => ({
        line: line.line,
        before: pieceOf(text, fix),
        after: fix.text,
      }));
      return { text: changed, repairs: [...repairs, ...made], found: again };
    }
    chosen = isSame ? good : chosen.slice(0, Math.floor(chosen.length / 2));
  }
  return undefined;
}

/** A repair that may be made without asking. A comment inside of what it replaces would be lost. */
const isCertain = ({ fix, status }: JudgedLine, text: string): boolean =>
  fix?.confidence === "certain" &&
  status === "refuted" &&
  !/(?<!\\)[%#]/.test(pieceOf(text, fix).replaceAll("\\#", ""));

const isRight = ({ status, follows }: JudgedLine): boolean =>
  status === "proved" ||
  status === "definition" ||
  status === "tested" ||
  // Under an assumption, and not because another line is wrong.
  (status === "conditional" && follows === undefined);

const pieceOf = (text: string, { span }: Fix): string => text.slice(span.start, span.end);

/** The text with the pieces replaced; they are in order and do not overlap. */
export function applied(text: string, fixes: readonly Fix[]): string {
  let out = "";
  let end = 0;
  for (const { span, text: piece } of fixes) {
    out += text.slice(end, span.start) + piece;
    end = span.end;
  }
  return out + text.slice(end);
}
