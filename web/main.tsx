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
import { lightUp } from "./link/light.ts";
import { serveHere } from "./workers/start.ts";
import { createApp } from "./state/app.ts";
import { readLink } from "./state/link.ts";

async function start(): Promise<void> {
  const { route, shared } = await readLink(location.hash);
  const app = createApp(shared, routeOf(route).id, preferredLang(), preferredTheme());
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
  keepAddress(app);
  document.documentElement.dataset["ready"] = "";
}

// The page in one file is its own worker, where there is no document.
if (serveHere !== undefined && !("document" in globalThis)) serveHere();
else void start();
