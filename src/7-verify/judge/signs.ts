import { indicesOf } from "../../core/affine.ts";
import { iverson, neg, splitContent, termsOf, zero } from "../../core/build.ts";
import type { Expr } from "../../core/expr.ts";
import { isInteger, isNegative, MINUS_ONE } from "../../core/rational.ts";
import { Facts } from "../../4-simplify/facts.ts";
import type { Algebra } from "./algebra.ts";
import {
  atomic,
  commonMonomial,
  exprOf,
  nothing,
  plus,
  raised,
  scaled,
  soleTerm,
  unity,
  type Polynomial,
  type Power,
} from "./polynomial.ts";

/** [x > 0] and [x < 0]. */
export interface Sides {
  readonly positive: Polynomial;
  readonly negative: Polynomial;
}

const swapped = ({ positive, negative }: Sides): Sides => ({ positive: negative, negative: positive });

/** What is known of signs, and brackets in normal form. */
export class Signs {
  readonly #facts: Facts;
  readonly #ignoresKinks: boolean;

  constructor(positive: readonly Expr[], ignoresKinks: boolean) {
    this.#facts = new Facts(positive);
    this.#ignoresKinks = ignoresKinks;
  }

  /** Every axis has at least one entry, so a sum of positive terms is positive. */
  isPositive(e: Expr): boolean {
    if (this.#facts.isPositive(e) === "yes" || e.kind === "affine") return true;
    if (e.kind === "reduce") return e.op === "sum" && this.isPositive(e.body);
    if (e.kind === "mul") return e.factors.every((f) => this.isPositive(f));
    if (e.kind === "pow") return this.isPositive(e.base);
    if (e.kind !== "add") return false;
    return (
      e.terms.every((t) => !isNegative(t.coef) && this.isNonNegative(t.expr)) &&
      e.terms.some((t) => this.isPositive(t.expr))
    );
  }

  isNonNegative(e: Expr): boolean {
    if (this.#facts.isNonNegative(e) === "yes" || this.isPositive(e)) return true;
    // |x|, as the normal form writes it.
    return e.kind === "mul" && e.factors.every((f) => this.isNonNegative(f));
  }

  /** |p| = p [p > 0] − p [p < 0]. */
  magnitude(algebra: Algebra, p: Polynomial): Polynomial {
    return algebra.mul(p, this.sign(algebra, p));
  }

  sign(algebra: Algebra, p: Polynomial): Polynomial {
    const { positive, negative } = this.sides(algebra, p);
    return plus(positive, scaled(negative, MINUS_ONE));
  }

  sides(algebra: Algebra, p: Polynomial): Sides {
    const term = soleTerm(p);
    if (p.size === 0) return { positive: nothing, negative: nothing };
    if (term !== undefined) {
      const sides = this.#ofProduct(algebra, term.monomial.powers);
      return isNegative(term.coef) ? swapped(sides) : sides;
    }
    const common = commonMonomial(p);
    const rest = algebra.mul(p, algebra.settle(raised(common, MINUS_ONE)));
    const outer = this.#ofProduct(algebra, common.powers);
    const inner = rest.size === 1 ? this.sides(algebra, rest) : this.#ofSum(rest);
    return multiplied(algebra, outer, inner);
  }

  /** The sides of a sum without content and common factor: two brackets of one primitive sum. */
  #ofSum(p: Polynomial): Sides {
    const { coef, primitive } = splitContent(exprOf(p));
    const sides = this.#ofAtom(primitive);
    return isNegative(coef) ? swapped(sides) : sides;
  }

  #ofAtom(e: Expr): Sides {
    if (this.isPositive(e)) return { positive: unity, negative: nothing };
    const negative = neg(e);
    if (this.isPositive(negative)) return { positive: nothing, negative: unity };
    const positive = atomic(iverson(">", e, zero));
    if (this.isNonNegative(e)) return { positive, negative: nothing };
    if (this.isNonNegative(negative))
      return { positive: nothing, negative: atomic(iverson(">", negative, zero)) };
    if (this.#ignoresKinks && !isPosition(e))
      return { positive, negative: plus(unity, scaled(positive, MINUS_ONE)) };
    return { positive, negative: atomic(iverson(">", negative, zero)) };
  }

  #ofProduct(algebra: Algebra, powers: readonly Power[]): Sides {
    let sides: Sides = { positive: unity, negative: nothing };
    for (const { atom, exponent } of powers) {
      if (atom.kind === "iverson") {
        const bracket = atomic(atom);
        sides = {
          positive: algebra.mul(sides.positive, bracket),
          negative: algebra.mul(sides.negative, bracket),
        };
        continue;
      }
      const own = this.#ofAtom(atom);
      const odd = isInteger(exponent) && exponent.num % 2n !== 0n;
      if (odd) sides = multiplied(algebra, sides, own);
      else if (!isNegative(exponent)) {
        const nonZero = plus(own.positive, own.negative);
        sides = {
          positive: algebra.mul(sides.positive, nonZero),
          negative: algebra.mul(sides.negative, nonZero),
        };
      }
    }
    return sides;
  }
}

/** A difference from an index, k − c: that it is 0 is no kink but what happens at one of the positions. */
const isPosition = (e: Expr): boolean =>
  termsOf(e).some(({ expr }) => expr.kind === "affine" && indicesOf(expr.form).length > 0);

/** The sides of a product of two numbers. */
const multiplied = (algebra: Algebra, a: Sides, b: Sides): Sides => ({
  positive: plus(algebra.mul(a.positive, b.positive), algebra.mul(a.negative, b.negative)),
  negative: plus(algebra.mul(a.positive, b.negative), algebra.mul(a.negative, b.positive)),
});
