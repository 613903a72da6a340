import { effect } from "@preact/signals";
import { sharedOf, type App } from "../state/app.ts";
import { writeLink, type Shared } from "../state/link.ts";
import { routeOf } from "./routes.ts";

/** While numbers move, the address waits until they rest. */
const REST = 300;

/** Keeps the address and the state together: the address says what is seen, and a typed route is gone to. */
export function keepAddress(app: App): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const route = app.route.value;
    const shared = sharedOf(app);
    clearTimeout(waiting);
    waiting = setTimeout(() => void write(app, route, shared), REST);
  });
  addEventListener("hashchange", () => {
    const [, route = "", state] = /^#\/?(\w*)(\/.*)?$/.exec(location.hash) ?? [];
    // A link with a state of its own is opened as if it were the first.
    if (state !== undefined) location.reload();
    else app.route.value = routeOf(route).id;
  });
}

async function write(app: App, route: string, shared: Partial<Shared>): Promise<void> {
  const { hash } = await writeLink(route, shared);
  // The reader may have gone on while the state was packed.
  if (app.route.peek() === route && hash !== location.hash) history.replaceState(null, "", hash);
}
