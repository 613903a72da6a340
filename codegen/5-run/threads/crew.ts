import type { KernelSource } from "../module.ts";
import type { Board } from "./board.ts";
import { ThreadError } from "./error.ts";
import type { Host, Platform } from "./host.ts";
import type { Assignment, Report } from "./worker.ts";

interface Pending {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** The workers of a team: threads 1, 2, … from the start; thread 0 when first this thread is not to compute. */
export class Crew {
  readonly #source: KernelSource;
  readonly #platform: Platform;
  readonly #hosts = new Map<number, Host>();
  /** Who waits for a worker to be ready, and who for the end of a round. */
  readonly #arriving = new Map<number, Pending>();
  #round: Pending | undefined;
  #failure: ThreadError | undefined;

  constructor(source: KernelSource, at: Platform) {
    this.#source = source;
    this.#platform = at;
  }

  get isAtWork(): boolean {
    return this.#hosts.size > 0;
  }

  /** @error ThreadError where the team is closed or a worker has died */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Starts the workers from `first` on that do not run yet; each has loaded the kernel in the end. */
  async start(board: Board, first: number): Promise<void> {
    const wanted = Array.from({ length: board.threads - first }, (_, k) => first + k);
    await Promise.all(
      wanted.filter((own) => !this.#hosts.has(own)).map((own) => this.#assign(own, board, this.#hire(own))),
    );
  }

  /** Gives every worker new arrays. They must be listening. */
  async reassign(board: Board): Promise<void> {
    await Promise.all([...this.#hosts].map(([own, host]) => this.#assign(own, board, host)));
  }

  /** Resolves when a worker says that the round is over. */
  roundOver(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#round = { resolve, reject };
    });
  }

  /** From now on every call fails with this reason. */
  broken(reason: string): ThreadError {
    this.#failure ??= new ThreadError(`${reason}; make a new team`);
    for (const { reject } of this.#arriving.values()) reject(this.#failure);
    this.#arriving.clear();
    this.#round?.reject(this.#failure);
    this.#round = undefined;
    return this.#failure;
  }

  async end(): Promise<void> {
    const hosts = [...this.#hosts.values()];
    this.#hosts.clear();
    this.broken("the team is closed");
    await Promise.all(hosts.map((host) => host.end()));
  }

  #hire(own: number): Host {
    const host = this.#platform.start(new URL("./worker.js", import.meta.url));
    this.#hosts.set(own, host);
    host.onMessage((message) => this.#hear(own, message as Report));
    host.onDeath((reason) => {
      if (this.#hosts.has(own)) this.broken(`worker ${own} has died: ${reason}`);
    });
    return host;
  }

  #assign(own: number, board: Board, host: Host): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#arriving.set(own, { resolve, reject });
      host.send({ own, source: this.#source, board } satisfies Assignment);
    });
  }

  #hear(own: number, report: Report): void {
    if (report.kind === "ready") {
      this.#arriving.get(own)?.resolve();
      this.#arriving.delete(own);
    } else if (report.kind === "round") {
      this.#round?.resolve();
      this.#round = undefined;
    } else this.broken(`worker ${own} cannot work: ${report.reason}`);
  }
}
