import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Lang } from "../../src/index.ts";
import type { Theme } from "../state/app.ts";
import { useApp, useText } from "./context.ts";
import { fetchTexts } from "../i18n/fetch.ts";
import type * as Dialogs from "./dialogs.ts";
import { remember } from "./preferences.ts";
import { routes } from "./routes.ts";
import { isTyping } from "./typing.ts";

const languages: readonly { readonly id: Lang; readonly name: string }[] = [
  { id: "en", name: "English" },
  { id: "ko", name: "한국어" },
];

const themes: readonly Theme[] = ["auto", "light", "dark"];

/** Milliseconds in which a page that was opened has drawn itself. */
const REST = 1000;

/** Title, routes, and what a reader sets. */
export function Header(): JSX.Element {
  const t = useText();
  const app = useApp();
  const [Dialog, setDialog] = useState<ComponentType<{ readonly onClose: () => void }>>();
  useEffect(fetchOthers, []);
  useEffect(() => {
    const open = (event: KeyboardEvent): void => {
      if (event.key === "?" && !isTyping(event.target)) void show("keys");
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
              onClick={() => void choose(id)}
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
        <button type="button" onClick={() => void show("share")}>
          {t("share")}
        </button>
        <button type="button" onClick={() => void show("keys")} aria-keyshortcuts="?">
          {t("keys")} <kbd>?</kbd>
        </button>
      </div>
      {Dialog !== undefined && <Dialog onClose={() => setDialog(undefined)} />}
    </header>
  );

  async function show(name: keyof typeof Dialogs.dialogs): Promise<void> {
    const { dialogs } = await import("./dialogs.ts");
    setDialog(() => dialogs[name]);
  }

  async function choose(lang: Lang): Promise<void> {
    try {
      await fetchTexts(lang);
    } catch {
      // A page that has lost its network before it had the texts stays in its language.
      return;
    }
    app.lang.value = lang;
    remember("lang", lang);
  }

  function paint(theme: Theme): void {
    app.theme.value = theme;
    remember("theme", theme);
  }
}

/** The texts of the other languages, once the page has drawn itself, so that changing the language takes no time. */
const fetchOthers = (): void => {
  const fetchAll = (): void => void Promise.allSettled(languages.map(({ id }) => fetchTexts(id)));
  setTimeout(fetchAll, REST);
};
