import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { sharedOf } from "../state/app.ts";
import { writeLink } from "../state/link.ts";
import { useApp } from "./context.ts";
import { words } from "./dialog-words.ts";
import { Modal } from "./modal.tsx";
import { useWords } from "./words.ts";

/** The address of what is seen, to be copied; a file where it does not fit into an address. */
export function ShareDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const t = useWords(words);
  const app = useApp();
  const [link, setLink] = useState({ address: "", whole: true });
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    void writeLink(app.route.peek(), sharedOf(app)).then(({ hash, whole }) =>
      setLink({ address: location.href.replace(/#.*|$/, hash), whole }),
    );
  }, []);
  return (
    <Modal title="share-title" onClose={onClose}>
      <h2 id="share-title">{t("share.title")}</h2>
      {link.whole ? (
        <label class="stacked">
          {t("share.address")}
          <input readonly value={link.address} onFocus={(event) => event.currentTarget.select()} />
        </label>
      ) : (
        <p>{t("share.long")}</p>
      )}
      <p role="status">{copied ? t("share.copied") : ""}</p>
      <form method="dialog">
        {link.whole ? (
          <button type="button" class="primary" onClick={() => void copy()}>
            {t("share.copy")}
          </button>
        ) : (
          <a class="button primary" download="notes-alive.json" href={fileOf()}>
            {t("share.file")}
          </a>
        )}
        <button type="submit">{t("close")}</button>
      </form>
    </Modal>
  );

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(link.address);
    setCopied(true);
  }

  function fileOf(): string {
    const plain = JSON.stringify(sharedOf(app), (_key, value: unknown) =>
      value instanceof Map ? Object.fromEntries(value as ReadonlyMap<string, unknown>) : value,
    );
    return `data:application/json;charset=utf-8,${encodeURIComponent(plain)}`;
  }
}
