import { fields, integer, oneOf, type Reader } from "../../state/validate.ts";

export const dataNames = ["iris", "penguins"] as const;
export type DataName = (typeof dataNames)[number];

/** How many hidden units there may be; each count has a kernel of its own, generated when the page is built. */
export const hiddenCounts = [4, 8] as const;
export type Hidden = (typeof hiddenCounts)[number];

/** Rates to choose between; any other can be typed. */
export const rates = [0.1, 0.5, 1, 2, 5] as const;

/** Everything a run depends on: the same settings give the same weights, here and on the command line. */
export interface Settings {
  readonly data: DataName;
  readonly hidden: Hidden;
  readonly seed: number;
  readonly rate: number;
  readonly epochs: number;
  /** Rows in one step; 0 for all of them. */
  readonly batch: number;
}

/** What a link keeps: the settings that are not the usual ones, and the epoch that is shown. */
export interface Kept extends Settings {
  readonly at: number;
}

export const usual: Settings = { data: "iris", hidden: 4, seed: 1, rate: 0.5, epochs: 500, batch: 0 };

/** The numbers a reader may choose, both ends included. */
export const ranges = {
  seed: [0, 2 ** 32 - 1],
  rate: [1e-6, 100],
  epochs: [1, 5000],
  batch: [0, 1000],
} as const;

const rate: Reader<number> = (value) =>
  typeof value === "number" && value >= ranges.rate[0] && value <= ranges.rate[1] ? value : undefined;

const read = fields<Kept>({
  data: oneOf(...dataNames),
  hidden: (value) => hiddenCounts.find((count) => count === value),
  seed: integer(...ranges.seed),
  rate,
  epochs: integer(...ranges.epochs),
  batch: integer(...ranges.batch),
  at: integer(0, ranges.epochs[1]),
});

/** What a link says, as far as it can be believed. */
export function keptFrom(value: unknown): Kept {
  const kept = { ...usual, at: 0, ...read(value) };
  return { ...kept, at: Math.min(kept.at, kept.epochs) };
}

/** What a link must say; undefined where all is as usual. */
export function keptOf(kept: Kept): Partial<Kept> | undefined {
  const plain: Kept = { ...usual, at: 0 };
  const entries = Object.entries(kept).filter(([name, value]) => value !== plain[name as keyof Kept]);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

const modelFiles = { 4: "examples/notes.chain", 8: "examples/notes-eight.chain" } as const;

/** The command that trains to the same weights. */
export function commandOf({ data, hidden, seed, rate, batch }: Settings, epochs: number): string {
  const file = data === "iris" ? "iris" : "examples/penguins.json";
  const size = batch === 0 ? "" : ` --batch-size ${batch}`;
  return `chainrule train ${modelFiles[hidden]} --data ${file} --epochs ${epochs} --rate ${rate} --seed ${seed}${size}`;
}
