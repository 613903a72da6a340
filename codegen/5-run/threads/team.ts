import { loadModule, type KernelDescription, type KernelSource, type Numbers } from "../module.ts";
import { allocate, enlarged, type Board } from "./board.ts";
import { CANCELLED, PROGRESS, type Command } from "./control.ts";
import { ThreadError } from "./error.ts";
import { platform } from "./host.ts";
import { Crew } from "./crew.ts";
import { announce, failedShares, takePart, type Round } from "./round.ts";
import { rowsWorthSplitting } from "./shares.ts";
import { workOn } from "./work.ts";

export interface TeamOptions {
  /** How many threads compute, this one included (default: the number of cores, at most 8). */
  readonly threads?: number;
  /** The most rows of a batch (default 1024); `resize` changes it. */
  readonly capacity?: number;
  /** From how many rows on a batch is split (default: where the work is worth waking others). */
  readonly splitFrom?: number;
}

/** A kernel over several threads, with the arrays that they share. */
export interface Team {
  readonly model: KernelDescription;
  readonly threads: number;
  /** Why there is one thread where more were asked for. */
  readonly fallback: string | undefined;
  readonly capacity: number;
  /** By name: inputs and labels [capacity × …], constants, parameters. They are new after `resize`. */
  readonly inputs: Readonly<Record<string, Numbers>>;
  /** By parameter: what `costAndGradientBatch` writes. */
  readonly gradients: Readonly<Record<string, Numbers>>;
  /** By name: what `predictBatch` writes, [capacity × …]. */
  readonly predictions: Readonly<Record<string, Numbers>>;
  /** Mean over the first n rows, and its gradients. @error RangeError · ThreadError */
  costAndGradientBatch(n: number): number;
  costBatch(n: number): number;
  predictBatch(n: number): void;
  /**
   * The same without occupying this thread: workers do all of it. The result is the same to the last bit.
   * @error AbortError when `signal` says so; the arrays then hold parts of results, and the team goes on
   */
  costAndGradientBatchAsync(n: number, options?: { readonly signal?: AbortSignal }): Promise<number>;
  /** Makes room for other batches. What fits of the rows stays. */
  resize(capacity: number): Promise<void>;
  /** Ends the workers. */
  close(): Promise<void>;
}

const mostThreads = 8;
const usualCapacity = 1024;

/** A thread that has not begun its share after so many milliseconds has its share done by another. */
const patience = 100;

/**
 * Starts workers that share a kernel. The rows of a batch are split evenly, and the gradients of the shares are
 * added in their order: for a given number of threads a result is the same to the last bit.
 *
 * @error TypeError the source is no kernel with batches · RangeError options that are no positive whole numbers
 */
export async function createTeam(source: KernelSource, options: TeamOptions = {}): Promise<Team> {
  const here = platform();
  const wanted = positive("threads", options.threads ?? Math.min(mostThreads, here.cores));
  const threads = here.missing === undefined ? wanted : 1;
  const fallback = wanted > 1 ? here.missing : undefined;
  const kernel = await loadModule(source);
  const { model } = kernel;
  const operations = Object.values(model.operations).reduce((total, count) => total + count, 0);
  const splitFrom = positive("splitFrom", options.splitFrom ?? rowsWorthSplitting(operations));
  let board: Board = allocate(
    { kernel, threads, capacity: positive("capacity", options.capacity ?? usualCapacity) },
    here.isShared,
  );
  let work = workOn(kernel, board);
  const crew = new Crew(source, here);
  if (threads > 1) await crew.start(board, 1);

  const roundFor = (command: Command, rows: number): Round => {
    if (!Number.isSafeInteger(rows) || rows < 0 || rows > board.capacity)
      throw new RangeError(
        `a batch has 0 to ${board.capacity} rows, not ${rows}; resize makes room for more`,
      );
    crew.check();
    return { command, rows, shares: rows < splitFrom || rows < threads ? 1 : threads };
  };
  const meanOf = ({ rows, shares }: Round): number => {
    if (rows === 0) return NaN;
    let total = 0;
    for (let k = 0; k < shares; k++) {
      const count = Math.floor((rows * (k + 1)) / shares) - Math.floor((rows * k) / shares);
      total += (count / rows) * board.costs[k]!;
    }
    return total;
  };
  /** Alone, in the arrays of the caller: what a share of all rows is. */
  function alone(round: Round): number {
    if (round.rows === 0) {
      for (const values of Object.values(board.gradients)) values.fill(0);
      return NaN;
    }
    Atomics.store(board.control, CANCELLED, 0);
    work.share(round.command, round.rows, 1, 0);
    if (round.command === "costAndGradientBatch") work.slice(round.rows, 1, 0);
    return meanOf(round);
  }
  function together(round: Round): number {
    if (round.shares === 1) return alone(round);
    const { mayBlock } = here;
    const isWhole =
      announce(board, round, { mayBlock, tells: false }) && takePart(board, work, 0, { mayBlock, patience });
    if (!isWhole) throw crew.broken("a worker stopped in the middle of its share");
    // What failed elsewhere fails here too, and says why.
    for (const k of failedShares(board)) work.share(round.command, round.rows, round.shares, k);
    if (failedShares(board).length > 0) throw new ThreadError("a share failed in a worker and not here");
    return meanOf(round);
  }
  return {
    model,
    threads,
    fallback,
    get capacity() {
      return board.capacity;
    },
    get inputs() {
      return board.inputs;
    },
    get gradients() {
      return board.gradients;
    },
    get predictions() {
      return board.predictions;
    },
    costAndGradientBatch: (n) => together(roundFor("costAndGradientBatch", n)),
    costBatch: (n) => together(roundFor("costBatch", n)),
    predictBatch: (n) => void together(roundFor("predictBatch", n)),
    async costAndGradientBatchAsync(n, { signal } = {}) {
      signal?.throwIfAborted();
      const round = roundFor("costAndGradientBatch", n);
      if (threads === 1 || round.shares === 1) return alone(round);
      await crew.start(board, 0);
      const cancel = (): void => {
        Atomics.store(board.control, CANCELLED, 1);
        Atomics.notify(board.control, PROGRESS);
      };
      if (!announce(board, round, { mayBlock: here.mayBlock, tells: true }))
        throw crew.broken("a worker never left the last call");
      signal?.addEventListener("abort", cancel, { once: true });
      try {
        await crew.roundOver();
      } finally {
        signal?.removeEventListener("abort", cancel);
      }
      signal?.throwIfAborted();
      if (failedShares(board).length > 0) return together(round);
      return meanOf(round);
    },
    async resize(capacity) {
      const request = { kernel, threads, capacity: positive("capacity", capacity) };
      crew.check();
      const next = enlarged(board, request, here.isShared);
      if (crew.isAtWork) announce(board, { command: "listen", rows: 0, shares: 1 }, { mayBlock: here.mayBlock, tells: false }); // prettier-ignore
      board = next;
      work = workOn(kernel, board);
      await crew.reassign(board);
    },
    close: () => crew.end(),
  };
}

function positive(name: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 1)
    throw new RangeError(`${name} is a whole number of at least 1, not ${value}`);
  return value;
}
