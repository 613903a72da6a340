import type { Expr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import { partialSlopes, type Differences } from "./differences.ts";
import { evaluate, evaluateScalar } from "./evaluate.ts";
import { EvaluationError } from "./failure.ts";
import { product, withSizes, type Dense, type Point } from "./point.ts";
import { randomStream, type RandomStream } from "./random.ts";
import { taylorSlope } from "./taylor.ts";

/** What a partial derivative turned out to be. At a kink the formula gives a slope between the one-sided ones. */
export type Verdict = "agrees" | "kink" | "disagrees";

/** One partial derivative, held against finite differences. */
export interface GradcheckEntry {
  readonly wrt: string;
  /** Position in the variable, counted from 1. */
  readonly index: readonly number[];
  readonly formula: number;
  readonly central: number;
  readonly left: number;
  readonly right: number;
  readonly verdict: Verdict;
}

export interface Gradcheck {
  /** In the order of the variables; with a limit, those that were drawn. */
  readonly entries: readonly GradcheckEntry[];
  /** How many entries the variables have together. */
  readonly partials: number;
  /**
   * Over the entries that are no kinks; relative to the entry, or to 10⁻⁶ of the largest entry. Entries that are
   * 0 within the rounding of the differences have no relative error.
   */
  readonly maxRelativeError: number;
  /** Order of the Taylor remainder along a random direction that avoids kinks; Infinity where f is linear. */
  readonly slope: number;
  /** Every slope and every entry is 0: the point tells nothing. */
  readonly vacuous: boolean;
}

/** A variable with the gradient claimed for it, an array of the same shape. */
export interface Claim {
  readonly name: string;
  readonly gradient: Dense;
}

/** A variable with the formula claimed for its gradient. */
export interface GradientFormula {
  readonly name: string;
  /** The axes of the variable, in order. */
  readonly axes: readonly Index[];
  readonly value: Expr;
}

const TOLERANCE = 1e-6;

/** Part of the size of the function and of the gradient that an exact 0 may miss by rounding. */
const ROUNDING = 1e-11;

/** @param scale the size of the function and of the whole gradient */
function verdictOf(formula: number, { central, left, right, kink }: Differences, scale: number): Verdict {
  const size = Math.max(Math.abs(formula), Math.abs(central.value));
  if (!kink)
    return Math.abs(formula - central.value) <= TOLERANCE * size + 10 * central.error + ROUNDING * scale
      ? "agrees"
      : "disagrees";
  const [low, high] = [Math.min(left.value, right.value), Math.max(left.value, right.value)];
  const slack = TOLERANCE * Math.max(Math.abs(low), Math.abs(high)) + 10 * (left.error + right.error);
  return formula >= low - slack && formula <= high + slack ? "kink" : "disagrees";
}

/** The index of the n-th entry, counted from 1 along every axis. */
function positionOf(shape: readonly number[], n: number): number[] {
  const position: number[] = [];
  let rest = n;
  for (const length of [...shape].reverse()) {
    position.unshift((rest % length) + 1);
    rest = Math.floor(rest / length);
  }
  return position;
}

export interface GradcheckOptions {
  /** Of the direction of the Taylor test, and of the choice of entries. */
  readonly seed?: number;
  /** At most so many entries of each variable are held against differences, drawn at random; all by default. */
  readonly limit?: number;
}

/** The point with the values of one tensor replaced. */
const replace = (at: Point, { name, gradient }: Claim, values: Float64Array): Point => ({
  ...at,
  tensors: new Map([...at.tensors, [name, { shape: gradient.shape, values }]]),
});

/**
 * The data of a variable. One that the function does not depend on needs none.
 * @error EvaluationError missing-tensor
 */
function dataOf(at: Point, { name, gradient }: Claim): Float64Array {
  const data = at.tensors.get(name);
  if (data !== undefined) return Float64Array.from(data.values);
  if (Array.from(gradient.values).some((slope) => slope !== 0))
    throw new EvaluationError({ kind: "missing-tensor", name });
  return new Float64Array(product(gradient.shape));
}

/** Positions 0 … n − 1, or `limit` of them drawn at random, in order. */
function chosen(n: number, limit: number, random: RandomStream): readonly number[] {
  if (n <= limit) return Array.from({ length: n }, (_, k) => k);
  const drawn = new Set<number>();
  while (drawn.size < limit) drawn.add(random.integer(0, n - 1));
  return [...drawn].sort((a, b) => a - b);
}

const largestOf = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), 0);

/**
 * Holds a claimed gradient against finite differences and the Taylor slope of any scalar function of a point.
 *
 * @param f the function; called about 35 times per entry
 * @error EvaluationError missing-tensor
 */
export function checkGradient(
  f: (at: Point) => number,
  claims: readonly Claim[],
  at: Point,
  { seed = 1, limit = Infinity }: GradcheckOptions = {},
): Gradcheck {
  const random = randomStream(seed);
  const directions = claims.map(({ gradient }) => Float64Array.from(gradient.values, random.normal));
  const parts = claims.flatMap((claim, c) => {
    const { name, gradient } = claim;
    const values = dataOf(at, claim);
    return chosen(values.length, limit, random).map((n) => ({
      wrt: name,
      index: positionOf(gradient.shape, n),
      formula: gradient.values[n]!,
      found: partialSlopes((x) => f(replace(at, claim, x)), values, n),
      place: [c, n] as const,
    }));
  });
  const largest = largestOf(parts.map(({ found }) => Math.abs(found.central.value)));
  const scale = Math.max(largest, Math.abs(f(at)));
  const relative = (formula: number, { central: { value, error } }: Differences): number => {
    const size = Math.max(Math.abs(formula), Math.abs(value), 1e-6 * largest);
    return size <= 10 * error ? 0 : Math.abs(formula - value) / size;
  };
  const errors: number[] = [];
  const entries = parts.map(({ wrt, index, formula, found, place: [c, n] }): GradcheckEntry => {
    const verdict = verdictOf(formula, found, scale);
    // Coordinates at a kink stay where they are in the Taylor test.
    if (verdict === "kink") directions[c]![n] = 0;
    else errors.push(relative(formula, found));
    return {
      wrt,
      index,
      formula,
      central: found.central.value,
      left: found.left.value,
      right: found.right.value,
      verdict,
    };
  });
  return {
    entries,
    partials: claims.reduce((total, { gradient }) => total + gradient.values.length, 0),
    maxRelativeError: largestOf(errors),
    slope: slopeAlong(f, claims, directions, at),
    vacuous: parts.every(
      ({ formula, found: { central } }) => formula === 0 && Math.abs(central.value) <= central.error,
    ),
  };
}

/** The Taylor slope along a direction in the space of all variables. */
function slopeAlong(
  f: (at: Point) => number,
  claims: readonly Claim[],
  directions: readonly Float64Array[],
  at: Point,
): number {
  let directional = 0;
  for (const [c, direction] of directions.entries())
    for (const [n, d] of direction.entries()) if (d !== 0) directional += d * claims[c]!.gradient.values[n]!;
  const moved = (h: number): number => {
    let there = at;
    for (const [c, claim] of claims.entries()) {
      const values = dataOf(at, claim).map((x, n) => x + h * directions[c]![n]!);
      there = replace(there, claim, values);
    }
    return f(there);
  };
  return taylorSlope(moved, directional).slope;
}

/**
 * Every partial of a formula against finite differences and the Taylor slope, evaluated by the oracle.
 *
 * @param cost a scalar
 * @error EvaluationError as `evaluate`
 */
export function gradcheck(
  cost: Expr,
  formulas: readonly GradientFormula[],
  at: Point,
  options: GradcheckOptions = {},
): Gradcheck {
  const whole = withSizes([cost, ...formulas.map(({ value }) => value)], at);
  const claims = formulas.map(({ name, axes, value }) => ({ name, gradient: evaluate(value, axes, whole) }));
  return checkGradient((there) => evaluateScalar(cost, there), claims, whole, options);
}
