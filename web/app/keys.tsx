import type { JSX } from "preact";
import { words, type Word } from "./dialog-words.ts";
import { Modal } from "./modal.tsx";
import { useWords } from "./words.ts";

const keys: readonly (readonly [readonly string[], Word])[] = [
  [["j", "k"], "keys.step"],
  [["Home", "End"], "keys.ends"],
  [["Enter"], "keys.unfold"],
  [["p"], "keys.pin"],
  [["Esc"], "keys.clear"],
  [["↑", "↓"], "keys.number"],
  [["Shift", "Alt"], "keys.coarse"],
  [["r"], "keys.reset"],
  [["h"], "keys.hint"],
  [["?"], "keys.this"],
];

export function KeysDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const t = useWords(words);
  return (
    <Modal title="keys-title" onClose={onClose}>
      <h2 id="keys-title">{t("keys.title")}</h2>
      <dl class="keys">
        {keys.map(([names, meaning]) => (
          <div key={meaning}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{t(meaning)}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit">{t("close")}</button>
      </form>
    </Modal>
  );
}
