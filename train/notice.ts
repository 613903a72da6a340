import type { Notice } from "./error.ts";
import type { Evaluation } from "./evaluate.ts";
import type { UnitActivity } from "./kernel.ts";

/** What the descent has shown, for the judgements below. */
export interface Course {
  /** Loss by epoch. */
  readonly losses: readonly number[];
  readonly isDiverged: boolean;
  readonly rate: number;
  /** Epochs done before `losses` begins. */
  readonly from: number;
}

/** So many epochs in a row without progress mean that there is none. */
const PATIENCE = 50;
const RISES = 5;

const smallerThan = (rate: number): number => Number((rate / 5).toPrecision(2));
const shown = (value: number): string => (Number.isFinite(value) ? value.toPrecision(4) : String(value));

/** Loss no longer finite, growing, or no longer falling. */
export function judgeCourse({ losses, isDiverged, rate, from }: Course): readonly Notice[] {
  const last = losses.at(-1);
  if (last === undefined) return [];
  const epoch = from + losses.length;
  const smaller = smallerThan(rate);
  if (isDiverged && losses.length === 1) {
    return [{ code: "W0909", values: { loss: shown(last), epoch } }];
  }
  if (isDiverged) {
    return [
      { code: "W0901", values: { loss: shown(last), epoch, last: shown(losses.at(-2)!), rate, smaller } },
    ];
  }
  if (isGrowing(losses)) {
    const first = shown(losses.reduce((least, loss) => Math.min(least, loss)));
    return [{ code: "W0902", values: { first, loss: shown(last), epoch, rate, smaller } }];
  }
  const before = losses.at(-1 - PATIENCE);
  if (before !== undefined && before - last < 1e-3 * Math.abs(before)) {
    return [{ code: "N0905", values: { loss: shown(last), epochs: PATIENCE } }];
  }
  return [];
}

/** At the end the loss is above where it began, or it has risen for several epochs on end. */
function isGrowing(losses: readonly number[]): boolean {
  const last = losses.at(-1)!;
  if (losses.length > 1 && last > losses[0]! * (1 + 1e-9)) return true;
  const tail = losses.slice(-1 - RISES);
  return tail.length > RISES && tail.every((loss, k) => k === 0 || loss > tail[k - 1]! * (1 + 1e-9));
}

/** Units that no row switches on. Units are counted from 1. */
export function judgeUnits(units: readonly UnitActivity[]): readonly Notice[] {
  return units.flatMap(({ tensor, active, rows }) =>
    active.flatMap((count, k): Notice[] =>
      count === 0 && rows > 0 ? [{ code: "W0903", values: { tensor, unit: k + 1, rows } }] : [],
    ),
  );
}

/** Classes that have rows and are never predicted. */
export function judgeClasses({ confusion }: Evaluation, names: readonly string[]): readonly Notice[] {
  if (confusion === undefined) return [];
  return names.flatMap((label, k): Notice[] => {
    const rows = confusion[k]!.reduce((sum, count) => sum + count, 0);
    const isPredicted = confusion.some((predicted) => predicted[k]! > 0);
    return rows > 0 && !isPredicted ? [{ code: "W0904", values: { label, rows } }] : [];
  });
}

/**
 * Rows of labels that break an assumption Σ = total, which the closed forms have used.
 *
 * @param values rows × width, row-major
 * @param assumption as the model states it, for example "sum(k, y[k]) == 1"
 * @param tolerance largest |Σ − total| that passes; the default passes thirds written with six digits
 */
export function judgeAssumedSum(
  values: ArrayLike<number>,
  width: number,
  assumption: string,
  total = 1,
  tolerance = 1e-5,
): readonly Notice[] {
  const sums = Array.from({ length: width === 0 ? 0 : values.length / width }, (_, row) => {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += values[row * width + k]!;
    return sum;
  });
  const breaks = (sum: number) => !(Math.abs(sum - total) <= tolerance);
  const row = sums.findIndex(breaks);
  if (row < 0) return [];
  const count = sums.filter(breaks).length;
  return [
    {
      code: "W0906",
      values: { assumption, count, rows: sums.length, row: row + 1, sum: Number(sums[row]!.toPrecision(9)) },
    },
  ];
}
