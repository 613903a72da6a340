/** Threads can no longer compute together: one died, or none could be started. */
export class ThreadError extends Error {
  override readonly name = "ThreadError";
}
