import { signal, type ReadonlySignal } from "@preact/signals";
import type { Dataset, TrainableModel, TrainingResult, TrainingSession } from "../../../train/index.ts";
import { begin } from "./network.ts";
import type { Settings } from "./settings.ts";

/** One run: where it stands, and how it goes on. */
export interface Trainer {
  readonly data: Dataset;
  readonly settings: Settings;
  readonly result: ReadonlySignal<TrainingResult>;
  readonly isRunning: ReadonlySignal<boolean>;
  /** Milliseconds spent in epochs since the beginning. */
  readonly spent: ReadonlySignal<number>;
  /** Goes on to the end, a few epochs a frame, so that the eye can follow. */
  readonly play: () => void;
  readonly pause: () => void;
  /** Does so many epochs, and no more than there are. */
  readonly step: (epochs?: number) => void;
  /** Goes on to an epoch as fast as the page allows, showing only the end. */
  readonly rush: (to?: number) => void;
}

/** A slice of work that leaves the rest of a frame to the page. */
const SLICE = 8;

/** A run that is watched is drawn about so often. */
const DRAWINGS = 60;

/** Frames from one drawing to the next. */
const PERIOD = 3;

export function createTrainer(network: TrainableModel, data: Dataset, settings: Settings): Trainer {
  const session: TrainingSession = begin(network, data, settings);
  const result = signal(session.result("aborted"));
  const isRunning = signal(false);
  const spent = signal(0);
  let frame = 0;
  let done = 0;
  let total = 0;

  /** Does at most `most` epochs within a slice; whether there are more. */
  const advance = (most: number): boolean => {
    const start = performance.now();
    let isMore = true;
    for (let k = 0; k < most && isMore; k++) {
      isMore = session.epochs.next().done !== true;
      done += Number(isMore);
      if (performance.now() - start > SLICE) break;
    }
    total += performance.now() - start;
    return isMore && done < settings.epochs;
  };
  const show = (isMore: boolean): void => {
    spent.value = total;
    result.value = session.result(isMore ? "aborted" : undefined);
    if (!isMore) isRunning.value = false;
  };
  const pause = (): void => {
    cancelAnimationFrame(frame);
    isRunning.value = false;
  };
  /** Works in every frame, or in every so many, until there is no more. */
  const everyFrame = (work: () => boolean, period = 1): void => {
    pause();
    isRunning.value = true;
    let count = 0;
    const next = (): void => {
      if (count++ % period > 0 || work()) frame = requestAnimationFrame(next);
    };
    next();
  };
  const rush = (to = settings.epochs): void =>
    everyFrame(() => {
      const isMore = advance(to - done);
      if (isMore && done < to) return true;
      show(isMore);
      isRunning.value = false;
      return false;
    });
  const stride = Math.max(1, Math.ceil(settings.epochs / DRAWINGS));
  return {
    data,
    settings,
    result,
    isRunning,
    spent,
    pause,
    play: () =>
      everyFrame(() => {
        const isMore = advance(stride);
        show(isMore);
        return isMore;
      }, PERIOD),
    step: (epochs = 1) => rush(Math.min(done + epochs, settings.epochs)),
    rush,
  };
}
