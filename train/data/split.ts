import { TrainError } from "../error.ts";
import { permutation, stream } from "../random.ts";
import type { Dataset } from "./dataset.ts";
import { classesOf } from "./dataset.ts";

export interface Split {
  readonly training: Dataset;
  readonly heldOut: Dataset;
}

/**
 * Holds back a share of the rows, of each class alike (rounded, at least one row), chosen by the seed. Within each
 * part the rows keep the order of the file, so sums are taken in a fixed order.
 *
 * @param share from 0 (hold nothing back) to below 1
 * @error E0918 another share · E0920 a class with a single row
 */
export function split(data: Dataset, share: number, seed: number): Split {
  if (!(share >= 0 && share < 1)) {
    throw new TrainError("E0918", { name: "share", value: share, expected: "0 ≤ share < 1" });
  }
  const held = new Set(share === 0 ? [] : strata(data).flatMap((rows) => heldRows(data, rows, share, seed)));
  const all = Array.from({ length: data.rows }, (_, row) => row);
  return {
    training: takeRows(
      data,
      all.filter((row) => !held.has(row)),
    ),
    heldOut: takeRows(
      data,
      all.filter((row) => held.has(row)),
    ),
  };
}

/** The rows in the given order. */
export function takeRows(data: Dataset, rows: readonly number[]): Dataset {
  return {
    ...data,
    rows: rows.length,
    features: gather(data.features, data.featureNames.length, rows),
    targets: gather(data.targets, data.targetNames.length, rows),
  };
}

function gather(values: Float64Array, width: number, rows: readonly number[]): Float64Array {
  const taken = new Float64Array(rows.length * width);
  for (const [k, row] of rows.entries())
    taken.set(values.subarray(row * width, (row + 1) * width), k * width);
  return taken;
}

/** Row numbers by class; a single group where targets are numbers. */
function strata(data: Dataset): readonly (readonly number[])[] {
  const classes = data.kind === "classes" ? classesOf(data) : new Int32Array(data.rows);
  const groups = data.targetNames.map((): number[] => []);
  for (const [row, label] of classes.entries()) groups[label]!.push(row);
  return groups.filter((group) => group.length > 0);
}

function heldRows(data: Dataset, rows: readonly number[], share: number, seed: number): readonly number[] {
  const label = classesOf(takeRows(data, rows.slice(0, 1)))[0]!;
  if (rows.length < 2) throw new TrainError("E0920", { label: data.targetNames[label]!, rows: rows.length });
  const count = Math.min(rows.length - 1, Math.max(1, Math.round(share * rows.length)));
  const order = permutation(rows.length, stream(seed, "split", label));
  return [...order.subarray(0, count)].map((k) => rows[k]!);
}
