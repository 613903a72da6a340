import type { Expr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import { partialSlopes, type Differences } from "./differences.ts";
import { evaluate, evaluateScalar } from "./evaluate.ts";
import { product, withSizes, type Dense, type Point } from "./point.ts";
import { randomStream } from "./random.ts";
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
  readonly entries: readonly GradcheckEntry[];
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

/** The point with the values of one tensor replaced. */
const replace = (at: Point, name: string, values: Float64Array): Point => ({
  ...at,
  tensors: new Map([...at.tensors, [name, { shape: at.tensors.get(name)!.shape, values }]]),
});

/**
 * Holds a claimed gradient against finite differences and the Taylor slope of any scalar function of a point.
 *
 * @param f the function; called about 35 times per entry
 * @param seed of the direction of the Taylor test
 */
export function checkGradient(
  f: (at: Point) => number,
  claims: readonly Claim[],
  at: Point,
  { seed = 1 }: { readonly seed?: number } = {},
): Gradcheck {
  const parts = claims.flatMap(({ name, gradient: { shape, values: formulas } }) => {
    const values = Float64Array.from(at.tensors.get(name)!.values);
    return Array.from({ length: product(shape) }, (_, n) => ({
      wrt: name,
      index: positionOf(shape, n),
      formula: formulas[n]!,
      found: partialSlopes((x) => f(replace(at, name, x)), values, n),
    }));
  });
  const largest = Math.max(0, ...parts.map(({ found }) => Math.abs(found.central.value)));
  const scale = Math.max(largest, Math.abs(f(at)));
  const errors = parts.map(({ found }) => found.central.error);
  const entries = parts.map(({ wrt, index, formula, found }) => ({
    wrt,
    index,
    formula,
    central: found.central.value,
    left: found.left.value,
    right: found.right.value,
    verdict: verdictOf(formula, found, scale),
  }));
  const relative = ({ formula, central }: GradcheckEntry, error: number): number => {
    const size = Math.max(Math.abs(formula), Math.abs(central), 1e-6 * largest);
    return size <= 10 * error ? 0 : Math.abs(formula - central) / size;
  };
  return {
    entries,
    maxRelativeError: Math.max(
      0,
      ...entries.map((entry, n) => (entry.verdict === "kink" ? 0 : relative(entry, errors[n]!))),
    ),
    slope: slopeAlong(f, claims, entries, at, seed),
    vacuous: entries.every(({ formula, central }, n) => formula === 0 && Math.abs(central) <= errors[n]!),
  };
}

/** The Taylor slope along a random direction; coordinates at a kink stay where they are. */
function slopeAlong(
  f: (at: Point) => number,
  claims: readonly Claim[],
  entries: readonly GradcheckEntry[],
  at: Point,
  seed: number,
): number {
  const random = randomStream(seed);
  const directions = entries.map(({ verdict }) => (verdict === "kink" ? 0 : random.normal()));
  const directional = entries.reduce((total, { formula }, n) => {
    const direction = directions[n]!;
    return direction === 0 ? total : total + formula * direction;
  }, 0);
  const moved = (h: number): number => {
    let next = 0;
    let there = at;
    for (const { name } of claims) {
      const values = Float64Array.from(at.tensors.get(name)!.values, (x) => x + h * directions[next++]!);
      there = replace(there, name, values);
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
  options: { readonly seed?: number } = {},
): Gradcheck {
  const whole = withSizes([cost, ...formulas.map(({ value }) => value)], at);
  const claims = formulas.map(({ name, axes, value }) => ({ name, gradient: evaluate(value, axes, whole) }));
  return checkGradient((there) => evaluateScalar(cost, there), claims, whole, options);
}
