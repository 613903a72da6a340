import { jacobian, type Calculus } from "../../src/3-differentiate/derivatives.ts";
import { simplifier } from "../../src/4-simplify/simplify.ts";
import { evaluate } from "../../src/5-evaluate/evaluate.ts";
import { EvaluationError } from "../../src/5-evaluate/failure.ts";
import { gradcheck, type GradientFormula, type Gradcheck } from "../../src/5-evaluate/gradcheck.ts";
import type { Point } from "../../src/5-evaluate/point.ts";
import { defaultConventions } from "../../src/core/conventions.ts";
import type { Expr } from "../../src/core/expr.ts";
import type { Index } from "../../src/core/index.ts";
import type { Assumption, Derived } from "../../src/core/step.ts";
import { postorder } from "../../src/core/walk.ts";
import { complaint } from "./complaint.ts";

export interface Variable {
  readonly name: string;
  readonly indices: readonly Index[];
}

const untouched = (value: Expr): Derived => ({ value, steps: [] });

/** Differentiation with no simplification at all: what the rules of the derivative table give. */
export const rawCalculus = (): Calculus => ({
  conventions: defaultConventions,
  prepare: untouched,
  tidy: untouched,
});

/** Differentiation as the engine does it. */
export const fullCalculus = (assumptions: readonly Assumption[] = []): Calculus => ({
  conventions: defaultConventions,
  prepare: simplifier(),
  tidy: simplifier({ assumptions }),
});

/** The gradients of a scalar by the given calculus, in one formula per variable. */
export const gradientsBy = (
  calculus: Calculus,
  root: Expr,
  variables: readonly Variable[],
): readonly GradientFormula[] =>
  variables.map(({ name, indices }) => {
    const { axes, value } = jacobian(
      calculus,
      { of: "C", value: root, axes: [], named: [] },
      { name, indices },
    );
    return { name, axes, value };
  });

/**
 * Law: formulas claimed for the gradient of a scalar agree with finite differences and have Taylor slope 2.
 * @returns what was found, so that callers may count
 */
export function assertGradient(root: Expr, formulas: readonly GradientFormula[], at: Point): Gradcheck {
  const found = gradcheck(root, formulas, at);
  const wrong = found.entries.find(({ verdict }) => verdict === "disagrees");
  if (wrong !== undefined) {
    const formula = formulas.find(({ name }) => name === wrong.wrt)!;
    throw complaint(`d/d${wrong.wrt}[${wrong.index.join()}] is wrong: ${JSON.stringify(wrong)}`, { root, formula: formula.value }, at); // prettier-ignore
  }
  if (!(found.slope > 1.5)) throw complaint(`the Taylor slope is ${found.slope}`, { root }, at);
  return found;
}

/** Whether the root and everything below it is finite and of moderate size, so that differences mean something. */
export function isTame(root: Expr, at: Point): boolean {
  return postorder([root]).every((e) => {
    try {
      return Array.from(evaluate(e, e.free, at).values).every((x) => Number.isFinite(x) && Math.abs(x) < 1e6);
    } catch (error) {
      // A guarded entry outside its axis has no value, and needs none.
      if (error instanceof EvaluationError) return true;
      throw error;
    }
  });
}
