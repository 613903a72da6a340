import type { Dataset, TrainableModel, UnitActivity } from "../../../train/index.ts";
import { begin } from "./network.ts";
import type { Settings } from "./settings.ts";

/** What to try, and what a try must end in. */
export interface Quest {
  readonly tries: readonly Settings[];
  readonly isWanted: (units: readonly UnitActivity[]) => boolean;
}

export const deadIn = (units: readonly UnitActivity[]): number =>
  units.reduce((sum, { active }) => sum + active.filter((count) => count === 0).length, 0);

export const unitsIn = (units: readonly UnitActivity[]): number =>
  units.reduce((sum, { active }) => sum + active.length, 0);

/** The seeds after this one, until a unit ends dead. */
export const deadlySeed = (settings: Settings): Quest => ({
  tries: Array.from({ length: 60 }, (_, k) => ({ ...settings, seed: (settings.seed + 1 + k) % 2 ** 32 })),
  isWanted: (units) => deadIn(units) > 0,
});

/** Smaller and smaller rates, until no unit ends dead. */
export const gentleRate = (settings: Settings): Quest => ({
  tries: [2, 4, 8, 16, 32].map((part) => ({
    ...settings,
    rate: Number((settings.rate / part).toPrecision(3)),
  })),
  isWanted: (units) => deadIn(units) === 0,
});

const SLICE = 8;

const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/**
 * Trains with one setting after the other until one ends as wanted, in slices that leave the page its frames.
 * @param onTry called before each training
 */
export async function search(
  network: TrainableModel,
  data: Dataset,
  { tries, isWanted }: Quest,
  onTry: (settings: Settings) => void,
  signal: AbortSignal,
): Promise<{ readonly settings: Settings; readonly units: readonly UnitActivity[] } | undefined> {
  for (const settings of tries) {
    onTry(settings);
    const session = begin(network, data, settings);
    let start = performance.now();
    while (session.epochs.next().done !== true) {
      if (performance.now() - start < SLICE) continue;
      await rest();
      if (signal.aborted) return undefined;
      start = performance.now();
    }
    const { units } = session.result();
    if (isWanted(units)) return { settings, units };
    await rest();
    if (signal.aborted) return undefined;
  }
  return undefined;
}
