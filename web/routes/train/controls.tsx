import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useWords } from "../../app/words.ts";
import { dataNames, hiddenCounts, ranges, rates, type Settings } from "./settings.ts";
import { words } from "./words.ts";

interface Props {
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
}

/** What a run depends on; a change begins it anew. */
export function Controls({ settings, onChange }: Props): JSX.Element {
  const t = useWords(words);
  return (
    <fieldset class="controls">
      <legend class="hidden">{t("controls")}</legend>
      <div role="group" class="choice" aria-label={t("data")}>
        {dataNames.map((data) => (
          <button
            key={data}
            type="button"
            aria-pressed={settings.data === data}
            onClick={() => onChange({ ...settings, data })}
          >
            {t(`data.${data}`)}
          </button>
        ))}
      </div>
      <div role="group" class="choice" aria-label={t("hidden")}>
        {hiddenCounts.map((hidden) => (
          <button
            key={hidden}
            type="button"
            aria-pressed={settings.hidden === hidden}
            onClick={() => onChange({ ...settings, hidden })}
          >
            {t("hidden.count", { count: hidden })}
          </button>
        ))}
      </div>
      {(["seed", "rate", "epochs", "batch"] as const).map((name) => (
        <Field
          key={name}
          name={name}
          value={settings[name]}
          onChange={(value) => onChange({ ...settings, [name]: value })}
        />
      ))}
      <div class="rates">
        <span aria-hidden="true">η =</span>
        <div role="group" class="choice" aria-label={t("rates")}>
          {rates.map((rate) => (
            <button
              key={rate}
              type="button"
              aria-pressed={settings.rate === rate}
              onClick={() => onChange({ ...settings, rate })}
            >
              {rate}
            </button>
          ))}
        </div>
      </div>
    </fieldset>
  );
}

interface FieldProps {
  readonly name: "seed" | "rate" | "epochs" | "batch";
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/**
 * A number that takes effect when it is left or entered; one out of its range is refused and said. What is typed is
 * kept as state: a render in the meantime, as the data's arrival makes one, would otherwise take it back.
 */
function Field({ name, value, onChange }: FieldProps): JSX.Element {
  const t = useWords(words);
  const [typed, setTyped] = useState<string>();
  const [isRefused, setIsRefused] = useState(false);
  const [low, high] = ranges[name];
  const isWhole = name !== "rate";
  const hint = `${name}-hint`;
  return (
    <label class="field">
      <span>{t(name)}</span>
      <input
        type="number"
        inputMode="decimal"
        min={low}
        max={high}
        step={isWhole ? 1 : "any"}
        value={typed ?? value}
        aria-invalid={isRefused}
        aria-describedby={isRefused || name === "batch" ? hint : undefined}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onChange={(event) => take(event.currentTarget.value)}
      />
      {
        isRefused ? (
          <small id={hint} class="fault" role="alert">
            {t(isWhole ? "whole" : "range", { low, high })}
          </small>
        ) : (
          name === "batch" && <small id={hint}>{t("batch.all")}</small>
        ) /* prettier-ignore */
      }
    </label>
  );

  function take(text: string): void {
    const number = Number(text);
    const isFine = text.trim() !== "" && number >= low && number <= high && (!isWhole || Number.isInteger(number)); // prettier-ignore
    setIsRefused(!isFine);
    if (!isFine) return setTyped(text);
    setTyped(undefined);
    onChange(number);
  }
}
