/** A stream of random numbers that a seed determines. */
export interface RandomStream {
  /** Uniform in [0, 1), a multiple of 2⁻³². */
  readonly uniform: () => number;
  /** Uniform among low … high, both included. */
  readonly integer: (low: number, high: number) => number;
  /** Normally distributed, mean 0 and variance 1. */
  readonly normal: () => number;
  readonly pick: <T>(items: readonly T[]) => T;
}

/** PractRand's sfc32 (Doty-Humphrey), warmed up by twelve rounds. */
export function randomStream(seed: number): RandomStream {
  let [a, b, c, counter] = [0, seed | 0, Math.floor(seed / 2 ** 32) | 0, 1];
  const next = (): number => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return (result >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 12; round++) next();
  const integer = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    uniform: next,
    integer,
    // Box and Muller 1958; 1 − u keeps the logarithm finite.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick: (items) => items[integer(0, items.length - 1)]!,
  };
}
