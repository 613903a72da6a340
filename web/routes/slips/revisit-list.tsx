import type { JSX } from "preact";
import { useWords } from "../../app/words.ts";
import { keyOf, type CardId } from "./cards.ts";
import { daysUntil, type Revisit } from "./revisits.ts";
import { words } from "./words.ts";

interface Props {
  readonly revisits: readonly Revisit[];
  readonly onGo: (id: CardId) => void;
  readonly onClear: () => void;
}

/** Cards that come back after one, three and seven days, those that are due first. */
export function RevisitList({ revisits, onGo, onClear }: Props): JSX.Element {
  const t = useWords(words);
  const now = Date.now();
  const inOrder = revisits.toSorted((a, b) => a.due - b.due);
  return (
    <section aria-labelledby="revisits-title" class="revisits">
      <h3 id="revisits-title">{t("revisits")}</h3>
      <p class="legend">{t("revisits.about")}</p>
      {revisits.length === 0 ? (
        <p class="legend">{t("revisits.none")}</p>
      ) : (
        <>
          <ol>
            {inOrder.map((one) => (
              <li key={keyOf(one)}>
                <button type="button" onClick={() => onGo(one)}>
                  {t(`revisits.${one.deck === "notes" ? "notes" : "made"}`, { number: one.number + 1 })}
                </button>{" "}
                <span class={daysUntil(one, now) === 0 ? "due" : "legend"}>{when(daysUntil(one, now))}</span>
              </li>
            ))}
          </ol>
          <button type="button" onClick={onClear}>
            {t("revisits.clear")}
          </button>
        </>
      )}
    </section>
  );

  function when(days: number): string {
    if (days === 0) return t("revisits.due");
    return days === 1 ? t("revisits.tomorrow") : t("revisits.days", { days });
  }
}
