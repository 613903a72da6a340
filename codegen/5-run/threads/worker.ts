/** The program of a worker: it loads the kernel, then takes part in round after round. */
import { loadModule, type KernelSource } from "../module.ts";
import type { Board } from "./board.ts";
import { ANNOUNCE, ROUND } from "./control.ts";
import { builtin } from "./host.ts";
import { enter, leave, roundOf, takePart } from "./round.ts";
import { workOn } from "./work.ts";

/** What a worker is told before its first round, and again when the arrays are new. */
export interface Assignment {
  readonly own: number;
  readonly source: KernelSource;
  readonly board: Board;
}

/** What a worker says: that it is ready, that a round is over, or why it cannot work. */
export type Report =
  | { readonly kind: "ready" }
  | { readonly kind: "round"; readonly round: number }
  | { readonly kind: "unable"; readonly reason: string };

interface Port {
  send(report: Report): void;
  listen(heard: (assignment: Assignment) => void): void;
}

function portOfWorker(): Port {
  const node = builtin("node:worker_threads");
  if (node?.parentPort) {
    const { parentPort } = node;
    return {
      send: (report) => parentPort.postMessage(report, []),
      listen: (heard) => void parentPort.on("message", heard),
    };
  }
  const scope = globalThis as unknown as {
    postMessage(report: Report, transfer: readonly never[]): void;
    addEventListener(type: "message", heard: (event: { data: Assignment }) => void): void;
  };
  return {
    send: (report) => scope.postMessage(report, []),
    listen: (heard) => scope.addEventListener("message", ({ data }) => heard(data)),
  };
}

const port = portOfWorker();
port.listen((assignment) => {
  serve(assignment).catch((error: unknown) =>
    port.send({ kind: "unable", reason: error instanceof Error ? error.message : String(error) }),
  );
});

/** Rounds until the arrays are replaced or the team ends. */
async function serve({ own, source, board }: Assignment): Promise<void> {
  const work = workOn(await loadModule(source), board);
  const { control } = board;
  let seen = Atomics.load(control, ROUND);
  port.send({ kind: "ready" });
  for (;;) {
    seen = enter(board, seen);
    const { command } = roundOf(board);
    const tells = own === 0 && Atomics.load(control, ANNOUNCE) !== 0;
    try {
      takePart(board, work, own, { mayBlock: true });
    } catch {
      // The task says that it failed; whoever asked computes it again and meets the error itself.
    } finally {
      leave(board);
    }
    if (command === "stop" || command === "listen") return;
    if (tells) port.send({ kind: "round", round: seen });
  }
}
