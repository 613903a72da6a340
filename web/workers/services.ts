import { listen } from "../routes/free/listen.ts";
import { judgeSteps } from "../routes/notes/judge-steps.ts";
import { serve } from "../routes/slips/serve.ts";
import type { Task } from "./tasks.ts";

const services: Readonly<Record<Task, () => void>> = { slips: serve, free: listen, notes: judgeSteps };

/** In a worker: does the task it is named by. */
export function serveHere(): void {
  const { name } = globalThis as unknown as { readonly name: string };
  if (Object.hasOwn(services, name)) services[name as Task]();
}
