import { check } from "../../../src/index.ts";
import { answer } from "./answer.ts";
import { examples } from "./examples.ts";
import type { Request } from "./messages.ts";

/**
 * What is checked while nobody asks, so that the code of the checker is compiled by the time a long text is pasted: the
 * first check of forty lines takes five times as long as the tenth.
 */
const practice = ["notes-as-written", "notes-corrected", "notes-corrected", "notes-corrected"];

/** The engine beside the page: however long a text takes, nothing waits for it. A newer question ends the older. */
export function listen(): void {
  let last = new AbortController();
  let practised = 0;
  const practise = async ({ signal }: AbortController): Promise<void> => {
    for (; practised < practice.length && !signal.aborted; practised++)
      await check(examples.get(practice[practised]!)!, { kind: "md", signal }).catch(() => undefined);
  };
  addEventListener("message", ({ data }: MessageEvent<Request>) => {
    last.abort();
    const own = new AbortController();
    last = own;
    void answer(data, own.signal, (one) => postMessage(one, {})).then(() => practise(own));
  });
}
