import { startWorker } from "../../workers/start.ts";
import type { Verdict } from "../../engine/verdicts.ts";

/** How long the page is left alone before its steps are judged, in milliseconds. */
const PAUSE = 300;

/** Has the steps of a model judged beside the page, once nothing else is to be done. The result ends it. */
export function judge(text: string, tell: (verdicts: readonly Verdict[]) => void): () => void {
  let worker: Worker | undefined;
  const timer = setTimeout(() => {
    worker = startWorker("notes");
    worker.addEventListener("message", ({ data }: MessageEvent<readonly Verdict[]>) => {
      worker?.terminate();
      tell(data);
    });
    worker.postMessage(text, {});
  }, PAUSE);
  return () => {
    clearTimeout(timer);
    worker?.terminate();
  };
}
