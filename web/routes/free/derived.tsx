import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useApp, useText } from "../../app/context.ts";
import { useWords } from "../../app/words.ts";
import type { StepView } from "../../engine/steps.ts";
import { Step } from "../notes/step.tsx";
import { words } from "./words.ts";

const forms = ["index", "matrix"] as const;
const levels = ["level.idea", "level.rule", "level.algebra"] as const;

/** The steps that the engine derives from the text, with the closed form of every gradient. */
export function Derived({ steps }: { readonly steps: readonly StepView[] }): JSX.Element {
  const t = useWords(words);
  const page = useText();
  const { form, level } = useApp();
  const [current, setCurrent] = useState<string>();
  return (
    <section aria-labelledby="derived-title" class="derived">
      <header>
        <h3 id="derived-title">{t("derived")}</h3>
        <div role="group" class="choice" aria-label={page("level")}>
          {levels.map((name, k) => (
            <button key={name} type="button" aria-pressed={level.value === k} onClick={() => unfold(k)}>
              {page(name)}
            </button>
          ))}
        </div>
        <div role="group" class="choice" aria-label={page("form")}>
          {forms.map((name) => (
            <button key={name} type="button" aria-pressed={form.value === name} onClick={() => write(name)}>
              {page(`form.${name}`)}
            </button>
          ))}
        </div>
      </header>
      <ol class="steps" aria-label={t("steps")}>
        {steps.map((step) => (
          <Step
            key={step.id}
            step={step}
            level={level.value}
            isCurrent={step.id === current}
            notes={[]}
            onChoose={() => setCurrent(step.id)}
          />
        ))}
      </ol>
    </section>
  );

  function unfold(to: number): void {
    level.value = to;
  }

  function write(name: (typeof forms)[number]): void {
    form.value = name;
  }
}
