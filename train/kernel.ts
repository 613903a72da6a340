/** Row-major numbers of a kernel: 64- or 32-bit. */
export type Numbers = Float64Array | Float32Array;

export interface TensorSpec {
  readonly name: string;
  readonly shape: readonly number[];
}

/** What one sample brings: features, or the label to be met. The shape is that of one sample. */
export interface InputSpec extends TensorSpec {
  readonly role: "input" | "label";
}

export interface ParamSpec extends TensorSpec {
  /**
   * Axes, from 0, over which the model sums when it uses this parameter: their lengths multiply to the fan-in.
   * Unknown: all axes but the last, the rows of in×out weights.
   */
  readonly contracted?: readonly number[];
}

/** How many of the rows switch each unit of a hidden tensor on (its ReLU above 0). */
export interface UnitActivity {
  readonly tensor: string;
  /** One count for each unit, row-major. */
  readonly active: readonly number[];
  readonly rows: number;
}

/**
 * What training asks of a model: its mean cost over a batch with the gradient, and optionally its predictions
 * and the activity of its units. All arrays are the caller's, row-major; a batch of n samples is n times one
 * sample, row after row.
 */
export interface TrainingKernel {
  /** In the order in which `run` takes them. */
  readonly inputs: readonly InputSpec[];
  readonly params: readonly ParamSpec[];
  readonly precision: "f64" | "f32";
  /** Tells models apart: the hash of the canonical graph. */
  readonly hash: string;
  /** Returns the mean cost over n samples; writes the mean gradient of each parameter into `gradients`. */
  run(
    n: number,
    inputs: readonly Numbers[],
    params: readonly Numbers[],
    gradients: readonly Numbers[],
  ): number;
  /** Writes the prediction for each of n samples, shaped like the label. */
  predict?(n: number, inputs: readonly Numbers[], params: readonly Numbers[], predictions: Numbers): void;
  units?(n: number, inputs: readonly Numbers[], params: readonly Numbers[]): readonly UnitActivity[];
}

/** The number of entries of a shape; 1 for a scalar. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1);

export const allocate = (precision: TrainingKernel["precision"], size: number): Numbers =>
  precision === "f64" ? new Float64Array(size) : new Float32Array(size);
