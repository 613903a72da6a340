import { affineOf } from "../core/affine.ts";
import { abstract, apply, type Abstraction } from "../core/bind.ts";
import type { Expr } from "../core/expr.ts";
import { compareExpr } from "../core/order.ts";
import type { Assumption } from "../core/step.ts";

interface Oriented {
  readonly assumption: Assumption;
  /** The right side in the parameters of the left side's abstraction. */
  readonly right: Abstraction;
}

/**
 * The equations a model assumes, used from left to right. An equation that only permutes indices, such as
 * A[i,j] == A[j,i], is used where it makes the expression smaller in the canonical order.
 */
export class Equations {
  readonly #byLeft = new Map<Expr, Oriented>();
  /** Hashes of the left sides: what has none of them needs no closer look. */
  readonly #shapes = new Set<number>();

  constructor(assumptions: readonly Assumption[] = []) {
    for (const assumption of assumptions) {
      const { abstraction, args } = abstract(assumption.left);
      // A right side with letters of its own would say something about indices that are not there.
      if (assumption.right.free.some((index) => !args.includes(index))) continue;
      const right: Abstraction = { params: args, body: assumption.right };
      this.#shapes.add(assumption.left.shape);
      if (!this.#byLeft.has(abstraction.body)) this.#byLeft.set(abstraction.body, { assumption, right });
    }
  }

  get isEmpty(): boolean {
    return this.#byLeft.size === 0;
  }

  /** The right side of the equation whose left side is e. */
  rewrite(e: Expr): { readonly value: Expr; readonly assumption: Assumption } | undefined {
    if (!this.#shapes.has(e.shape)) return undefined;
    const { abstraction, args } = abstract(e);
    const found = this.#byLeft.get(abstraction.body);
    if (found === undefined) return undefined;
    const value = apply(found.right, args.map(affineOf));
    const permutes = abstract(value).abstraction.body === abstraction.body;
    if (value === e || (permutes && compareExpr(value, e) >= 0)) return undefined;
    return { value, assumption: found.assumption };
  }
}
