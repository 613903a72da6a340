import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useApp, useText } from "../../app/context.ts";
import { numberText } from "../../app/number-text.ts";
import type { Differences } from "../../engine/differences.ts";
import type { Lesson } from "../../engine/lesson.ts";
import { presets } from "../../engine/presets.ts";
import { notesModel } from "../../notes/model.ts";
import { TensorTable } from "./tensor-table.tsx";

const roles = ["param", "input", "label", "const"];

/** The numbers the model runs at, each to be changed; beside every partial its finite difference. */
export function Numbers({ lesson }: { readonly lesson: Lesson }): JSX.Element {
  const t = useText();
  const app = useApp();
  const [said, setSaid] = useState("");
  const differences = app.differences.value;
  const cost = app.reading.value?.cost;
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
          <output>{cost === undefined ? t("numbers.none") : numberText(cost, 6)}</output>
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
      {differences !== undefined && <Summary differences={differences} />}
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
    if (preset !== undefined) app.changed.value = preset.at(app.origin.value, lesson.model);
  }

  /** Numbers are spoken when they rest, not while they move. */
  function say(what: string): void {
    const now = app.reading.peek()?.cost;
    const direction =
      cost === undefined || now === undefined || now === cost ? "same" : now > cost ? "up" : "down";
    setSaid(
      `${what}, ${lesson.derivation.of} ${now === undefined ? "" : numberText(now)}, ${t(`moved.${direction}`)}`,
    );
  }
}

/** What the differences say, in one line: a point can also prove nothing. */
function Summary({ differences }: { readonly differences: Differences }): JSX.Element {
  const t = useText();
  const { partials, vacuous } = differences;
  const judged = partials.filter(({ verdict }) => verdict !== "kink");
  const agreeing = judged.filter(({ verdict }) => verdict === "agrees" || verdict === "zero").length;
  const kinks = partials.length - judged.length;
  const worst = Math.max(0, ...judged.map(({ error }) => error));
  return (
    <p class="summary">
      {vacuous
        ? `⚠ ${t("check.vacuous")}`
        : t("check.summary", { agreeing, count: judged.length, worst: numberText(worst) })}
      {kinks > 0 && ` ⚠ ${t("check.kinks", { kinks })}`}
    </p>
  );
}
