import type { JSX } from "preact";
import { useWords } from "../../app/words.ts";
import type { Inquiry } from "./inquiry.ts";
import { signs, tally } from "./status.ts";
import { LONGEST } from "./text.ts";
import { words } from "./words.ts";

interface Props {
  readonly text: string;
  /** What is known of the text; undefined while nothing is. */
  readonly inquiry: Inquiry | undefined;
  readonly onCancel: () => void;
}

/** The verdict in a sentence, and every line's in a list. */
export function Verdict({ text, inquiry, onCancel }: Props): JSX.Element {
  const t = useWords(words);
  const isWaiting = inquiry?.state === "waiting";
  const lines = inquiry?.lines ?? [];
  return (
    <>
      <p id="free-verdict" class="verdict" aria-live="polite">
        {sentence()}{" "}
        {isWaiting && (
          <button type="button" onClick={onCancel}>
            {t("cancel")}
          </button>
        )}
      </p>
      {lines.length > 0 && (
        <details>
          <summary>{t("lines")}</summary>
          <ol class="judged">
            {lines.map(({ line, status }, k) => (
              <li key={k} class={status}>
                <span class="sign" aria-hidden="true">
                  {signs[status]}
                </span>{" "}
                {t("line", { line })}: {t(`status.${status}`)}
              </li>
            ))}
          </ol>
        </details>
      )}
    </>
  );

  function sentence(): string {
    if (text.trim() === "") return t("verdict.empty");
    if (text.length > LONGEST) return t("verdict.long", { limit: LONGEST });
    if (inquiry === undefined || isWaiting) return t("checking");
    if (inquiry.state === "cancelled") return t("cancelled");
    if (inquiry.state === "failed") return t("failed", { message: inquiry.failure });
    const { count, wrong, open } = tally(lines);
    const mistakes = inquiry.read.filter(({ severity }) => severity === "error").length;
    if (wrong > 0) return `✗ ${t("verdict.wrong", { wrong, count })}`;
    if (mistakes > 0) return `✗ ${t("verdict.unread", { mistakes })}`;
    if (open > 0) return `◌ ${t("verdict.open", { open, count })}`;
    return count === 0 ? t("verdict.only") : `✓ ${t("verdict.holds", { count })}`;
  }
}
