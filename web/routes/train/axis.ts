/** A range of numbers, drawn from one place to another. */
export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  readonly at: (value: number) => number;
}

/** Round numbers, about `count` of them, within a range. */
function roundNumbers(low: number, high: number, count: number): readonly number[] {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(low / step);
  const length = Math.floor(high / step) - first + 1;
  return Array.from({ length }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}

export function axis(low: number, high: number, from: number, to: number, count = 4): Axis {
  const width = high > low ? high - low : 1;
  const at = (value: number): number => from + ((value - low) / width) * (to - from);
  return { low, high: low + width, ticks: roundNumbers(low, low + width, count), at };
}

/** Text for a tick: short, with a real minus. */
export const tickText = (value: number): string => String(value).replace("-", "−");
