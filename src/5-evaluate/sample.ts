import type { Affine } from "../core/affine.ts";
import type { Expr } from "../core/expr.ts";
import type { Assumption } from "../core/step.ts";
import { evaluate } from "./evaluate.ts";
import { EvaluationError } from "./failure.ts";
import { fulfil, isMet } from "./fulfil.ts";
import { gatesOf, positiveArguments } from "./gates.ts";
import type { Meter } from "./meter.ts";
import { product, shapeOf, tensorDims, type Dense, type Point } from "./point.ts";
import { drawSizes } from "./sizes.ts";
import { randomStream, type RandomStream } from "./random.ts";

export interface SampleOptions {
  readonly seed: number;
  /** Sizes that are fixed; the others are drawn, square and oblong in turn. */
  readonly sizes?: ReadonlyMap<string, number>;
  /** Normally distributed numbers, or small integers among −1, 0, 1, 2: readable as a counterexample. */
  readonly numbers?: "normal" | "integers";
  /** Equations the data shall satisfy. */
  readonly assumptions?: readonly Assumption[];
  /** Expressions that shall be positive, besides the arguments of logarithms and roots. */
  readonly positive?: readonly Expr[];
  /**
   * Whether points with entries on both sides of every kink are preferred; they are. Two kinks that lie near each other,
   * [x > 0] and [x > 1], are only told apart by entries between them, which such a point need not have.
   */
  readonly stratifies?: boolean;
  /** Draw sizes 0 and 1 too. */
  readonly thin?: boolean;
  /** Bounds the draws, and whatever is evaluated at the point later. */
  readonly meter?: Meter;
}

export interface Sample {
  readonly point: Point;
  /** Assumptions that the data could not be made to satisfy. */
  readonly unmet: readonly Assumption[];
  /** Every kink has entries on either side, every root and logarithm an argument inside its domain. */
  readonly stratified: boolean;
}

const ATTEMPTS = 48;

/** A tensor with more entries is refused rather than left to exhaust the memory. */
const MAX_ENTRIES = 1 << 26;

/**
 * A random point at which the expressions can be told apart from wrong ones. Among several draws the one is
 * taken at which each ReLU, comparison and maximum has an active and an inactive entry and nothing leaves its
 * domain: at a point where all units are off most wrong gradients look right.
 *
 * @error EvaluationError where no draw gives the expressions a value
 */
export function samplePoint(roots: readonly Expr[], options: SampleOptions): Sample {
  const { seed, assumptions = [], positive = [] } = options;
  const random = randomStream(seed);
  const all = [...roots, ...assumptions.flatMap(({ left, right }) => [left, right]), ...positive];
  const dims = tensorDims(all);
  const gates = gatesOf(roots);
  const domain = [...positiveArguments(roots), ...positive];
  const mustBePositive = new Set(domain.flatMap((e) => (e.kind === "tensor" ? [e.name] : [])));
  let best: { readonly sample: Sample; readonly faults: number } | undefined;
  let failure: unknown;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      const sizes = drawSizes(all, random, options, attempt);
      const favourable = attempt > ATTEMPTS / 2;
      const drawn = drawTensors(dims, sizes, random, options.numbers ?? "normal", (name) => favourable || mustBePositive.has(name), options.meter); // prettier-ignore
      const point = fulfil(assumptions, drawn, random);
      const unmet = assumptions.filter((assumption) => !isMet(assumption, point));
      const outside = domain.filter((e) => entriesAt(e, point).some((x) => !(x > 0))).length;
      const infinite = roots.filter((e) => !entriesAt(e, point).every(Number.isFinite)).length;
      const onesided = gates.filter((e) => !isTwoSided(entriesAt(e, point))).length;
      const faults =
        1000 * unmet.length + 100 * infinite + 10 * outside + (options.stratifies === false ? 0 : onesided);
      if (best === undefined || faults < best.faults)
        best = { sample: { point, unmet, stratified: outside + infinite + onesided === 0 }, faults };
      if (faults === 0 || options.meter?.isHalfSpent === true) break;
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      failure = error;
      if (options.meter?.isSpent === true) break;
    }
  }
  if (best === undefined) throw failure;
  return best.sample;
}

/** `count` points from consecutive seeds. */
export const samplePoints = (
  roots: readonly Expr[],
  count: number,
  options: SampleOptions,
): readonly Sample[] =>
  Array.from({ length: count }, (_, k) => samplePoint(roots, { ...options, seed: options.seed + k }));

const entriesAt = (e: Expr, at: Point): readonly number[] => Array.from(evaluate(e, e.free, at).values);

/** Nearer to the kink than this, differences could not tell the sides apart. */
const CLEARANCE = 1e-3;

/** With two entries or more, some lie on either side of 0; none lies on the kink. */
const isTwoSided = (entries: readonly number[]): boolean =>
  entries.every((x) => Math.abs(x) > CLEARANCE) &&
  (entries.length < 2 || (entries.some((x) => x > 0) && entries.some((x) => x < 0)));

function drawTensors(
  dims: ReadonlyMap<string, readonly Affine[]>,
  sizes: ReadonlyMap<string, number>,
  random: RandomStream,
  numbers: "normal" | "integers",
  isPositive: (name: string) => boolean,
  meter: Meter | undefined,
): Point {
  const draw = (positive: boolean): number => {
    const value = numbers === "integers" ? random.integer(-1, 2) : random.normal();
    return positive ? Math.abs(value) + (numbers === "integers" ? 1 : 0.1) : value;
  };
  const tensors = [...dims].map(([name, axes]): [string, Dense] => {
    const shape = shapeOf(axes, sizes);
    const positive = isPositive(name);
    const entries = product(shape);
    meter?.spend(entries);
    if (entries > MAX_ENTRIES) throw new EvaluationError({ kind: "too-large", entries, limit: MAX_ENTRIES });
    return [name, { shape, values: Float64Array.from({ length: entries }, () => draw(positive)) }];
  });
  return { sizes, tensors: new Map(tensors), ...(meter === undefined ? {} : { meter }) };
}
