import { answer } from "./answer.ts";
import type { Request } from "./messages.ts";

/** The engine beside the page: however long a text takes, nothing waits for it. A newer question ends the older. */
export function listen(): void {
  let last = new AbortController();
  addEventListener("message", ({ data }: MessageEvent<Request>) => {
    last.abort();
    last = new AbortController();
    void answer(data, last.signal, (one) => postMessage(one, {}));
  });
}
