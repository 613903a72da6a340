import { mapChildren } from "../core/bind.ts";
import type { Expr, ExprKind } from "../core/expr.ts";
import { step, type Assumption, type Derived, type Step } from "../core/step.ts";
import { children, postorder } from "../core/walk.ts";
import { Equations } from "./equations.ts";
import { Facts } from "./facts.ts";
import type { Context, Rewrite, Rule } from "./rule.ts";
import { phases, type Phase } from "./rules.ts";

export interface SimplifyOptions {
  /** Equations, used from left to right. */
  readonly assumptions?: readonly Assumption[];
  /** Expressions known to be positive, in any letters. */
  readonly positive?: readonly Expr[];
}

/** How one node became simpler: first its children, then a rule at the node itself. */
interface Entry {
  readonly value: Expr;
  /** The node with simplified children. */
  readonly rebuilt: Expr;
  readonly applied?: {
    readonly rule: string;
    readonly after: Expr;
    readonly assumptions: readonly Assumption[];
  };
}

const byKind = (rules: readonly Rule[]): ReadonlyMap<ExprKind, readonly Rule[]> => {
  const table = new Map<ExprKind, Rule[]>();
  for (const row of rules) table.set(row.at, [...(table.get(row.at) ?? []), row]);
  return table;
};

/** One phase, with what it already knows about every node it has seen. */
class Pass {
  readonly #rules: ReadonlyMap<ExprKind, readonly Rule[]>;
  readonly #context: Context;
  readonly #memo = new Map<Expr, Entry>();

  constructor(phase: Phase, context: Omit<Context, "simplify">) {
    this.#rules = byKind(phase.rules);
    const simplified = (e: Expr): Rewrite => {
      const value = this.run(e);
      return { value, assumptions: this.trace(e).flatMap((s) => s.assumptions) };
    };
    this.#context = { ...context, simplify: simplified };
  }

  run(root: Expr): Expr {
    const memo = this.#memo;
    for (const node of postorder([root], (below) => !memo.has(below))) {
      if (memo.has(node)) continue;
      const rebuilt = mapChildren(node, (child) => memo.get(child)!.value);
      if (rebuilt === node) this.#rewrite(node);
      else memo.set(node, { value: this.run(rebuilt), rebuilt });
    }
    return memo.get(root)!.value;
  }

  /** Applies the first rule that fits, and simplifies what it gives. */
  #rewrite(node: Expr): void {
    const memo = this.#memo;
    // A rule that led back here would find the node already simple: no chain of rules is endless.
    memo.set(node, { value: node, rebuilt: node });
    for (const row of this.#rules.get(node.kind) ?? []) {
      const result = row.apply(node, this.#context);
      if (result === undefined) continue;
      const { value: after, assumptions } =
        "value" in result && "assumptions" in result ? result : { value: result, assumptions: [] };
      if (after === node) continue;
      memo.set(node, {
        value: this.run(after),
        rebuilt: node,
        applied: { rule: row.id, after, assumptions },
      });
      return;
    }
  }

  /** The rules applied below and at the root, in the order of the computation. */
  trace(root: Expr): readonly Step[] {
    const steps: Step[] = [];
    const seen = new Set<Expr>();
    const stack: (Expr | Step)[] = [root];
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      if ("rule" in top) {
        steps.push(top);
        continue;
      }
      const entry = this.#memo.get(top);
      if (entry === undefined || seen.has(top)) continue;
      seen.add(top);
      if (entry.applied !== undefined) {
        const { rule, after, assumptions } = entry.applied;
        stack.push(after, step(rule, top, after, { assumptions }));
      } else if (entry.rebuilt !== top) stack.push(entry.rebuilt, ...[...children(top)].reverse());
    }
    return steps;
  }
}

/** A simplifier that remembers what it has simplified; use one for expressions that share nodes. */
export type Simplifier = (e: Expr) => Derived;

/**
 * Prepares simplification under the given assumptions.
 *
 * @returns a function from an expression to an equal one, with the rules that were applied; the steps are put
 * together only when they are read.
 */
export function simplifier(options: SimplifyOptions = {}): Simplifier {
  const context = {
    facts: new Facts(options.positive),
    equations: new Equations(options.assumptions),
  };
  const passes = phases.map((phase) => new Pass(phase, context));
  return (e) => {
    const stages: Expr[] = [e];
    for (const pass of passes) stages.push(pass.run(stages.at(-1)!));
    return {
      value: stages.at(-1)!,
      get steps(): readonly Step[] {
        return passes.flatMap((pass, k) => pass.trace(stages[k]!));
      },
    };
  };
}

/** `simplifier` for a single expression. */
export const simplify = (e: Expr, options?: SimplifyOptions): Derived => simplifier(options)(e);
