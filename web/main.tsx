import "./style/tokens.css";
import "./style/base.css";
import "./style/shell.css";
import "./style/notes.css";
import { effect } from "@preact/signals";
import { render } from "preact";
import { keepAddress } from "./app/address.ts";
import { AppContext } from "./app/context.ts";
import { preferredLang, preferredTheme } from "./app/preferences.ts";
import { routeOf } from "./app/routes.ts";
import { Shell } from "./app/shell.tsx";
import { fetchTexts } from "./i18n/fetch.ts";
import { lightUp } from "./link/light.ts";
import { serveHere } from "./workers/start.ts";
import { createApp } from "./state/app.ts";
import type { Link } from "./state/link.ts";

/** What an address asks for. One without state is read at once; what reads the others is fetched for them alone. */
async function whatIsAsked(hash: string): Promise<Link> {
  const [, plain] = /^#\/?(\w*)$/.exec(hash) ?? [];
  if (hash === "" || plain !== undefined) return { route: plain ?? "", shared: {} };
  const { readLink } = await import("./state/link.ts");
  return readLink(hash);
}

async function start(): Promise<void> {
  const { hash } = location;
  const { route, shared } = await whatIsAsked(hash);
  const app = createApp(shared, routeOf(route).id, preferredLang(), preferredTheme());
  const texts = fetchTexts(app.lang.peek());
  // What is said in no language is worked out meanwhile.
  void app.lesson.peek();
  await texts;
  effect(() => {
    document.documentElement.lang = app.lang.value;
  });
  effect(() => {
    const theme = app.theme.value;
    if (theme === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
  });
  const root = document.getElementById("app")!;
  root.replaceChildren();
  render(
    <AppContext.Provider value={app}>
      <Shell />
    </AppContext.Provider>,
    root,
  );
  lightUp(document, app.pointer);
  keepAddress(app, hash);
  document.documentElement.dataset["ready"] = "";
}

// The page in one file is its own worker, where there is no document.
if (serveHere !== undefined && !("document" in globalThis)) serveHere();
else void start();
