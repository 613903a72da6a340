import { serveHere as serve } from "./services.ts";
import type { Task } from "./tasks.ts";

/**
 * The worker of the page in one file: the page's own script again, which serves where there is no document, the task
 * it is named by.
 */
export function startWorker(task: Task): Worker {
  const script = [...document.scripts].at(-1)?.textContent ?? "";
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = new Worker(url, { name: task });
  URL.revokeObjectURL(url);
  return worker;
}

export const serveHere: (() => void) | undefined = serve;
