import type { JSX } from "preact";
import { useWords } from "../../app/words.ts";
import type { Evaluation, UnitActivity } from "../../../train/index.ts";
import { words, type WordKey } from "./words.ts";

interface ConfusionProps {
  readonly caption: WordKey;
  readonly evaluation: Evaluation;
  readonly names: readonly string[];
}

/** True classes in rows, predicted ones in columns. */
export function Confusion({ caption, evaluation, names }: ConfusionProps): JSX.Element {
  const t = useWords(words);
  return (
    <table class="plain confusion">
      <caption>{t(caption)}</caption>
      <thead>
        <tr>
          <th scope="col" class="corner">
            {t("confusion.corner")}
          </th>
          {names.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {(evaluation.confusion ?? []).map((row, truth) => (
          <tr key={names[truth]}>
            <th scope="row">{names[truth]}</th>
            {row.map((count, guess) => (
              <td key={names[guess]} class={truth === guess ? "right" : count > 0 ? "wrong" : "none"}>
                {count}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** For how many rows each hidden unit is on. */
export function Units({ units }: { readonly units: readonly UnitActivity[] }): JSX.Element {
  const t = useWords(words);
  return (
    <>
      <p class="soft">{t("units.about", { rows: units[0]?.rows ?? 0 })}</p>
      <ul class="units">
        {units.flatMap(({ tensor, active, rows }) =>
          active.map((count, k) => (
            <li key={`${tensor}${k}`} class={count === 0 ? "dead" : ""}>
              <span>{t("unit", { unit: k + 1 })}</span>
              <span class="bar" aria-hidden="true">
                <span style={{ width: `${(100 * count) / rows}%` }} />
              </span>
              <span class="count">
                {t("unit.on", { active: count, rows })}
                {count === 0 && <strong> · {t("unit.dead")}</strong>}
              </span>
            </li>
          )),
        )}
      </ul>
    </>
  );
}
