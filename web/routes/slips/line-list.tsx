import type { JSX } from "preact";
import { useApp } from "../../app/context.ts";
import { useWords } from "../../app/words.ts";
import type { LineView } from "./view.ts";
import { words } from "./words.ts";

/** A formula; where it could not be set, its text. */
export function LineFormula({
  line,
  label,
}: {
  readonly line: LineView;
  readonly label?: string;
}): JSX.Element {
  const lang = useApp().lang.value;
  const spoken = line.speech?.[lang] ?? line.text;
  return (
    <div class="formula" tabIndex={0} role="group" aria-label={label ?? spoken}>
      {line.mathml === undefined ? (
        <code>{line.text}</code>
      ) : (
        <span dangerouslySetInnerHTML={{ __html: line.mathml }} />
      )}
    </div>
  );
}

interface Props {
  readonly lines: readonly LineView[];
  readonly counted?: boolean;
  readonly blank?: number | undefined;
}

/** Lines that are only read. */
export function LineList({ lines, counted = false, blank }: Props): JSX.Element {
  const t = useWords(words);
  return (
    <ol class="lines">
      {lines.map((line, k) => (
        <li key={line.start} class={line.start === blank ? "blank" : undefined}>
          {counted && (
            <span class="count">
              <span class="hidden">{t("line", { number: k + 1 })}</span>
              <span aria-hidden="true">{k + 1}</span>
            </span>
          )}
          <LineFormula line={line} />
        </li>
      ))}
    </ol>
  );
}
