import type { Dataset } from "./data/dataset.ts";
import type { Epoch } from "./descend.ts";
import type { TrainingKernel } from "./kernel.ts";
import type { TrainingOptions, TrainingResult, TrainingSession } from "./session.ts";
import { openSession } from "./session.ts";

export interface Watching {
  /** Called after each epoch. */
  readonly onEpoch?: (epoch: Epoch) => void;
  /** Ends the run after the epoch at hand; what has been reached is returned. */
  readonly signal?: AbortSignal;
}

/** Trains to the end in one go. @error as openSession */
export function train(
  kernel: TrainingKernel,
  data: Dataset,
  options: TrainingOptions,
  watching: Watching = {},
): TrainingResult {
  const session = openSession(kernel, data, options);
  while (!isAborted(watching)) {
    if (!advance(session, watching)) return session.result();
  }
  return session.result("aborted");
}

/**
 * Trains in slices of at most `sliceMs` (one epoch at least) and lets the page draw and listen in between.
 * The result does not depend on how the run is sliced.
 *
 * @param sliceMs milliseconds; 16 keeps a page at 60 frames a second
 */
export async function trainInSlices(
  session: TrainingSession,
  watching: Watching = {},
  sliceMs = 16,
): Promise<TrainingResult> {
  while (!isAborted(watching)) {
    const end = performance.now() + sliceMs;
    do {
      if (!advance(session, watching)) return session.result();
    } while (performance.now() < end && !isAborted(watching));
    await new Promise((resolve) => setTimeout(resolve));
  }
  return session.result("aborted");
}

function advance(session: TrainingSession, { onEpoch }: Watching): boolean {
  const next = session.epochs.next();
  if (next.done === true) return false;
  onEpoch?.(next.value);
  return true;
}

const isAborted = ({ signal }: Watching): boolean => signal?.aborted === true;
