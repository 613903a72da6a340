import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { useApp, useText } from "../../app/context.ts";
import { isTyping } from "../../app/typing.ts";
import type { Lesson } from "../../engine/lesson.ts";
import { stepsOf, type StepView } from "../../engine/steps.ts";
import type { Verdict } from "../../engine/verdicts.ts";
import type { Key } from "../../i18n/text.ts";
import { linesFor } from "../../notes/lines.ts";
import { notesModel } from "../../notes/model.ts";
import type * as MoreModule from "./more.tsx";
import type * as PathsModule from "./path-values.tsx";
import type * as RowsModule from "../../engine/rows.ts";
import type * as VerdictsModule from "./verdicts.ts";
import { FadedDetails } from "./faded-details.tsx";
import { Step } from "./step.tsx";

type More = typeof MoreModule & typeof PathsModule & typeof RowsModule & typeof VerdictsModule;

const levels: readonly Key[] = ["level.idea", "level.rule", "level.algebra"];
const forms = ["index", "matrix"] as const;

/** The numbered steps, forward and backward, and how they are shown. */
export function Derivation({ lesson }: { readonly lesson: Lesson }): JSX.Element {
  const t = useText();
  const app = useApp();
  const { lang, form, level, step: current } = app;
  const { more, verdicts } = useMore(lesson.text);
  const steps = useMemo(
    () => stepsOf(lesson, form.value, lang.value, t("step.definition"), more?.inRows),
    [lesson, form.value, lang.value, more?.inRows],
  );
  const [unfolded, setUnfolded] = useState<ReadonlyMap<string, number>>(new Map());
  useKeys(steps, (id) => setUnfolded(new Map(unfolded).set(id, ((unfolded.get(id) ?? level.value) + 1) % 3)));
  const start = steps.findIndex(({ direction }) => direction === "backward");
  const isNotes = lesson.text === notesModel;
  const show = (step: StepView, k: number): JSX.Element => (
    <Step
      key={step.id}
      step={step}
      level={unfolded.get(step.id) ?? level.value}
      isCurrent={k === current.value}
      notes={isNotes ? linesFor(step.direction, step.subject) : []}
      onChoose={() => {
        current.value = k;
      }}
      status={more && <more.Status step={step} verdict={verdicts?.[k - start]} />}
      why={more && <more.Why step={step} />}
    >
      {more !== undefined && step.direction === "backward" && step.subject !== undefined && (
        <more.PathValues lesson={lesson} subject={step.subject} />
      )}
    </Step>
  );
  return (
    <section class="pane derivation" aria-labelledby="derivation-title">
      <header>
        <h2 id="derivation-title">{t("derivation")}</h2>
        <div role="group" class="choice" aria-label={t("level")}>
          {levels.map((name, k) => (
            <button key={name} type="button" aria-pressed={level.value === k} onClick={() => unfoldAll(k)}>
              {t(name)}
            </button>
          ))}
        </div>
        <div role="group" class="choice" aria-label={t("form")}>
          {forms.map((name) => (
            <button key={name} type="button" aria-pressed={form.value === name} onClick={() => choose(name)}>
              {t(`form.${name}`)}
            </button>
          ))}
        </div>
      </header>
      <h3 id="forward-title">{t("forward")}</h3>
      <ol class="steps" aria-labelledby="forward-title">
        {steps.slice(0, start).map(show)}
      </ol>
      <h3 id="backward-title">{t("backward")}</h3>
      <ol class="steps" aria-labelledby="backward-title">
        {steps.slice(start).map((step, k) => show(step, start + k))}
      </ol>
      {isNotes && <FadedDetails />}
    </section>
  );

  function unfoldAll(to: number): void {
    setUnfolded(new Map());
    level.value = to;
  }

  function choose(name: (typeof forms)[number]): void {
    form.value = name;
  }
}

async function fetchMore(): Promise<More> {
  const [more, paths, rows, verdicts] = await Promise.all([
    import("./more.tsx"),
    import("./path-values.tsx"),
    import("../../engine/rows.ts"),
    import("./verdicts.ts"),
  ]);
  return { ...more, ...paths, ...rows, ...verdicts };
}

/** What is fetched behind the derivation, and what the checker says of its steps. */
function useMore(text: string): { readonly more?: More; readonly verdicts?: readonly Verdict[] } {
  const [more, setMore] = useState<More>();
  const [verdicts, setVerdicts] = useState<readonly Verdict[]>();
  useEffect(() => void fetchMore().then(setMore), []);
  useEffect(() => {
    setVerdicts(undefined);
    return more?.judge(text, setVerdicts);
  }, [more, text]);
  return { ...(more && { more }), ...(verdicts && { verdicts }) };
}

/** j and k step, Home and End go to the ends, Enter unfolds, p pins, Escape releases. */
function useKeys(steps: readonly StepView[], unfold: (id: string) => void): void {
  const { step, pointer } = useApp();
  useEffect(() => {
    const last = steps.length - 1;
    const go = (to: number): void => {
      step.value = Math.max(0, Math.min(last, to));
      const id = steps[step.value]?.id;
      document.getElementById(`step-${id}`)?.querySelector<HTMLElement>(".formula")?.focus();
    };
    const actions: Readonly<Record<string, () => void>> = {
      j: () => go(step.value + 1),
      k: () => go(step.value - 1),
      ArrowRight: () => go(step.value + 1),
      ArrowLeft: () => go(step.value - 1),
      Home: () => go(0),
      End: () => go(last),
      Enter: () => unfold(steps[step.value]?.id ?? ""),
      p: () => {
        const id = pointer.hot.value ?? steps[step.value]?.node;
        if (id !== undefined) pointer.toggle(id);
      },
      Escape: () => pointer.clear(),
    };
    const press = (event: KeyboardEvent): void => {
      const isElsewhere = event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target);
      const onControl =
        event.target instanceof Element && event.target.closest("button, a, summary") !== null;
      if (isElsewhere || (event.key === "Enter" && onControl)) return;
      const act = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
      if (act === undefined) return;
      if (event.key !== "Escape" && event.key !== "p") event.preventDefault();
      act();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [steps, unfold]);
}
