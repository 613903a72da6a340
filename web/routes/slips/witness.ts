import { numberText } from "../../app/number-text.ts";
import type { Values } from "../../i18n/text.ts";
import type { CardVerdict } from "./desk.ts";
import type { Word } from "./words.ts";

type Say = (word: Word, values?: Values) => string;

/** What a counterexample shows, in a sentence; undefined where there is none. */
export function witnessText({ witness }: CardVerdict, t: Say): string | undefined {
  if (witness === undefined) return undefined;
  const { entry, claimed, true: right, difference } = witness;
  const numbers = { claimed: numberText(claimed), right: numberText(right) };
  const found =
    entry.length === 0
      ? t("verdict.numbers.scalar", numbers)
      : t("verdict.numbers", { ...numbers, entry: t("verdict.entry", { entry: entry.join(", ") }) });
  return difference === undefined
    ? found
    : `${found} ${t("verdict.difference", { difference: numberText(difference) })}`;
}
