import type { Board } from "./board.ts";
import {
  ANNOUNCE,
  CANCELLED,
  COMMAND,
  commands,
  DONE,
  FAILED,
  finish,
  FREE,
  INSIDE,
  PROGRESS,
  ROUND,
  ROWS,
  SHARES,
  shareTask,
  SHUT,
  sliceTask,
  take,
  waitFor,
  type Command,
} from "./control.ts";
import type { Work } from "./work.ts";

/** What a round computes. */
export interface Round {
  readonly command: Command;
  readonly rows: number;
  readonly shares: number;
}

/** A worker that has not left the last round after so many milliseconds has died in it. */
const longestLeaving = 10_000;

/**
 * Writes a round and wakes the workers, once all have left the last one: one that came late must not take a task
 * of this round for one of that. False where one never leaves.
 */
export function announce(
  { control }: Board,
  { command, rows, shares }: Round,
  { mayBlock, tells }: { readonly mayBlock: boolean; readonly tells: boolean },
): boolean {
  Atomics.store(control, SHUT, 1);
  const until = performance.now() + longestLeaving;
  if (!waitFor(control, INSIDE, () => Atomics.load(control, INSIDE) === 0, { mayBlock, until })) return false;
  Atomics.store(control, COMMAND, commands.indexOf(command));
  Atomics.store(control, ROWS, rows);
  Atomics.store(control, SHARES, shares);
  Atomics.store(control, CANCELLED, 0);
  Atomics.store(control, ANNOUNCE, tells ? 1 : 0);
  for (let task = shareTask(0); task < control.length; task++) Atomics.store(control, task, FREE);
  Atomics.add(control, ROUND, 1);
  Atomics.store(control, SHUT, 0);
  Atomics.notify(control, ROUND);
  return true;
}

/** Enters the next round after `seen`, as a worker; returns its number. */
export function enter({ control }: Board, seen: number): number {
  for (;;) {
    const isOpen = (): boolean => Atomics.load(control, ROUND) !== seen && Atomics.load(control, SHUT) === 0;
    waitFor(control, ROUND, isOpen, { mayBlock: true });
    Atomics.add(control, INSIDE, 1);
    // Whoever shuts the door looks for those inside afterwards, and whoever enters looks at the door afterwards.
    if (Atomics.load(control, SHUT) === 0) return Atomics.load(control, ROUND);
    leave({ control });
  }
}

export function leave({ control }: Pick<Board, "control">): void {
  Atomics.sub(control, INSIDE, 1);
  Atomics.notify(control, INSIDE);
}

export const roundOf = ({ control }: Board): Round => ({
  command: commands[Atomics.load(control, COMMAND)]!,
  rows: Atomics.load(control, ROWS),
  shares: Atomics.load(control, SHARES),
});

/** The tasks of a round, phase by phase: a slice of the sum needs every share. */
export function phases({ command, shares }: Round, threads: number): readonly (readonly number[])[] {
  const each = (task: (k: number) => number): readonly number[] =>
    Array.from({ length: shares }, (_, k) => task(k));
  const first = each(shareTask);
  return command === "costAndGradientBatch" ? [first, each((k) => sliceTask(k, threads))] : [first];
}

const isOver = (state: number): boolean => state === DONE || state === FAILED;
export const isFinished = (control: Int32Array, tasks: readonly number[]): boolean =>
  tasks.every((task) => isOver(Atomics.load(control, task)));

const hasFailed = (control: Int32Array, tasks: readonly number[]): boolean =>
  tasks.some((task) => Atomics.load(control, task) === FAILED);

/**
 * Takes part in a round as thread `own`: does its task of each phase. With a `patience`, in milliseconds, it also
 * does what nobody has taken by then. Returns false when a task that was taken never ends: its thread has died.
 */
export function takePart(
  board: Board,
  work: Work,
  own: number,
  { mayBlock, patience }: { readonly mayBlock: boolean; readonly patience?: number },
): boolean {
  const { control } = board;
  const round = roundOf(board);
  const { command, rows, shares } = round;
  let last: readonly number[] = [];
  for (const [phase, tasks] of phases(round, board.threads).entries()) {
    const attempt = (k: number): void => {
      const task = tasks[k];
      if (task === undefined || !take(control, task)) return;
      let state: typeof DONE | typeof FAILED = FAILED;
      try {
        if (phase === 0) work.share(command, rows, shares, k);
        else work.slice(rows, shares, k);
        state = DONE;
      } finally {
        finish(control, task, state);
      }
    };
    // Whoever failed has left: nobody will do its part of what follows.
    if (Atomics.load(control, CANCELLED) !== 0 || hasFailed(control, last)) return true;
    last = tasks;
    const since = performance.now();
    attempt(own);
    const over = (): boolean =>
      isFinished(control, tasks) || hasFailed(control, tasks) || Atomics.load(control, CANCELLED) !== 0;
    if (patience === undefined) {
      if (!waitFor(control, PROGRESS, over, { mayBlock })) return false;
      continue;
    }
    const took = performance.now() - since;
    if (waitFor(control, PROGRESS, over, { mayBlock, until: performance.now() + patience + 3 * took }))
      continue;
    for (const k of tasks.keys()) attempt(k);
    const until = performance.now() + 20 * (patience + took);
    if (!waitFor(control, PROGRESS, over, { mayBlock, until })) return false;
  }
  return true;
}

/** The tasks of a round that ended in an error. */
export const failedShares = (board: Board): readonly number[] =>
  phases(roundOf(board), board.threads).flatMap((tasks) =>
    tasks.flatMap((task, k) => (Atomics.load(board.control, task) === FAILED ? [k] : [])),
  );
