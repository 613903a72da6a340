import type { JSX } from "preact";
import { useWords } from "../../app/words.ts";
import { examples, titleOf } from "./examples.ts";
import { kinds, type Kind } from "./text.ts";
import { words } from "./words.ts";

interface Props {
  readonly text: string;
  /** The notation in force, and the one the reader chose, if any. */
  readonly kind: Kind;
  readonly chosen: Kind | undefined;
  readonly onText: (text: string) => void;
  readonly onKind: (kind: Kind | undefined) => void;
}

/** Texts to begin with, and the notation. */
export function Tools({ text, kind, chosen, onText, onKind }: Props): JSX.Element {
  const t = useWords(words);
  const current = [...examples].find(([, content]) => content === text)?.[0] ?? "";
  return (
    <div class="begin">
      <label class="stacked">
        {t("example")}
        <select value={current} onChange={(event) => begin(event.currentTarget.value)}>
          {current === "" && <option value="">{t("example.own")}</option>}
          {[...examples].map(([name, content]) => (
            <option key={name} value={name}>
              {titleOf(content)}
            </option>
          ))}
        </select>
      </label>
      <label class="stacked">
        {t("kind")}
        <select value={chosen ?? ""} onChange={(event) => choose(event.currentTarget.value)}>
          <option value="">{t("kind.auto", { kind: t(`kind.${kind}`) })}</option>
          {kinds.map((name) => (
            <option key={name} value={name}>
              {t(`kind.${name}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );

  function begin(name: string): void {
    const content = examples.get(name);
    if (content !== undefined) onText(content);
  }

  function choose(name: string): void {
    onKind(kinds.find((one) => one === name));
  }
}
