import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useApp } from "../../app/context.ts";
import { useWords } from "../../app/words.ts";
import type { StageProps } from "./card.tsx";
import type { Client } from "./client.ts";
import { Feedback, type Remark } from "./feedback.tsx";
import { words } from "./words.ts";
import { witnessText } from "./witness.ts";

interface Props extends StageProps {
  readonly client: Client;
  readonly place: number;
}

/** The right formula, if the learner likes to write it. */
export function MendStage({ client, view, kept, keep, verdict, advance, place }: Props): JSX.Element {
  const t = useWords(words);
  const lang = useApp().lang.value;
  const [remark, setRemark] = useState<Remark>();
  const [isBusy, setBusy] = useState(false);
  const isOpen = kept.stage === "mend";
  const isBlank = view.blank !== undefined;
  const start = view.blank ?? verdict?.start;
  const written = kept.formula ?? (isBlank ? "" : (verdict?.written ?? ""));
  return (
    <form class="stage" onSubmit={(event) => void submit(event)}>
      <h3 data-stage="mend" tabIndex={-1}>
        {t("mend.ask", { number: place })}
      </h3>
      <label class="stacked" for="mend">
        {t("mend.label")}
      </label>
      <input
        id="mend"
        type="text"
        class="written"
        value={written}
        readOnly={!isOpen}
        maxLength={500}
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        aria-describedby="mend-how"
        onInput={(event) => keep({ ...kept, formula: event.currentTarget.value })}
      />
      <p id="mend-how" class="legend">
        {t(kept.deck === "notes" ? "mend.tex" : "mend.chain")}
      </p>
      {isOpen && (
        <div class="actions">
          <button type="submit" class="primary" disabled={isBusy || start === undefined}>
            {t("check")}
          </button>
          <button
            type="button"
            data-hint
            aria-keyshortcuts="h"
            disabled={verdict === undefined}
            onClick={hint}
          >
            {t("hint")}
          </button>
          <button type="button" disabled={verdict === undefined} onClick={() => advance(kept)}>
            {t(isBlank ? "show" : "skip")}
          </button>
          {isBusy && <span role="status">{t("waiting")}</span>}
        </div>
      )}
      <Feedback remark={remark} />
    </form>
  );

  function hint(): void {
    const numbers = verdict && witnessText(verdict, t);
    const names = verdict?.expected?.text.match(/[A-Za-z]\w*/g) ?? [];
    setRemark({ kind: "hint", text: numbers ?? [...new Set(names)].join(", ") });
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (!isOpen || isBusy || start === undefined) return;
    if (written.trim() === "") return setRemark({ kind: "hint", text: t("mend.empty") });
    setBusy(true);
    const { deck, number } = kept;
    const answer = await client.answer({ deck, number }, start, written).catch(() => undefined);
    setBusy(false);
    if (answer?.holds !== true)
      return setRemark({ kind: "fault", text: t("mend.no"), messages: answer?.messages[lang] ?? [] });
    setRemark({ kind: "well", text: t("mend.yes") });
    return advance({ ...kept, formula: written }, "mend");
  }
}
