/** The worker of the served page: a file of its own. */
export const startWorker = (): Worker =>
  new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });

/** The served page never is its own worker. */
export const serveHere: (() => void) | undefined = undefined;
