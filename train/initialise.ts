import type { Numbers, ParamSpec, TrainingKernel } from "./kernel.ts";
import { allocate, sizeOf } from "./kernel.ts";
import { gaussian, mulberry32 } from "./random.ts";

/** How weights begin. A parameter without a contracted axis (a bias) begins at 0 in every random scheme. */
export type Initialiser =
  | "he"
  | "xavier"
  | "lecun"
  | "zero"
  | { readonly constant: number }
  | { readonly normal: number };

/**
 * The variance of the normal distribution by fan-in and fan-out.
 *
 * @source He et al. 2015, eq. (10): 2/fan-in keeps the variance through ReLU
 * @source Glorot & Bengio 2010, eq. (12): 2/(fan-in + fan-out) for tanh and sigmoid
 * @source LeCun et al. 1998, Efficient BackProp, §4.6: 1/fan-in
 */
const variances = {
  he: (fanIn: number) => 2 / fanIn,
  xavier: (fanIn: number, fanOut: number) => 2 / (fanIn + fanOut),
  lecun: (fanIn: number) => 1 / fanIn,
  zero: () => 0,
} as const;

export const initialiserNames = Object.keys(variances) as readonly (keyof typeof variances)[];

/**
 * Fan-in: how many terms each sum over this parameter has; fan-out: how many sums one input takes part in.
 * For in×out weights the rows are the inputs. Without known contracted axes: all but the last; none for a vector.
 */
export function fans({ shape, contracted }: ParamSpec): { readonly fanIn: number; readonly fanOut: number } {
  const axes = contracted ?? (shape.length > 1 ? shape.slice(0, -1).map((_, axis) => axis) : []);
  const isContracted = (_: number, axis: number) => axes.includes(axis);
  const fanIn = axes.length === 0 ? 0 : sizeOf(shape.filter(isContracted));
  return { fanIn, fanOut: sizeOf(shape.filter((length, axis) => !isContracted(length, axis))) };
}

/**
 * The first weights. One stream of normal numbers (mulberry32 of the seed, Box–Muller) fills the parameters in
 * order of declaration, each row-major, so the same seed gives the same weights everywhere.
 *
 * @error E0901 the seed is not an integer from 0 to 2³² − 1
 */
export function initialise(
  params: readonly ParamSpec[],
  initialiser: Initialiser,
  seed: number,
  precision: TrainingKernel["precision"],
): Numbers[] {
  const normal = gaussian(mulberry32(seed));
  return params.map((param) => {
    const values = allocate(precision, sizeOf(param.shape));
    if (typeof initialiser === "object" && "constant" in initialiser)
      return values.fill(initialiser.constant);
    const deviation = deviationOf(param, initialiser);
    return deviation === 0 ? values : values.map(() => deviation * normal());
  });
}

function deviationOf(param: ParamSpec, initialiser: Exclude<Initialiser, { constant: number }>): number {
  const { fanIn, fanOut } = fans(param);
  if (fanIn === 0) return 0;
  if (typeof initialiser === "object") return initialiser.normal;
  return Math.sqrt(variances[initialiser](fanIn, fanOut));
}
