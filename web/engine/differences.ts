import { evaluate, evaluateScalar, gatesOf, type Expr, type Point } from "../../src/index.ts";
import type { Lesson } from "./lesson.ts";
import type { Reading } from "./reading.ts";

/** How a partial derivative compares with its finite difference. */
export type Verdict = "agrees" | "roughly" | "disagrees" | "kink" | "zero";

/** One entry of a parameter: the slope by formula, and slopes by re-running the model at θ ± ε. */
export interface Partial {
  readonly wrt: string;
  /** Position in row-major order. */
  readonly entry: number;
  readonly formula: number;
  readonly central: number;
  readonly left: number;
  readonly right: number;
  /** Relative to the larger of the two; 0 where both are 0. */
  readonly error: number;
  readonly verdict: Verdict;
  /** What the cost becomes at θ + ε. */
  readonly moved: number;
}

/** Every partial by every parameter; vacuous where all slopes are 0 on both sides. */
export interface Differences {
  readonly epsilon: number;
  readonly partials: readonly Partial[];
  readonly vacuous: boolean;
}

/** Relative errors up to which a difference counts as agreeing, and as agreeing roughly. */
const AGREES = 1e-7;
const ROUGHLY = 1e-2;

/** Both slopes below this are 0 for any purpose. */
const NOTHING = 1e-12;

/** The point with one number moved. */
function nudge(at: Point, name: string, entry: number, by: number): Point {
  const { shape, values } = at.tensors.get(name)!;
  const moved = Float64Array.from(values);
  moved[entry] = moved[entry]! + by;
  return { ...at, tensors: new Map([...at.tensors, [name, { shape, values: moved }]]) };
}

/** On which side of its kink every gate of the model stands. */
function sides(gates: readonly Expr[], at: Point): string {
  return gates
    .map((gate) => Array.from(evaluate(gate, gate.free, at).values, (x) => (x > 0 ? "+" : "-")).join(""))
    .join();
}

/**
 * Holds every partial of a reading against central differences of the model itself. A kink is crossed where a gate
 * changes sides between θ − ε and θ + ε; then neither slope is wrong.
 */
export function differencesAt(
  lesson: Lesson,
  at: Point,
  { cost, gradients }: Reading,
  epsilon: number,
): Differences {
  const { model, derivation } = lesson;
  const value = model.definitions.get(derivation.of)!.value;
  const gates = gatesOf([value]);
  const f = (there: Point): number => evaluateScalar(value, there);
  const partials = derivation.results.flatMap(({ wrt }) =>
    Array.from(gradients.get(wrt)?.values ?? [], (formula, entry): Partial => {
      const [below, above] = [nudge(at, wrt, entry, -epsilon), nudge(at, wrt, entry, epsilon)];
      const [down, up] = [f(below), f(above)];
      const [left, right] = [(cost - down) / epsilon, (up - cost) / epsilon];
      const central = (up - down) / (2 * epsilon);
      const size = Math.max(Math.abs(formula), Math.abs(central));
      const error = size < NOTHING ? 0 : Math.abs(formula - central) / size;
      const crossed = error > AGREES && gates.length > 0 && sides(gates, below) !== sides(gates, above);
      return {
        wrt,
        entry,
        formula,
        central,
        left,
        right,
        error,
        moved: up,
        verdict: verdictOf(error, size, crossed),
      };
    }),
  );
  return { epsilon, partials, vacuous: partials.length > 0 && partials.every(isNothing) };
}

/** The same differences with another number claimed for the slope. At a kink any slope between the sides is right. */
export function judge(partial: Partial, claimed: number): Partial {
  const { central, left, right, verdict } = partial;
  const size = Math.max(Math.abs(claimed), Math.abs(central));
  const error = size < NOTHING ? 0 : Math.abs(claimed - central) / size;
  const slack = ROUGHLY * Math.max(Math.abs(left), Math.abs(right));
  const isBetween = claimed >= Math.min(left, right) - slack && claimed <= Math.max(left, right) + slack;
  const judged = verdict === "kink" && isBetween ? "kink" : verdictOf(error, size, false);
  return { ...partial, formula: claimed, error, verdict: Number.isNaN(claimed) ? "disagrees" : judged };
}

const isNothing = ({ formula, central }: Partial): boolean =>
  Math.abs(formula) < NOTHING && Math.abs(central) < NOTHING;

function verdictOf(error: number, size: number, crossed: boolean): Verdict {
  if (crossed) return "kink";
  if (size < NOTHING) return "zero";
  if (error <= AGREES) return "agrees";
  return error <= ROUGHLY ? "roughly" : "disagrees";
}
