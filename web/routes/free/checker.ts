import type { Answer, Request } from "./messages.ts";

/** The engine in a worker, asked one question at a time. */
export interface Checker {
  /** Asks; a question that is still being answered is given up. */
  readonly ask: (request: Omit<Request, "id">, tell: (answer: Answer) => void) => void;
  /** Gives up the question at hand. */
  readonly cancel: () => void;
  readonly close: () => void;
}

/** Fetches the engine as a worker, which starts at once. */
export async function createChecker(): Promise<Checker> {
  const { default: EngineWorker } = await import("./worker.ts?worker&inline");
  let worker = new EngineWorker();
  let id = 0;
  let isBusy = false;
  let listener: (answer: Answer) => void = () => undefined;
  const listen = (): void => {
    worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      if (data.id !== id) return;
      if (data.kind === "done" || data.kind === "failed") isBusy = false;
      listener(data);
    });
  };
  listen();
  // One line may take long: a worker that is busy is ended, not asked to stop.
  const cancel = (): void => {
    if (!isBusy) return;
    worker.terminate();
    worker = new EngineWorker();
    isBusy = false;
    listen();
  };
  return {
    ask: (request, tell) => {
      cancel();
      id += 1;
      isBusy = true;
      listener = tell;
      worker.postMessage({ ...request, id }, {});
    },
    cancel,
    close: () => worker.terminate(),
  };
}
