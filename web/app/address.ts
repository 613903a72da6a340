import { effect, untracked } from "@preact/signals";
import { sharedOf, type App } from "../state/app.ts";
import type { Shared } from "../state/link.ts";
import { routeOf } from "./routes.ts";

/** While numbers move, the address waits until they rest. */
const REST = 300;

/**
 * Keeps the address and the state together: the address says what is seen, and a typed route is gone to, also one that
 * was typed since the page was opened with the hash that the state was read from.
 */
export function keepAddress(app: App, opened: string): void {
  let restAt = 0;
  let isWaiting = false;
  // While numbers move, one timer goes on from rest to rest.
  const look = (): void => {
    const left = restAt - performance.now();
    isWaiting = left > 0;
    if (isWaiting) setTimeout(look, left);
    else
      void write(
        app,
        app.route.peek(),
        untracked(() => sharedOf(app)),
      );
  };
  effect(() => {
    void app.route.value;
    void sharedOf(app);
    restAt = performance.now() + REST;
    if (!isWaiting) {
      isWaiting = true;
      setTimeout(look, REST);
    }
  });
  const follow = (hash: string): void => {
    const [, route = "", state] = /^#\/?(\w*)(\/.*)?$/.exec(hash) ?? [];
    // A link with a state of its own is opened as if it were the first.
    if (state !== undefined) location.reload();
    else app.route.value = routeOf(route).id;
  };
  // What was gone to, not what stands there by now: the address may have been written anew.
  addEventListener("hashchange", ({ newURL }) => follow(new URL(newURL).hash));
  if (location.hash !== opened) follow(location.hash);
}

async function write(app: App, route: string, shared: Partial<Shared>): Promise<void> {
  // Where the network is lost before the first link is written, the address stays as it is.
  const link = await import("../state/link.ts").catch(() => undefined);
  const { hash } = (await link?.writeLink(route, shared)) ?? location;
  // The reader may have gone on while the state was packed.
  if (app.route.peek() === route && hash !== location.hash) history.replaceState(null, "", hash);
}
