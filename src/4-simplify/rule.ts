import type { Expr, ExprKind } from "../core/expr.ts";
import type { Assumption } from "../core/step.ts";
import type { Facts } from "./facts.ts";
import type { Equations } from "./equations.ts";

/** What a rule may ask. */
export interface Context {
  readonly facts: Facts;
  readonly equations: Equations;
  /** Simplification itself, for rules that ask what a part would become. */
  readonly simplify: (e: Expr) => Rewrite;
}

export interface Rewrite {
  readonly value: Expr;
  readonly assumptions: readonly Assumption[];
}

/** One row of the rewrite table. */
export interface Rule {
  readonly id: string;
  /** The law in ordinary notation: `log(exp(x)) = x`. Also the name of the row's test. */
  readonly law: string;
  /** The side condition, which `apply` checks; "always" where there is none. */
  readonly needs: string;
  /** The kind of the node at the root of the left side. */
  readonly at: ExprKind;
  /** The right side, or undefined where the left side or the condition does not fit. */
  readonly apply: (e: Expr, context: Context) => Expr | Rewrite | undefined;
}

/** Rows keep their own node type; the table only ever calls a row on nodes of its kind. */
export function rule<K extends ExprKind>(row: {
  readonly id: string;
  readonly law: string;
  readonly needs: string;
  readonly at: K;
  readonly apply: (e: Extract<Expr, { kind: K }>, context: Context) => Expr | Rewrite | undefined;
}): Rule {
  const isKind = (e: Expr): e is Extract<Expr, { kind: K }> => e.kind === row.at;
  return { ...row, apply: (e, context) => (isKind(e) ? row.apply(e, context) : undefined) };
}
