import type { JSX } from "preact";
import type { Span } from "../../../src/index.ts";
import { useWords } from "../../app/words.ts";
import type { Said } from "./messages.ts";
import { lineAt } from "./pieces.ts";
import { words } from "./words.ts";

interface Props {
  readonly text: string;
  readonly said: readonly Said[];
  readonly onShow: (span: Span) => void;
  readonly onApply: (said: Said) => void;
}

const signs = { error: "✗", warning: "⚠", hole: "◌", note: "i" } as const;
const LONGEST = 60;

/** What the checker says, each with its place, its reasons and its repair. */
export function Findings({ text, said, onShow, onApply }: Props): JSX.Element {
  const t = useWords(words);
  return (
    <ol class="findings">
      {said.map((one, k) => {
        const { code, severity, title, labels, help, fix } = one;
        return (
          <li key={`${k}${code}`} class={severity}>
            <p class="title">
              <span class="sign" aria-hidden="true">
                {signs[severity]}
              </span>{" "}
              {withCode(title)}
            </p>
            <ul>
              {labels.map(({ span, text: what }) => (
                <li key={`${span.start}:${span.end}`}>
                  <button type="button" class="place" onClick={() => onShow(span)}>
                    {t("line", { line: lineAt(text, span.start) })}
                  </button>{" "}
                  <code>{excerpt(text.slice(span.start, span.end))}</code> {withCode(what)}
                </li>
              ))}
              {help.map((remark) => (
                <li key={remark}>{withCode(remark)}</li>
              ))}
            </ul>
            {fix !== undefined && (
              <button type="button" class="fix" onClick={() => onApply(one)}>
                {t("apply", { fix: excerpt(fix.text) })} <small>({t(`apply.${fix.confidence}`)})</small>
              </button>
            )}
            <span class="code">{code}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** Messages put what is typed between backticks. */
const withCode = (text: string): readonly (JSX.Element | string)[] =>
  text.split(/`([^`]+)`/).map((piece, k) => (k % 2 === 0 ? piece : <code key={k}>{piece}</code>));

/** One line that fits its place. */
function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}
