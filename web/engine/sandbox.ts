/** What an edited kernel said for one point. */
export type Ran =
  | { readonly kind: "ran"; readonly cost: number; readonly gradients: readonly (readonly number[])[] }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "late" };

export interface Trial {
  /** The module as JavaScript. */
  readonly code: string;
  /** The function of the module that gives the cost and writes the gradients. */
  readonly entry: string;
  readonly inputs: readonly ArrayLike<number>[];
  /** How long each gradient is. */
  readonly lengths: readonly number[];
}

const LIMIT = 1000;

/** What the worker could reach beside its own arithmetic; the page's policy closes the network already. */
const closed = [
  "indexedDB",
  "caches",
  "BroadcastChannel",
  "WebSocket",
  "fetch",
  "XMLHttpRequest",
  "importScripts",
  "Worker",
];

const before = `"use strict";
for (const name of ${JSON.stringify(closed)})
  Object.defineProperty(self, name, { value: undefined, configurable: false });
`;

const after = (entry: string): string => `
self.onmessage = ({ data: { inputs, lengths } }) => {
  const gradients = lengths.map((n) => new Float64Array(n));
  const cost = ${entry}(...inputs.map((x) => Float64Array.from(x)), ...gradients);
  self.postMessage({ cost, gradients: gradients.map((g) => Array.from(g)) });
};
self.postMessage("ready");
`;

/**
 * Runs code of a reader's own in a worker of its own, made from its text: it sees neither the page nor the network,
 * and is ended after a second.
 */
export async function runInSandbox({ code, entry, inputs, lengths }: Trial): Promise<Ran> {
  const message = { inputs: inputs.map((x) => Array.from(x)), lengths };
  const answer = await inSandbox({ code, behind: after(entry), message, limit: LIMIT });
  return answer.kind === "said" ? readAnswer(answer.said, lengths) : answer;
}

export interface Errand {
  /** A module as JavaScript. */
  readonly code: string;
  /** What follows it: it posts "ready", is sent the message, and posts what it has to say. */
  readonly behind: string;
  readonly message: unknown;
  /** After so many milliseconds it is ended. */
  readonly limit: number;
}

export type Answered =
  | { readonly kind: "said"; readonly said: unknown }
  | Exclude<Ran, { readonly kind: "ran" }>;

/** Runs a script in a worker that is closed off; what it says is not to be believed. */
export function inSandbox({ code, behind, message, limit }: Errand): Promise<Answered> {
  // A classic script: modules do not load from a page that was opened from disk.
  const script = code.replaceAll(/^export (?=function|const|let)/gm, "");
  const url = URL.createObjectURL(new Blob([before, script, behind], { type: "text/javascript" }));
  const worker = new Worker(url);
  return new Promise<Answered>((resolve) => {
    const end = (answered: Answered): void => {
      clearTimeout(timer);
      worker.terminate();
      URL.revokeObjectURL(url);
      resolve(answered);
    };
    const timer = setTimeout(() => end({ kind: "late" }), limit);
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      end({ kind: "failed", message: event.message || "SyntaxError" });
    });
    worker.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      if (data === "ready") worker.postMessage(message, []);
      else end({ kind: "said", said: data });
    });
  });
}

/** Numbers of the right lengths, or nothing: the code may post what it likes. */
function readAnswer(data: unknown, lengths: readonly number[]): Ran {
  const { cost, gradients } = (typeof data === "object" && data !== null ? data : {}) as Readonly<
    Record<string, unknown>
  >;
  const isNumbers = (x: unknown, n: number): x is readonly number[] =>
    Array.isArray(x) && x.length === n && x.every((one) => typeof one === "number");
  if (typeof cost !== "number" || !Array.isArray(gradients) || gradients.length !== lengths.length)
    return { kind: "failed", message: "no numbers came back" };
  const lists = gradients.filter((g, k): g is readonly number[] => isNumbers(g, lengths[k]!));
  if (lists.length !== lengths.length) return { kind: "failed", message: "no numbers came back" };
  return { kind: "ran", cost, gradients: lists };
}
