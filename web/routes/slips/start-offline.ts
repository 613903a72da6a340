import { serve } from "./serve.ts";

/** The worker of the page in one file: the page's own script again, which serves where there is no document. */
export function startWorker(): Worker {
  const script = [...document.scripts].at(-1)?.textContent ?? "";
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = new Worker(url);
  URL.revokeObjectURL(url);
  return worker;
}

export const serveHere: (() => void) | undefined = serve;
