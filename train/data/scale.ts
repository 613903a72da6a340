import type { Notice } from "../error.ts";
import type { Dataset } from "./dataset.ts";

/** x ↦ (x − mean) / deviation, one pair for each feature. */
export interface Scaling {
  readonly means: readonly number[];
  readonly deviations: readonly number[];
}

/**
 * Mean and standard deviation of each feature (over n, not n − 1). Fit on training rows only: held-out rows must
 * not be looked at. A constant feature is centred and not scaled, and said.
 */
export function fitScaling(data: Dataset): {
  readonly scaling: Scaling;
  readonly notices: readonly Notice[];
} {
  const columns = data.featureNames.map((_, k) => columnOf(data, k));
  const means = columns.map(mean);
  const spreads = columns.map((column, k) => Math.sqrt(mean(column.map((x) => (x - means[k]!) ** 2))));
  const isConstant = (k: number) => columns[k]!.every((x) => x === columns[k]![0]);
  const notices = data.featureNames.flatMap((column, k): Notice[] =>
    isConstant(k) ? [{ code: "W0907", values: { column, value: columns[k]![0] ?? 0 } }] : [],
  );
  return {
    scaling: { means, deviations: spreads.map((spread, k) => (isConstant(k) ? 1 : spread)) },
    notices,
  };
}

export function applyScaling(data: Dataset, { means, deviations }: Scaling): Dataset {
  const width = data.featureNames.length;
  return {
    ...data,
    features: data.features.map((x, at) => (x - means[at % width]!) / deviations[at % width]!),
  };
}

/** Appends a feature that is 1 in every row: its weights are the bias. */
export function appendConstant(data: Dataset): Dataset {
  const width = data.featureNames.length;
  const features = new Float64Array(data.rows * (width + 1)).fill(1);
  for (let row = 0; row < data.rows; row++) {
    features.set(data.features.subarray(row * width, (row + 1) * width), row * (width + 1));
  }
  return { ...data, featureNames: [...data.featureNames, "1"], features };
}

function columnOf(data: Dataset, k: number): Float64Array {
  return data.features.filter((_, at) => at % data.featureNames.length === k);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}
