import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useApp } from "../../app/context.ts";
import { useWords } from "../../app/words.ts";
import type { StageProps } from "./card.tsx";
import { explanationOf } from "./explanation.ts";
import { Feedback, type Remark } from "./feedback.tsx";
import { slipNames } from "./names.ts";
import { words } from "./words.ts";

/** Which slip it is, from a menu. */
export function KindStage({
  kept,
  keep,
  verdict,
  advance,
  place,
}: StageProps & { readonly place: number }): JSX.Element {
  const t = useWords(words);
  const lang = useApp().lang.value;
  const [remark, setRemark] = useState<Remark>();
  const isOpen = kept.stage === "kind";
  const nameOf = (id: string): string => slipNames[id]?.[lang] ?? id;
  return (
    <form class="stage" onSubmit={submit}>
      <fieldset>
        <legend data-stage="kind" tabIndex={-1}>
          {t("kind.ask", { number: place })}
        </legend>
        <div class="kinds">
          {(verdict?.menu ?? []).map((id) => (
            <label key={id} class={!isOpen && verdict?.kinds.includes(id) === true ? "well" : undefined}>
              <input
                type="radio"
                name="kind"
                checked={kept.kind === id}
                disabled={!isOpen}
                onChange={() => keep({ ...kept, kind: id })}
              />
              {nameOf(id)}
            </label>
          ))}
        </div>
      </fieldset>
      {isOpen && (
        <div class="actions">
          <button type="submit" class="primary">
            {t("check")}
          </button>
          <button type="button" data-hint aria-keyshortcuts="h" onClick={hint}>
            {t("hint")}
          </button>
          <button type="button" onClick={() => advance({ ...kept, kind: verdict?.kinds[0] })}>
            {t("show")}
          </button>
        </div>
      )}
      <Feedback remark={remark} />
    </form>
  );

  function hint(): void {
    const [, text] = explanationOf(verdict?.code, lang);
    if (text !== undefined) setRemark({ kind: "hint", text });
  }

  function submit(event: Event): void {
    event.preventDefault();
    const { kind } = kept;
    if (!isOpen || verdict === undefined) return;
    if (kind === undefined) return setRemark({ kind: "hint", text: t("kind.choose") });
    if (!verdict.kinds.includes(kind))
      return setRemark({ kind: "fault", text: t("kind.no", { name: nameOf(kind) }) });
    setRemark({ kind: "well", text: t("kind.yes", { name: nameOf(kind) }) });
    return advance(kept, "kind");
  }
}
