import { sub } from "../../core/build.ts";
import type { Expr } from "../../core/expr.ts";
import type { Index } from "../../core/index.ts";
import type { Assumption } from "../../core/step.ts";
import { evaluate } from "../../5-evaluate/evaluate.ts";
import { EvaluationError } from "../../5-evaluate/failure.ts";
import { gatesOf, positiveArguments } from "../../5-evaluate/gates.ts";
import { nested, type Nested, type Point } from "../../5-evaluate/point.ts";
import { compareAt } from "./compare.ts";
import type { Equality } from "./equal.ts";
import { withTensor, type Truth } from "./truth.ts";
import type { Work } from "./work.ts";

/** A point at which a claim is wrong, and one entry that shows it. */
export interface Witness {
  readonly point: Readonly<Record<string, Nested>>;
  /** Counted from 1, in the order of the axes of the line; empty for a number. */
  readonly entry: readonly number[];
  readonly claimed: number;
  readonly true: number;
  /** The slope by finite differences; undefined for a claim that is no derivative. */
  readonly finiteDifference: number | undefined;
}

export interface Question {
  readonly claimed: Expr;
  readonly truth: Expr;
  readonly axes: readonly Index[];
  /** Finite differences, where the truth is a derivative. */
  readonly slope: Truth["slope"] | undefined;
  readonly assumptions: readonly Assumption[];
  /** What else needs data: the quantity that is differentiated. */
  readonly quantity: Expr | undefined;
}

const SEEDS = [1, 2, 3, 4];

/** A difference that shows in print. */
const VISIBLE = 1e-3;

/** Finite differences agree with the truth to this part of its size. */
const AGREES = 1e-5;

/** The number of values that are not 0, and how unwieldy they are. */
const complexity = (at: Point): number => {
  let total = 0;
  for (const { values } of at.tensors.values())
    for (const x of Array.from(values)) total += x === 0 ? 0 : x === 1 ? 2 : Number.isInteger(x) ? 3 : 8;
  return total;
};

/**
 * The smallest point found at which the claim is wrong: small integers first, then numbers with one decimal. It is
 * confirmed by finite differences before it is given; none is given where they do not confirm it.
 */
export function* findWitness(equality: Equality, question: Question): Work<Witness | undefined> {
  const [claimed, truth] = [question.claimed, question.truth].map((e) => equality.withConstants(e));
  const concrete = { ...question, claimed: claimed!, truth: truth! };
  const more = question.quantity === undefined ? [] : [question.quantity];
  const gates = gatesOf([concrete.claimed, concrete.truth, ...more]);
  for (const numbers of ["integers", "normal"] as const) {
    const starts: Point[] = [];
    for (const seed of SEEDS) {
      yield;
      const sample = equality.sample(concrete.claimed, concrete.truth, seed, numbers, more);
      if (sample !== undefined) starts.push(numbers === "normal" ? rounded(sample.point) : sample.point);
    }
    starts.sort((a, b) => complexity(a) - complexity(b));
    for (const start of starts) {
      yield;
      if (!shows(concrete, start) || !isOffKinks(gates, start)) continue;
      for (const at of [yield* smallest(concrete, gates, start), start]) {
        const witness = confirmed(concrete, at);
        if (witness !== undefined) return witness;
      }
    }
  }
  return undefined;
}

/** Data with one decimal. */
function rounded(at: Point): Point {
  let result = at;
  for (const [name, { shape, values }] of at.tensors)
    result = withTensor(result, name, { shape, values: Float64Array.from(values, (x) => Math.round(10 * x) / 10) }); // prettier-ignore
  return result;
}

/** Whether the claim is visibly wrong here, inside the domain of the truth and under the assumptions. */
function shows({ claimed, truth, axes, assumptions }: Question, at: Point): boolean {
  const found = compareAt(claimed, truth, axes, at);
  if (found === undefined || !Number.isFinite(found.claimed)) return false;
  if (Math.abs(found.claimed - found.true) < VISIBLE * Math.max(1, Math.abs(found.true))) return false;
  return isEverywhere(assumptions.map(({ left, right }) => sub(left, right)), at, (x) => Math.abs(x) < 1e-9) && isInside(truth, at); // prettier-ignore
}

const isInside = (truth: Expr, at: Point): boolean =>
  isEverywhere(positiveArguments([truth]), at, (x) => x > 0);

/** Whether all entries of all tensors have values, and such values. */
function isEverywhere(all: readonly Expr[], at: Point, holds: (x: number) => boolean): boolean {
  try {
    return all.every((e) => Array.from(evaluate(e, e.free, at).values).every(holds));
  } catch (error) {
    if (error instanceof EvaluationError) return false;
    throw error;
  }
}

/** Whether no argument of a kink is 0. */
const isOffKinks = (gates: readonly Expr[], at: Point): boolean =>
  isEverywhere(gates, at, (x) => Math.abs(x) > 1e-9);

/** At most this many entries are made simpler. */
const MAX_ENTRIES = 48;

/** The point with as many entries as possible set to 0 or 1. */
function* smallest(question: Question, gates: readonly Expr[], start: Point): Work<Point> {
  let at = start;
  let tried = 0;
  for (const simple of [0, 1])
    for (const [name, data] of start.tensors) {
      for (let n = 0; n < data.values.length && tried < 2 * MAX_ENTRIES; n++) {
        const current = at.tensors.get(name)!;
        const value = current.values[n]!;
        if (value === simple || value === 0) continue;
        tried++;
        yield;
        const values = Float64Array.from(current.values);
        values[n] = simple;
        const next = withTensor(at, name, { shape: current.shape, values });
        if (shows(question, next) && isOffKinks(gates, next)) at = next;
      }
    }
  return at;
}

/** The witness at a point, if finite differences say there what the truth says, and there is no kink. */
function confirmed(question: Question, at: Point): Witness | undefined {
  const found = compareAt(question.claimed, question.truth, question.axes, at);
  if (found === undefined) return undefined;
  const { entry, claimed, true: right } = found;
  let finiteDifference: number | undefined;
  if (question.slope !== undefined) {
    try {
      const slope = question.slope(at, entry);
      if (slope === undefined || slope.kink) return undefined;
      finiteDifference = slope.central.value;
    } catch (error) {
      if (error instanceof EvaluationError) return undefined;
      throw error;
    }
    const slack = AGREES * Math.max(1, Math.abs(right));
    if (Math.abs(finiteDifference - right) > slack || Math.abs(finiteDifference - claimed) <= slack)
      return undefined;
  }
  const point = Object.fromEntries(
    [...at.tensors].map(([name, { shape, values }]) => [name, nested({ shape, values })]),
  );
  return { point, entry, claimed, true: right, finiteDifference };
}
