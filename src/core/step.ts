import type { Expr } from "./expr.ts";

/**
 * One step of reasoning, as the pass that did it recorded it: nothing is derived a second time to be explained.
 * The catalogue of explanations is keyed by `rule`.
 */
export interface Step {
  /** The row of the derivative table or of the rewrite table that was applied: `d-relu`, `factor`. */
  readonly rule: string;
  readonly before: Expr;
  readonly after: Expr;
  /** Assumptions of the model that were used. */
  readonly assumptions: readonly Assumption[];
  /** Conventions at kinks that were used, such as `relu'(0) = 0`. */
  readonly conventions: readonly string[];
  readonly substeps: readonly Step[];
  /** For a pull-back: the part of `before` that receives `after`. Free indices are those of `after`. */
  readonly into?: Expr;
}

/** An equation the model states: wherever `left` occurs, `right` may stand. */
export interface Assumption {
  /** In the language, as the user would write it: `sum(k, y[k]) == 1`. */
  readonly text: string;
  readonly left: Expr;
  readonly right: Expr;
}

export const step = (
  rule: string,
  before: Expr,
  after: Expr,
  more: Partial<Pick<Step, "assumptions" | "conventions" | "substeps" | "into">> = {},
): Step => ({ rule, before, after, assumptions: [], conventions: [], substeps: [], ...more });

/** What a pass returns: its result, and how it came about. */
export interface Derived {
  readonly value: Expr;
  readonly steps: readonly Step[];
}
