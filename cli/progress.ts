import { columns } from "./frame.ts";

/** Shows how far a long job is, on one line that is overwritten. */
export interface Progress {
  /** @param fraction of the work done, from 0 to 1 @param says what stands beside the bar */
  readonly show: (fraction: number, says: string) => void;
  /** Takes the line away again. */
  readonly done: () => void;
}

const barWidth = 24;
const blocks = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const;

/** A bar of 24 columns, filled to an eighth of a column. */
export function bar(fraction: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, fraction)) * barWidth * 8);
  const filled = "█".repeat(Math.floor(eighths / 8)) + (blocks[eighths % 8] ?? "");
  return filled + "·".repeat(barWidth - columns(filled));
}

/**
 * A progress bar on a terminal, redrawn at most every 40 milliseconds; silent where the stream is no terminal, so
 * that logs and pipes stay clean.
 */
export function progress(stream: NodeJS.WriteStream, now: () => number = () => performance.now()): Progress {
  if (!stream.isTTY) return { show: () => undefined, done: () => undefined };
  let last = Number.NEGATIVE_INFINITY;
  let drawn = false;
  return {
    show: (fraction, says) => {
      if (fraction < 1 && now() - last < 40) return;
      last = now();
      drawn = true;
      const line = `${bar(fraction)} ${String(Math.round(100 * fraction)).padStart(3)} %  ${says}`;
      const room = (stream.columns ?? 80) - 1;
      stream.write(`\r${columns(line) > room ? line.slice(0, room) : line}\u001B[K`);
    },
    done: () => {
      if (drawn) stream.write("\r\u001B[K");
    },
  };
}
