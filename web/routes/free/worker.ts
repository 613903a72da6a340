import { answer } from "./answer.ts";
import type { Request } from "./messages.ts";

/** The engine beside the page: however long a text takes, nothing waits for it. */
addEventListener("message", ({ data }: MessageEvent<Request>) => {
  void answer(data, (one) => postMessage(one, {}));
});
