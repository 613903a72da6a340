import type * as os from "node:os";
import type * as workerThreads from "node:worker_threads";

/** A worker, alike in Node.js and in browsers. */
export interface Host {
  send(message: unknown): void;
  onMessage(heard: (message: unknown) => void): void;
  /** Called once when the worker ends without being asked to, with the reason. */
  onDeath(died: (reason: string) => void): void;
  end(): Promise<void>;
}

/** What the runtime needs of where it runs. */
export interface Platform {
  readonly isShared: boolean;
  /** Whether the thread that makes a team may sleep: not the main thread of a browser. */
  readonly mayBlock: boolean;
  readonly cores: number;
  /** Why there can be no other threads. */
  readonly missing: string | undefined;
  start(script: URL): Host;
}

interface Builtins {
  readonly "node:worker_threads": typeof workerThreads;
  readonly "node:os": typeof os;
}

/** A module of Node.js, found without an import: a bundler for browsers has nothing to resolve. */
export function builtin<K extends keyof Builtins>(name: K): Builtins[K] | undefined {
  const here = globalThis as { process?: { getBuiltinModule?: (name: K) => Builtins[K] } };
  return here.process?.getBuiltinModule?.(name);
}

interface BrowserWorker {
  postMessage(message: unknown, transfer: readonly never[]): void;
  addEventListener(type: "message", heard: (event: { data: unknown }) => void): void;
  addEventListener(type: "error", heard: (event: { message: string }) => void): void;
  terminate(): void;
}

/** What a page has of these; all may be missing. */
interface Page {
  readonly Worker?: new (script: URL, options: { readonly type: "module" }) => BrowserWorker;
  readonly SharedArrayBuffer?: unknown;
  readonly crossOriginIsolated?: boolean;
  readonly navigator?: { readonly hardwareConcurrency?: number };
  readonly document?: unknown;
}

export function platform(): Platform {
  const node = builtin("node:worker_threads");
  if (node !== undefined) return nodePlatform(node);
  return browserPlatform(globalThis);
}

function browserPlatform(page: Page): Platform {
  const missing =
    page.Worker === undefined
      ? "there are no workers here"
      : page.SharedArrayBuffer === undefined || page.crossOriginIsolated === false
        ? "SharedArrayBuffer needs a page that is cross-origin isolated (headers COOP and COEP)"
        : undefined;
  return {
    isShared: missing === undefined,
    mayBlock: page.document === undefined,
    cores: page.navigator?.hardwareConcurrency ?? 1,
    missing,
    start: (script) => browserHost(new page.Worker!(script, { type: "module" })),
  };
}

function nodePlatform({ Worker: NodeWorker }: Builtins["node:worker_threads"]): Platform {
  return {
    isShared: true,
    mayBlock: true,
    cores: builtin("node:os")?.availableParallelism() ?? 1,
    missing: undefined,
    start(script) {
      const worker = new NodeWorker(script);
      // A team that was not closed does not keep the program from ending.
      worker.unref();
      let isEnding = false;
      return {
        send: (message) => worker.postMessage(message, []),
        onMessage: (heard) => void worker.on("message", heard),
        onDeath(died) {
          worker.on("error", (error: Error) => died(error.message));
          worker.on("exit", (code) => isEnding || died(`it ended with code ${code}`));
        },
        async end() {
          isEnding = true;
          await worker.terminate();
        },
      };
    },
  };
}

const browserHost = (worker: BrowserWorker): Host => ({
  send: (message) => worker.postMessage(message, []),
  onMessage: (heard) => worker.addEventListener("message", ({ data }) => heard(data)),
  onDeath: (died) => worker.addEventListener("error", ({ message }) => died(message)),
  end: () => Promise.resolve(worker.terminate()),
});
