import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { text, type Key, type Values } from "../i18n/text.ts";
import type { App } from "../state/app.ts";

export const AppContext = createContext<App | undefined>(undefined);

/** The state of the page. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (app === undefined) throw new Error("a component stands outside the page");
  return app;
}

/** Texts in the language of the page; whoever uses it is rendered again when the language changes. */
export function useText(): (key: Key, values?: Values) => string {
  const lang = useApp().lang.value;
  return (key, values) => text(key, lang, values);
}
