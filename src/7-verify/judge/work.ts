/** Work on one line that pauses now and then: whoever does it may breathe, or give it up, wherever it yields. */
export type Work<T> = Generator<undefined, T, undefined>;

/** The result of work done without a break. */
export function finished<T>(work: Work<T>): T {
  for (;;) {
    const next = work.next();
    if (next.done === true) return next.value;
  }
}
