import { fields, integer, oneOf, record, text } from "../../state/validate.ts";
import { keyOf, type CardId } from "./cards.ts";

/** What a learner has done on a card, as bits: found the line, named the slip, wrote the right formula. */
export const did = { line: 1, kind: 2, mend: 4 } as const;

/** How far a card is answered: the line is asked for, the slip, the formula; then the verdict is shown. */
export const stages = ["line", "kind", "mend", "verdict"] as const;
export type Stage = (typeof stages)[number];

/** What a link keeps of this route. */
export interface Kept extends CardId {
  readonly stage: Stage;
  /** The line chosen, as it is counted on the card from 0. */
  readonly line?: number | undefined;
  readonly kind?: string | undefined;
  readonly formula?: string | undefined;
  /** By card. */
  readonly done: ReadonlyMap<string, number>;
}

/** Cards that a link remembers the score of; the oldest are forgotten first. */
const REMEMBERED = 200;

const read = fields<Kept>({
  deck: oneOf("faded", "notes", "made"),
  number: integer(0, 99_999),
  stage: oneOf(...stages),
  line: integer(0, 99),
  kind: text(60),
  formula: text(500),
  done: record(integer(0, 7), REMEMBERED),
});

export const firstStage = ({ deck }: CardId): Stage => (deck === "faded" ? "mend" : "line");

export const beginning = (id: CardId, done: Kept["done"]): Kept => ({ ...id, stage: firstStage(id), done });

/** What a link says of this route, as far as it makes sense. */
export function keptFrom(value: unknown): Kept {
  const found = read(value) ?? {};
  const id = { deck: found.deck ?? "faded", number: found.number ?? 0 };
  return { ...beginning(id, found.done ?? new Map()), ...found, ...id };
}

/** The same with one more thing done on its card. */
export function withDone(kept: Kept, what: keyof typeof did): Kept {
  const key = keyOf(kept);
  const bits = (kept.done.get(key) ?? 0) | did[what];
  const others = [...kept.done].filter(([other]) => other !== key).slice(1 - REMEMBERED);
  return { ...kept, done: new Map([...others, [key, bits]]) };
}

/** Whether the line, the slip and the formula of a card were all found. */
export const isWhole = (kept: Kept): boolean =>
  kept.done.get(keyOf(kept)) === (did.line | did.kind | did.mend);

export function scoreOf({ done }: Kept): Readonly<Record<keyof typeof did, number>> {
  const count = (bit: number): number => [...done.values()].filter((bits) => (bits & bit) !== 0).length;
  return { line: count(did.line), kind: count(did.kind), mend: count(did.mend) };
}
