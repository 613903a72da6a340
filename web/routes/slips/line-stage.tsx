import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useApp } from "../../app/context.ts";
import { useWords } from "../../app/words.ts";
import type { StageProps } from "./card.tsx";
import { Counterexample } from "./counterexample.tsx";
import { Feedback, type Remark } from "./feedback.tsx";
import { LineFormula } from "./line-list.tsx";
import { words } from "./words.ts";

/** Lines that a hint leaves unmarked. */
const LEFT = 2;

/** Which line is wrong. */
export function LineStage({ view, kept, keep, verdict, advance }: StageProps): JSX.Element {
  const t = useWords(words);
  const lang = useApp().lang.value;
  const [remark, setRemark] = useState<Remark>();
  const [isHinted, setHinted] = useState(false);
  const [isCountered, setCountered] = useState(false);
  const isOpen = kept.stage === "line";
  const wrong = verdict?.start;
  const proved = view.lines.filter(({ start }) => verdict?.proved.includes(start) === true);
  const marked = new Set(isHinted ? proved.slice(0, view.lines.length - LEFT).map(({ start }) => start) : []);
  return (
    <form class="stage" onSubmit={submit}>
      <fieldset>
        <legend data-stage="line" tabIndex={-1}>
          {t("task.find")}
        </legend>
        <ol class="lines">
          {view.lines.map((line, k) => (
            <li
              key={line.start}
              class={!isOpen && line.start === wrong ? "slipped" : undefined}
              onClick={() => pick(k)}
            >
              <label class="count">
                <input
                  type="radio"
                  name="line"
                  checked={kept.line === k}
                  disabled={!isOpen}
                  aria-label={`${t("line", { number: k + 1 })}: ${line.speech?.[lang] ?? line.text}`}
                  onChange={() => pick(k)}
                />
                <span aria-hidden="true">{k + 1}</span>
              </label>
              <LineFormula line={line} />
              {marked.has(line.start) && <span class="mark">✓</span>}
            </li>
          ))}
        </ol>
      </fieldset>
      {isOpen && (
        <div class="actions">
          <button type="submit" class="primary" disabled={verdict === undefined}>
            {t("check")}
          </button>
          <button
            type="button"
            data-hint
            disabled={verdict === undefined || isHinted}
            aria-keyshortcuts="h"
            onClick={hint}
          >
            {t("hint")}
          </button>
          {verdict?.witness !== undefined && (
            <button type="button" aria-expanded={isCountered} onClick={() => setCountered(!isCountered)}>
              {t("counterexample")}
            </button>
          )}
          <button type="button" disabled={verdict === undefined} onClick={show}>
            {t("show")}
          </button>
          {verdict === undefined && <span role="status">{t("waiting")}</span>}
        </div>
      )}
      {isOpen && isCountered && verdict !== undefined && (
        <div class="countered" role="status">
          <Counterexample verdict={verdict} />
        </div>
      )}
      <Feedback remark={remark} />
    </form>
  );

  function pick(k: number): void {
    if (isOpen && kept.line !== k) keep({ ...kept, line: k });
  }

  function hint(): void {
    setHinted(true);
    setRemark({ kind: "hint", text: t("line.hint") });
  }

  function show(): void {
    const k = view.lines.findIndex(({ start }) => start === wrong);
    setRemark(undefined);
    advance({ ...kept, line: k });
  }

  function submit(event: Event): void {
    event.preventDefault();
    const chosen = kept.line === undefined ? undefined : view.lines[kept.line];
    if (verdict === undefined || !isOpen) return;
    if (chosen === undefined) return setRemark({ kind: "hint", text: t("line.choose") });
    const number = kept.line! + 1;
    if (chosen.start === wrong) {
      setRemark({ kind: "well", text: t("line.wrong", { number }) });
      return advance(kept, "line");
    }
    const isProved = verdict.proved.includes(chosen.start);
    return setRemark({ kind: "fault", text: t(isProved ? "line.right" : "line.other", { number }) });
  }
}
