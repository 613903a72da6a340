import type { Expr } from "../core/expr.ts";
import { exprKinds, type ExprKind } from "../core/expr.ts";
import { cancelRules } from "./cancel.ts";
import { factorRules } from "./factor.ts";
import { matrixRules } from "./matrices.ts";
import { recogniseRules } from "./recognise.ts";
import type { Context, Rewrite, Rule } from "./rule.ts";
import { separateRules } from "./separate.ts";
import { mergeRules, sumRules } from "./sums.ts";
import { unitRules } from "./unit.ts";

/** Whatever the model assumes: the left side of an equation becomes its right side. */
const assume = (at: ExprKind): Rule => ({
  id: "assume",
  law: "left side = right side",
  needs: "the equation is assumed by the model",
  at,
  apply: (e: Expr, { equations }: Context): Rewrite | undefined => {
    const found = equations.rewrite(e);
    return found && { value: found.value, assumptions: [found.assumption] };
  },
});

const assumptionRules: readonly Rule[] = exprKinds.filter((kind) => kind !== "const").map(assume);

/** One pass over the graph: the rules are tried in this order at every node, children first. */
export interface Phase {
  readonly name: string;
  readonly rules: readonly Rule[];
}

/**
 * The first phase removes δ and Σ, cancels and recognises; the second one factors. Neither undoes the other:
 * what the second one multiplies together contains no δ and no known sum any more.
 */
export const phases: readonly Phase[] = [
  { name: "eliminate", rules: [...assumptionRules, ...cancelRules, ...recogniseRules, ...matrixRules, ...unitRules, ...sumRules] },
  { name: "factor", rules: [...assumptionRules, ...cancelRules, ...recogniseRules, ...matrixRules, ...separateRules, ...factorRules, ...mergeRules, ...sumRules.filter((r) => r.id === "factor-out-of-sum" || r.id === "drop-zero-sum")] },
]; // prettier-ignore

/** Every row once, for documentation and for the tests that go through them all. */
export const allRules: readonly Rule[] = [
  ...sumRules,
  ...cancelRules,
  ...recogniseRules,
  ...matrixRules,
  ...unitRules,
  ...separateRules,
  ...factorRules,
  ...mergeRules,
  assumptionRules[0]!,
];
