import { fields, integer, list, oneOf, type Reader } from "../../state/validate.ts";
import { keyOf, type CardId } from "./cards.ts";

/** A card that comes back: how often it did, and when it is due, in milliseconds since 1970. */
export interface Revisit extends CardId {
  readonly round: number;
  readonly due: number;
}

const DAY = 86_400_000;

/** Days after which a card comes back: forgetting begins after one, and what is known after seven stays. */
const days = [1, 3, 7] as const;

/** More cards than this are not learned but hoarded. */
const MOST = 50;

const KEY = "chainrule.revisits";

const each = fields<Revisit>({
  deck: oneOf("notes", "made"),
  number: integer(0, 99_999),
  round: integer(0, days.length - 1),
  due: integer(0, Number.MAX_SAFE_INTEGER),
});

const whole: Reader<Revisit> = (value) => {
  const { deck, number, round, due } = each(value) ?? {};
  return deck === undefined || number === undefined || round === undefined || due === undefined
    ? undefined
    : { deck, number, round, due };
};

const reader = list(whole, MOST);

/** What the browser keeps; nothing where it keeps none, or what it keeps is no list of cards. */
export function readRevisits(): readonly Revisit[] {
  try {
    return reader(JSON.parse(localStorage.getItem(KEY) ?? "[]")) ?? [];
  } catch {
    return [];
  }
}

export function writeRevisits(revisits: readonly Revisit[]): void {
  try {
    if (revisits.length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(revisits));
  } catch {
    // Storage may be full or forbidden: then nothing comes back.
  }
}

/**
 * The list after a card was answered. One that was not wholly found comes back after a day; one that was, later each
 * time, and after the last time no more. An answer before its day changes nothing.
 */
export function afterAnswer(
  revisits: readonly Revisit[],
  { deck, number }: CardId,
  isFound: boolean,
  now: number,
): readonly Revisit[] {
  const known = revisits.find((one) => keyOf(one) === keyOf({ deck, number }));
  if (known !== undefined && isFound && now < known.due) return revisits;
  const others = revisits.filter((one) => one !== known);
  const round = known !== undefined && isFound ? known.round + 1 : 0;
  const wait = days[round];
  if (wait === undefined) return others;
  return [...others, { deck, number, round, due: now + wait * DAY }].slice(-MOST);
}

/** Whole days until a card is due; 0 where it is. */
export const daysUntil = ({ due }: Revisit, now: number): number => Math.max(0, Math.ceil((due - now) / DAY));
