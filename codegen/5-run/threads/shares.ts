/** Rows `from` up to but without `to`. */
export interface Rows {
  readonly from: number;
  readonly to: number;
}

/**
 * The rows of each of `count` shares, as even as can be. They follow from the two numbers alone, and so does every
 * sum over them: a result is the same to the last bit whatever the threads were doing.
 */
export const shareOf = (rows: number, count: number, k: number): Rows => ({
  from: Math.floor((rows * k) / count),
  to: Math.floor((rows * (k + 1)) / count),
});

/** A share is computed in pieces of about this many operations, between which a call can be given up. */
const operationsAtOnce = 2e7;

/** Below this many operations a call is not worth waking anyone: some 40 µs of work; waking takes about 20. */
const operationsWorthSplitting = 6e4;

/** How many rows are computed in one call of the kernel. */
export const rowsAtOnce = (operations: number): number =>
  Math.max(64, Math.ceil(operationsAtOnce / Math.max(1, operations)));

/** From how many rows on a batch is split. */
export const rowsWorthSplitting = (operations: number): number =>
  Math.max(2, Math.ceil(operationsWorthSplitting / Math.max(1, operations)));
