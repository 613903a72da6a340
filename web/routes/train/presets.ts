import { usual, type Settings } from "./settings.ts";
import type { WordKey } from "./words.ts";

/** A run worth seeing, and what it shows. */
export interface Preset {
  readonly name: Extract<WordKey, `preset.${string}`>;
  readonly settings: Settings;
}

const at = (changed: Partial<Settings>): Settings => ({ ...usual, ...changed });

/** Runs to the end that get stuck, each in its way, and two that do not. What they end in is computed when they run. */
export const presets: readonly Preset[] = [
  { name: "preset.nothing", settings: at({ seed: 11 }) },
  ...[13, 17, 22, 24].map((seed): Preset => ({ name: "preset.two", settings: at({ seed }) })),
  { name: "preset.fast", settings: at({ hidden: 8, rate: 5 }) },
  { name: "preset.slower", settings: at({ hidden: 8 }) },
  { name: "preset.wider", settings: at({ hidden: 8, seed: 11 }) },
];
