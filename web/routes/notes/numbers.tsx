import { useComputed, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { Lang } from "../../../src/index.ts";
import { useApp, useText } from "../../app/context.ts";
import { numberText } from "../../app/number-text.ts";
import type { Differences } from "../../engine/differences.ts";
import type { Lesson } from "../../engine/lesson.ts";
import { presets } from "../../engine/presets.ts";
import { text } from "../../i18n/text.ts";
import { notesModel } from "../../notes/model.ts";
import { ErrorCurveDetails } from "./error-curve-details.tsx";
import { TensorTable } from "./tensor-table.tsx";

const roles = ["param", "input", "label", "const"];

/** The numbers the model runs at, each to be changed; beside every partial its finite difference. */
export function Numbers({ lesson }: { readonly lesson: Lesson }): JSX.Element {
  const t = useText();
  const app = useApp();
  const said = useSignal("");
  const spoken = useRef<number>(undefined);
  spoken.current ??= app.reading.peek()?.cost;
  const declared = [...lesson.model.declarations.values()].sort(
    (a, b) => roles.indexOf(a.role) - roles.indexOf(b.role),
  );
  const offered = presets.filter(({ notesOnly }) => !notesOnly || lesson.text === notesModel);
  return (
    <section class="pane numbers" aria-labelledby="numbers-title">
      <header>
        <h2 id="numbers-title">{t("numbers")}</h2>
        <p class="cost" data-n={lesson.identity.idOfName(lesson.derivation.of)}>
          {lesson.derivation.of}{" "}
          <output>
            {useComputed(() => {
              const cost = app.reading.value?.cost;
              return cost === undefined ? text("numbers.none", app.lang.value) : numberText(cost, 6);
            })}
          </output>
        </p>
      </header>
      <div class="tools">
        <label>
          {t("preset")}{" "}
          <select onChange={(event) => apply(event.currentTarget.value)}>
            {offered.map(({ id }) => (
              <option key={id} value={id}>
                {t(`preset.${id}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          ε{" "}
          <input
            type="range"
            min={1}
            max={12}
            step={1}
            value={-Math.log10(app.epsilon.value)}
            aria-label={t("epsilon")}
            aria-valuetext={`10^−${Math.round(-Math.log10(app.epsilon.value))}`}
            onInput={(event) => {
              app.epsilon.value = Number(`1e-${event.currentTarget.value}`);
            }}
          />{" "}
          <span class="epsilon">
            10<sup>−{Math.round(-Math.log10(app.epsilon.value))}</sup>
          </span>
        </label>
      </div>
      <Summary />
      <ErrorCurveDetails />
      {declared.map(({ name, role }) => (
        <TensorTable key={name} lesson={lesson} name={name} role={role} onRest={say} />
      ))}
      <p class="hidden" aria-live="polite">
        {said}
      </p>
    </section>
  );

  function apply(id: string): void {
    const preset = presets.find((one) => one.id === id);
    if (preset === undefined) return;
    app.changed.value = preset.at(app.origin.peek(), lesson.model);
  }

  /** Numbers are spoken when they rest, not while they move. */
  function say(what: string): void {
    const [before, now] = [spoken.current, app.reading.peek()?.cost];
    spoken.current = now;
    const direction =
      before === undefined || now === undefined || now === before ? "same" : now > before ? "up" : "down";
    said.value = `${what}, ${lesson.derivation.of} ${now === undefined ? "" : numberText(now)}, ${t(`moved.${direction}`)}`;
  }
}

/** What the differences say, in one line: a point can also prove nothing. */
function Summary(): JSX.Element {
  const { differences, lang } = useApp();
  return (
    <p class="summary">
      {useComputed(() => (differences.value === undefined ? "" : summary(differences.value, lang.value)))}
    </p>
  );
}

function summary({ partials, vacuous }: Differences, lang: Lang): string {
  const judged = partials.filter(({ verdict }) => verdict !== "kink");
  const agreeing = judged.filter(({ verdict }) => verdict === "agrees" || verdict === "zero").length;
  const kinks = partials.length - judged.length;
  const worst = Math.max(0, ...judged.map(({ error }) => error));
  const found = vacuous
    ? `⚠ ${text("check.vacuous", lang)}`
    : text("check.summary", lang, { agreeing, count: judged.length, worst: numberText(worst) });
  return kinks > 0 ? `${found} ⚠ ${text("check.kinks", lang, { kinks })}` : found;
}
