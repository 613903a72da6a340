import { affineOf, soleIndex } from "../../core/affine.ts";
import { abstract, apply, type Abstraction } from "../../core/bind.ts";
import { constant, pow, scale, sub, tensor } from "../../core/build.ts";
import type { Expr, TensorExpr } from "../../core/expr.ts";
import { compareExpr } from "../../core/order.ts";
import {
  compareRational,
  invRational,
  isNegative,
  MINUS_ONE,
  ONE,
  type Rational,
} from "../../core/rational.ts";
import type { Assumption } from "../../core/step.ts";
import {
  exprOf,
  leading,
  monomial,
  polynomial,
  raised,
  scaled,
  times,
  type Monomial,
  type Polynomial,
} from "./polynomial.ts";

/** atom^exponent = right, for all values of the indices of the atom. */
interface PowerRule {
  readonly exponent: Rational;
  readonly right: Abstraction;
}

/** A particular product = value. */
interface ProductRule {
  readonly left: Monomial;
  readonly right: Expr;
}

/** What replaces a part of a product, and the rest of the product. */
export interface Replacement {
  readonly value: Expr;
  readonly rest: Monomial;
}

/** Equations between normal forms, used from the leading product to the rest. */
export class Equalities {
  readonly #powers = new Map<Expr, PowerRule>();
  readonly #products: ProductRule[] = [];
  /** For tensors that may be transposed: the other order of their slots. */
  readonly #permuted = new Map<string, readonly number[]>();

  /** Takes an equation in; `normal` brings its sides into the form that products are in. */
  learn({ left, right }: Assumption, normal: (e: Expr) => Polynomial): void {
    const order = permutation(left, right);
    if (order !== undefined && left.kind === "tensor") {
      this.#permuted.set(left.name, order);
      return;
    }
    const zero = normal(sub(left, right));
    const stated = normal(left);
    const lead = stated.size === 1 ? [...stated.values()][0]! : zero.size > 0 ? leading(zero) : undefined;
    if (lead === undefined || lead.monomial.powers.length === 0) return;
    const found = zero.get(lead.monomial.key);
    if (found === undefined) return;
    const others = polynomial([...zero.values()].filter((t) => t !== found));
    const value = scale(invRational(found.coef), exprOf(scaled(others, MINUS_ONE)));
    const [only, ...more] = lead.monomial.powers;
    if (more.length === 0 && only !== undefined) {
      const { abstraction, args } = abstract(only.atom);
      if (value.free.some((index) => !args.includes(index))) return;
      this.#powers.set(abstraction.body, { exponent: only.exponent, right: { params: args, body: value } });
    } else this.#products.push({ left: lead.monomial, right: value });
  }

  /** What the atom itself is equal to. */
  ofAtom(atom: Expr): Expr | undefined {
    if (this.#powers.size === 0) return undefined;
    const { abstraction, args } = abstract(atom);
    const rule = this.#powers.get(abstraction.body);
    return rule !== undefined && compareRational(rule.exponent, ONE) === 0
      ? apply(rule.right, args.map(affineOf))
      : undefined;
  }

  /** The first part of the product that an equation speaks of. */
  rewrite(m: Monomial): Replacement | undefined {
    for (const { atom, exponent } of m.powers) {
      const orientation = this.#orientation(atom);
      if (orientation !== atom) {
        const rest = monomial(m.powers.filter((p) => p.atom !== atom));
        return { value: pow(orientation, constant(exponent)), rest };
      }
      if (this.#powers.size === 0) continue;
      const { abstraction, args } = abstract(atom);
      const rule = this.#powers.get(abstraction.body);
      if (rule === undefined || isNegative(exponent) || compareRational(exponent, rule.exponent) < 0)
        continue;
      const used = monomial([{ atom, exponent: rule.exponent }]);
      return { value: apply(rule.right, args.map(affineOf)), rest: times(m, raised(used, MINUS_ONE)) };
    }
    for (const { left, right } of this.#products) {
      const fits = left.powers.every((p) => {
        const found = m.powers.find((q) => q.atom === p.atom);
        return found !== undefined && compareRational(found.exponent, p.exponent) >= 0;
      });
      if (fits) return { value: right, rest: times(m, raised(left, MINUS_ONE)) };
    }
    return undefined;
  }

  /** The orientation of a symmetric tensor that comes first; bound indices are dealt with by `turns`. */
  #orientation(atom: Expr): Expr {
    const other = this.turned(atom);
    const named = atom.free.every((index) => index.origin === "free" || index.origin === "formal");
    return other !== undefined && named && compareExpr(other, atom) < 0 ? other : atom;
  }

  /** An entry of a tensor that may be transposed, the other way round. */
  turned(atom: Expr): Expr | undefined {
    if (atom.kind !== "tensor") return undefined;
    const order = this.#permuted.get(atom.name);
    return order && tensor(atom.name, order.map((k) => atom.dims[k]!), order.map((k) => atom.slots[k]!)); // prettier-ignore
  }
}

/** How right permutes the slots of left, where both are entries of one tensor at distinct indices. */
function permutation(left: Expr, right: Expr): readonly number[] | undefined {
  if (left.kind !== "tensor" || right.kind !== "tensor" || left.name !== right.name || left === right)
    return undefined;
  const slots = (e: TensorExpr) => e.slots.map(soleIndex);
  const [from, to] = [slots(left), slots(right)];
  if (new Set(from).size !== from.length || from.includes(undefined)) return undefined;
  const order = to.map((index) => from.indexOf(index));
  return order.includes(-1) ? undefined : order;
}
