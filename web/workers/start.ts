import type { Task } from "./tasks.ts";

/** The worker of the served page: one file for all tasks, fetched once. */
export const startWorker = (task: Task): Worker =>
  new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: task });

/** The served page never is its own worker. */
export const serveHere: (() => void) | undefined = undefined;
