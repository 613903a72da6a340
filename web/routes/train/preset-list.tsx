import "./presets.css";
import type { JSX } from "preact";
import { useWords } from "../../app/words.ts";
import { presets } from "./presets.ts";
import { usual, type Settings } from "./settings.ts";
import { words } from "./words.ts";

const isSame = (a: Settings, b: Settings): boolean =>
  (Object.keys(usual) as (keyof Settings)[]).every((name) => a[name] === b[name]);

interface Props {
  readonly settings: Settings;
  readonly onChoose: (settings: Settings) => void;
}

/** Lessons to choose: each sets everything a run depends on, and goes to its end. */
export function Presets({ settings, onChoose }: Props): JSX.Element {
  const t = useWords(words);
  return (
    <div role="group" class="presets" aria-label={t("presets")}>
      <span aria-hidden="true">{t("presets")}</span>
      {presets.map(({ name, settings: preset }) => (
        <button
          key={JSON.stringify(preset)}
          type="button"
          aria-pressed={isSame(settings, preset)}
          onClick={() => onChoose(preset)}
        >
          {t(name, { ...preset })}
        </button>
      ))}
    </div>
  );
}
