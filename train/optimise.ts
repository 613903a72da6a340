import type { Numbers } from "./kernel.ts";
import type { SavedOptimiser } from "./weights.ts";

/** How far back momentum remembers: a gradient counts 0.9 times as much in the next step. */
const MOMENTUM = 0.9;
/** The decay rates of both moments, and what keeps a division by 0 away: Kingma & Ba's defaults. */
const ADAM = { first: 0.9, second: 0.999, epsilon: 1e-8 } as const;

/** w ← w − rate · g, in place. */
export function sgdStep(values: Numbers, gradient: Numbers, rate: number): void {
  for (let at = 0; at < values.length; at++) values[at] = values[at]! - rate * gradient[at]!;
}

/**
 * v ← decay · v + g, w ← w − rate · v, in place.
 *
 * @source Polyak 1964, the heavy ball, without the factor 1 − decay
 */
export function momentumStep(
  values: Numbers,
  gradient: Numbers,
  velocity: Numbers,
  rate: number,
  decay: number = MOMENTUM,
): void {
  for (let at = 0; at < values.length; at++) {
    const next = decay * velocity[at]! + gradient[at]!;
    velocity[at] = next;
    values[at] = values[at]! - rate * next;
  }
}

/**
 * m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², w ← w − rate · m̂ / (√v̂ + ε), in place, where m̂ and v̂ are the
 * moments divided by 1 − βᵗ.
 *
 * @param count how many steps this one makes, counted from 1
 * @source Kingma & Ba 2015, algorithm 1
 */
export function adamStep(
  values: Numbers,
  gradient: Numbers,
  first: Numbers,
  second: Numbers,
  rate: number,
  count: number,
): void {
  const { first: b1, second: b2, epsilon } = ADAM;
  const scale = rate / (1 - b1 ** count);
  const spread = 1 / (1 - b2 ** count);
  for (let at = 0; at < values.length; at++) {
    const g = gradient[at]!;
    const m = b1 * first[at]! + (1 - b1) * g;
    const v = b2 * second[at]! + (1 - b2) * g * g;
    first[at] = m;
    second[at] = v;
    values[at] = values[at]! - (scale * m) / (Math.sqrt(v * spread) + epsilon);
  }
}

interface Method {
  /** How many arrays of the size of a parameter it keeps for each parameter. */
  readonly memories: number;
  /** A rate that suits it where none is given. */
  readonly rate: number;
  readonly step: (
    values: Numbers,
    gradient: Numbers,
    memory: readonly Numbers[],
    rate: number,
    count: number,
  ) => void;
}

const methods = {
  sgd: { memories: 0, rate: 0.5, step: (w, g, _, rate) => sgdStep(w, g, rate) },
  momentum: { memories: 1, rate: 0.05, step: (w, g, [v], rate) => momentumStep(w, g, v!, rate) },
  adam: {
    memories: 2,
    rate: 0.001,
    step: (w, g, [m, v], rate, count) => adamStep(w, g, m!, v!, rate, count),
  },
} as const satisfies Readonly<Record<string, Method>>;

export type OptimiserName = keyof typeof methods;

export const optimiserNames = Object.keys(methods) as readonly OptimiserName[];

/** The rate an optimiser is used with where none is given. */
export const usualRate = (name: OptimiserName): number => methods[name].rate;

/** Moves parameters by their gradients, step after step, and remembers what its method needs to know of the past. */
export class Optimiser {
  readonly name: OptimiserName;
  /** For each parameter the arrays that the method keeps. */
  readonly memory: readonly (readonly Numbers[])[];
  #count: number;

  /** @param saved the state of an earlier run to go on from */
  constructor(name: OptimiserName, params: readonly Numbers[], saved?: SavedOptimiser) {
    this.name = name;
    const { memories } = methods[name];
    this.memory = params.map((values) => Array.from({ length: memories }, () => values.slice().fill(0)));
    this.#count = saved?.steps ?? 0;
    for (const [k, array] of this.memory.flat().entries()) array.set(saved?.memory[k] ?? []);
  }

  step(params: readonly Numbers[], gradients: readonly Numbers[], rate: number): void {
    this.#count++;
    const { step } = methods[this.name];
    for (const [k, values] of params.entries())
      step(values, gradients[k]!, this.memory[k]!, rate, this.#count);
  }

  /** Undoes the count of the last step; its memory is the caller's to put back. */
  forget(): void {
    this.#count--;
  }

  /** What has to be saved with the weights; nothing where the method keeps nothing. */
  get state(): SavedOptimiser {
    return { name: this.name, steps: this.#count, memory: this.memory.flat().map((values) => [...values]) };
  }
}
