import "../../style/overlay.css";
import type { JSX } from "preact";
import { tokens } from "../../app/tokens.ts";

interface Props {
  readonly code: string;
  readonly label: string;
  readonly onChange: (code: string) => void;
}

/** A plain text field over its own text in colour: it works with every keyboard, input method and screen reader. */
export function Editor({ code, label, onChange }: Props): JSX.Element {
  return (
    <div class="editor overlay">
      <pre aria-hidden="true">
        <code>
          {tokens(code).map(({ kind, text }, k) => (
            <span key={k} class={kind}>
              {text}
            </span>
          ))}
          {"\n"}
        </code>
      </pre>
      <textarea
        aria-label={label}
        value={code}
        spellcheck={false}
        autocapitalize="off"
        autocomplete="off"
        wrap="off"
        rows={code.split("\n").length + 1}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}
