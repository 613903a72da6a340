import { evaluatorOf, gatesOf, type Evaluator, type Point } from "../../src/index.ts";
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
const sides = (gates: Evaluator, at: Point): string =>
  gates(at)
    .map(({ values }) => Array.from(values, (x) => (x > 0 ? "+" : "-")).join(""))
    .join();

/**
 * What holds every partial of a reading against central differences of the model itself, at points of the shapes of
 * `like`. A kink is crossed where a gate changes sides between θ − ε and θ + ε; then neither slope is wrong.
 */
export function differencesOf(
  { model, derivation }: Lesson,
  like: Point,
): (at: Point, reading: Reading, epsilon: number) => Differences {
  const cost = model.definitions.get(derivation.of)!.value;
  const evaluate = evaluatorOf([{ value: cost, axes: [] }], like);
  const gates = evaluatorOf(
    gatesOf([cost]).map((gate) => ({ value: gate, axes: gate.free })),
    like,
  );
  const f = (there: Point): number => evaluate(there)[0]!.values[0]!;
  return (at, { cost: here, gradients }, epsilon) => {
    const partials = derivation.results.flatMap(({ wrt }) =>
      Array.from(gradients.get(wrt)?.values ?? [], (formula, entry): Partial => {
        const [below, above] = [nudge(at, wrt, entry, -epsilon), nudge(at, wrt, entry, epsilon)];
        const [down, up] = [f(below), f(above)];
        const [left, right] = [(here - down) / epsilon, (up - here) / epsilon];
        const central = (up - down) / (2 * epsilon);
        const size = Math.max(Math.abs(formula), Math.abs(central));
        const error = size < NOTHING ? 0 : Math.abs(formula - central) / size;
        const crossed = error > AGREES && sides(gates, below) !== sides(gates, above);
        const verdict = verdictOf(error, size, crossed);
        return { wrt, entry, formula, central, left, right, error, moved: up, verdict };
      }),
    );
    return { epsilon, partials, vacuous: partials.length > 0 && partials.every(isNothing) };
  };
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
