import { startWorker } from "../../workers/start.ts";
import type { Answer, Request } from "./messages.ts";

/** The engine in a worker, asked one question at a time. */
export interface Checker {
  /** Asks; a question that is still being answered is given up. */
  readonly ask: (request: Omit<Request, "id">, tell: (answer: Answer) => void) => void;
  /** Gives up the question at hand. */
  readonly cancel: () => void;
  readonly close: () => void;
}

/** One line may take long: a worker that has not taken up a question after so many milliseconds is replaced. */
const PATIENCE = 400;

/** Starts the engine in a worker. */
export function createChecker(): Checker {
  let id = 0;
  let isBusy = false;
  let listener: (answer: Answer) => void = () => undefined;
  let impatience: ReturnType<typeof setTimeout> | undefined;
  const begin = (): Worker => {
    const started = startWorker("free");
    started.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      if (data.id !== id) return;
      clearTimeout(impatience);
      if (data.kind === "done" || data.kind === "failed") isBusy = false;
      listener(data);
    });
    return started;
  };
  let worker = begin();
  // A worker that goes on is quick, since its code is compiled by then; it gives up an older question between lines.
  const ask = (question: Request): void => {
    clearTimeout(impatience);
    if (isBusy)
      impatience = setTimeout(() => {
        worker.terminate();
        worker = begin();
        worker.postMessage(question, {});
      }, PATIENCE);
    worker.postMessage(question, {});
  };
  return {
    ask: (request, tell) => {
      id += 1;
      listener = tell;
      ask({ ...request, id });
      isBusy = true;
    },
    cancel: () => {
      if (!isBusy) return;
      id += 1;
      listener = () => undefined;
      ask({ ...nothing, id });
    },
    close: () => {
      clearTimeout(impatience);
      worker.terminate();
    },
  };
}

/** A question that is answered at once. */
const nothing: Omit<Request, "id"> = { text: "", kind: "chain", lang: "en", form: "index", definition: "" };
