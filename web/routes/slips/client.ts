import type { Calls, Reply, Request } from "./calls.ts";
import { startWorker } from "../../workers/start.ts";

/** The desk in its worker, from the page's side. */
export interface Client extends Calls {
  readonly close: () => void;
}

export function connect(): Client {
  const worker = startWorker("slips");
  const waiting = new Map<number, (reply: Reply) => void>();
  let tickets = 0;
  worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => {
    waiting.get(data.ticket)?.(data);
    waiting.delete(data.ticket);
  });
  worker.addEventListener("error", ({ message }) => {
    for (const [ticket, settle] of waiting) settle({ ticket, failure: message });
    waiting.clear();
  });
  const ask =
    <K extends keyof Calls>(call: K) =>
    async (...args: Parameters<Calls[K]>): Promise<Awaited<ReturnType<Calls[K]>>> => {
      const ticket = tickets++;
      const reply = await new Promise<Reply>((resolve) => {
        waiting.set(ticket, resolve);
        const request: Request = { ticket, call, args };
        worker.postMessage(request, []);
      });
      if (reply.failure !== undefined) throw new Error(reply.failure);
      return reply.value as Awaited<ReturnType<Calls[K]>>;
    };
  return {
    open: ask("open"),
    judge: ask("judge"),
    answer: ask("answer"),
    close: () => worker.terminate(),
  };
}
