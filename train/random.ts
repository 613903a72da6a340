import { cosTurns, naturalLog } from "./elementary.ts";
import { TrainError } from "./error.ts";

/** A stream of numbers uniform on the multiples of 2⁻³² in [0, 1). */
export type Uniform = () => number;

const MAX_SEED = 2 ** 32 - 1;

/**
 * mulberry32: a Weyl sequence through a mixing function. Period 2³², integer arithmetic only, so the same
 * seed gives the same numbers in every engine. Good for shuffles and initial weights, not for secrets.
 *
 * @error  E0901 the seed is not an integer from 0 to 2³² − 1
 * @source Tommy Ettinger 2017 (public domain)
 */
export function mulberry32(seed: number): Uniform {
  requireSeed(seed);
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * An independent stream for one purpose ("split", "shuffle", …) and place (an epoch), all from one seed.
 * A stream depends on nothing drawn before it, so a resumed run shuffles exactly as an uninterrupted one.
 * The labels are folded into the seed by FNV-1a.
 */
export function stream(seed: number, ...labels: readonly (string | number)[]): Uniform {
  requireSeed(seed);
  let hash = 0x811c9dc5 ^ seed;
  for (const character of labels.join("/")) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  return mulberry32(hash >>> 0);
}

/**
 * Standard normal numbers by the cosine branch of Box and Muller: √(−2 ln u₁) cos 2πu₂.
 * One number takes two uniforms, so the k-th normal depends on k alone. u₁ = 0 counts as 2⁻³³.
 *
 * @source Box & Muller 1958, Ann. Math. Statist. 29(2), eq. (1)
 */
export function gaussian(uniform: Uniform): () => number {
  return () => {
    const radius = Math.sqrt(-2 * naturalLog(uniform() || 2 ** -33));
    return radius * cosTurns(uniform());
  };
}

/** A random order of 0 … n−1. @source Durstenfeld 1964, algorithm 235 (the Fisher–Yates shuffle) */
export function permutation(n: number, uniform: Uniform): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let last = n - 1; last > 0; last--) {
    const pick = Math.floor(uniform() * (last + 1));
    const kept = order[last]!;
    order[last] = order[pick]!;
    order[pick] = kept;
  }
  return order;
}

function requireSeed(seed: number): void {
  if (!Number.isInteger(seed) || seed < 0 || seed > MAX_SEED)
    throw new TrainError("E0901", { seed, largest: MAX_SEED });
}
