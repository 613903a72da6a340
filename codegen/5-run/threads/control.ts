/**
 * The block of 32-bit integers through which threads agree. A call is a round: whoever asks for it writes what is
 * to be done, frees the tasks, and raises ROUND; each thread takes tasks by compare-and-exchange, so that none is
 * done twice and that of a thread that died can be done by another.
 */
export const ROUND = 0;
/** What the round is: one of `commands`. */
export const COMMAND = 1;
/** How many rows the batch has. */
export const ROWS = 2;
/** Into how many shares they are split. */
export const SHARES = 3;
/** Raised when a call is given up. */
export const CANCELLED = 4;
/** Whether the thread that finishes the last task sends a message. */
export const ANNOUNCE = 5;
/** Raised each time a task ends, for those who sleep until one does. */
export const PROGRESS = 6;
/** How many workers are inside a round, and whether the door to the next one is shut while it is written. */
export const INSIDE = 7;
export const SHUT = 8;
/** The states of the tasks begin here: first those of every share, then those of every slice of the gradient. */
export const TASKS = 9;

export const FREE = 0;
export const TAKEN = 1;
export const DONE = 2;
export const FAILED = 3;

export type Command = "costAndGradientBatch" | "costBatch" | "predictBatch" | "listen" | "stop";
export const commands: readonly Command[] = [
  "costAndGradientBatch",
  "costBatch",
  "predictBatch",
  "listen",
  "stop",
];

export const controlLength = (threads: number): number => TASKS + 2 * threads;
export const shareTask = (k: number): number => TASKS + k;
export const sliceTask = (k: number, threads: number): number => TASKS + threads + k;

/** Tries to take a task; false where it is taken, done, or failed. */
export const take = (control: Int32Array, task: number): boolean =>
  Atomics.compareExchange(control, task, FREE, TAKEN) === FREE;

/** Ends a task and wakes whoever sleeps until one ends. */
export function finish(control: Int32Array, task: number, state: typeof DONE | typeof FAILED): void {
  Atomics.store(control, task, state);
  Atomics.add(control, PROGRESS, 1);
  Atomics.notify(control, PROGRESS);
}

/** How often a thread looks before it sleeps: some 50 µs, within which most rounds follow one another. */
const looks = 20_000;

/**
 * Waits until `isSo`, first by looking, then asleep on `word` for at most `patience` milliseconds at a time;
 * `mayBlock` is false on the main thread of a browser, which must not sleep. Returns false when `until` passed.
 */
export function waitFor(
  control: Int32Array,
  word: number,
  isSo: () => boolean,
  { mayBlock, until = Infinity }: { readonly mayBlock: boolean; readonly until?: number },
): boolean {
  for (let k = 0; k < looks; k++) if (isSo()) return true;
  for (;;) {
    const seen = Atomics.load(control, word);
    if (isSo()) return true;
    const left = until - performance.now();
    if (left <= 0) return false;
    if (mayBlock) Atomics.wait(control, word, seen, Math.min(left, 1000));
  }
}
