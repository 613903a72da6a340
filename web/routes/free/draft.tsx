import "../../style/overlay.css";
import type { JSX, RefObject } from "preact";
import { useWords } from "../../app/words.ts";
import type { LineSaid, Said } from "./messages.ts";
import { piecesOf } from "./pieces.ts";
import { signs, worstByLine } from "./status.ts";
import { words } from "./words.ts";

interface Props {
  readonly text: string;
  readonly said: readonly Said[];
  readonly lines: readonly LineSaid[];
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly onChange: (text: string) => void;
}

/** A plain text field over its own text, in which what is wrong is underlined and every line has its sign. */
export function Draft({ text, said, lines, field, onChange }: Props): JSX.Element {
  const t = useWords(words);
  const worst = worstByLine(lines, said, text);
  const count = text.split("\n").length;
  return (
    <div class="draft overlay">
      <div class="sheet">
        <ol class="signs" aria-hidden="true">
          {Array.from({ length: count }, (_, k) => {
            const status = worst.get(k + 1);
            return (
              <li key={k} class={status}>
                <span>{k + 1}</span>
                <b>{status === undefined ? "" : signs[status]}</b>
              </li>
            );
          })}
        </ol>
        <pre aria-hidden="true">
          <code>
            {piecesOf(text, said).map(
              ({ text: piece, mark }, k) =>
                mark === undefined ? (
                  piece
                ) : (
                  <u key={k} class={mark}>
                    {piece}
                  </u>
                ) /* prettier-ignore */,
            )}
            {"\n"}
          </code>
        </pre>
        <textarea
          ref={field}
          aria-label={t("text")}
          aria-describedby="free-verdict"
          value={text}
          spellcheck={false}
          autocapitalize="off"
          autocomplete="off"
          wrap="off"
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      </div>
    </div>
  );
}
