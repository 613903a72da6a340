import { mathml } from "virtual:card-texts";
import type { Reply, Request } from "./calls.ts";
import { Desk } from "./desk.ts";

/** What a worker needs of its surroundings. */
interface Port {
  onmessage: ((event: MessageEvent<Request>) => void) | null;
  readonly postMessage: (reply: Reply) => void;
}

/** Judges cards in a worker, so that the page never waits. */
export function serve(): void {
  const desk = new Desk(mathml);
  const port = globalThis as unknown as Port;
  const answer = async ({ ticket, call, args }: Request): Promise<void> => {
    try {
      const work = desk[call].bind(desk) as (...given: readonly unknown[]) => Promise<unknown>;
      port.postMessage({ ticket, value: await work(...args) });
    } catch (error) {
      port.postMessage({ ticket, failure: error instanceof Error ? error.message : String(error) });
    }
  };
  port.onmessage = ({ data }) => void answer(data);
}
