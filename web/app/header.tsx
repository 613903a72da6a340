import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Lang } from "../../src/index.ts";
import type { Theme } from "../state/app.ts";
import { useApp, useText } from "./context.ts";
import { KeysDialog } from "./keys.tsx";
import { remember } from "./preferences.ts";
import { routes } from "./routes.ts";
import { ShareDialog } from "./share.tsx";
import { isTyping } from "./typing.ts";

const languages: readonly { readonly id: Lang; readonly name: string }[] = [
  { id: "en", name: "English" },
  { id: "ko", name: "한국어" },
];

const themes: readonly Theme[] = ["auto", "light", "dark"];

const dialogs = { keys: KeysDialog, share: ShareDialog };

/** Title, routes, and what a reader sets. */
export function Header(): JSX.Element {
  const t = useText();
  const app = useApp();
  const [shown, setShown] = useState<keyof typeof dialogs>();
  const Dialog = shown && dialogs[shown];
  useEffect(() => {
    const open = (event: KeyboardEvent): void => {
      if (event.key === "?" && !isTyping(event.target)) setShown("keys");
    };
    addEventListener("keydown", open);
    return () => removeEventListener("keydown", open);
  }, []);
  return (
    <header class="top">
      <div class="name">
        <h1>{t("title")}</h1>
        <p>{t("subtitle")}</p>
      </div>
      <nav aria-label={t("routes")}>
        {routes.map(({ id, title }) => (
          <a key={id} href={`#/${id}`} aria-current={app.route.value === id ? "page" : undefined}>
            {t(title)}
          </a>
        ))}
      </nav>
      <div class="settings">
        <div role="group" aria-label={t("language")} class="choice">
          {languages.map(({ id, name }) => (
            <button
              key={id}
              type="button"
              lang={id}
              aria-pressed={app.lang.value === id}
              onClick={() => choose(id)}
            >
              {name}
            </button>
          ))}
        </div>
        <label class="select">
          <span class="hidden">{t("theme")}</span>
          <select value={app.theme.value} onChange={(event) => paint(event.currentTarget.value as Theme)}>
            {themes.map((theme) => (
              <option key={theme} value={theme}>
                {t(`theme.${theme}`)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => setShown("share")}>
          {t("share")}
        </button>
        <button type="button" onClick={() => setShown("keys")} aria-keyshortcuts="?">
          {t("keys")} <kbd>?</kbd>
        </button>
      </div>
      {Dialog !== undefined && <Dialog onClose={() => setShown(undefined)} />}
    </header>
  );

  function choose(lang: Lang): void {
    app.lang.value = lang;
    remember("lang", lang);
  }

  function paint(theme: Theme): void {
    app.theme.value = theme;
    remember("theme", theme);
  }
}
