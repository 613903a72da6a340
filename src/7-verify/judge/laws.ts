import { matrix, reduce, rename } from "../../core/bind.ts";
import { asAffine, factorsOf, iverson, mul, pow, splitContent, termsOf } from "../../core/build.ts";
import {
  isBinder,
  type BinaryExpr,
  type Expr,
  type IversonExpr,
  type ReduceExpr,
  type SelectExpr,
} from "../../core/expr.ts";
import { formalIndex } from "../../core/index.ts";
import { compareAffine } from "../../core/order.ts";
import { isInteger, isNegative, isOne, MINUS_ONE, ONE } from "../../core/rational.ts";
import { logOfDeterminant } from "../../4-simplify/matrices.ts";
import type { Algebra } from "./algebra.ts";
import { exponential, functionLaws, logarithm, ramp } from "./functions.ts";
import {
  atomic,
  exprOf,
  monomial,
  number,
  numberOf,
  plus,
  polynomial,
  polynomialOf,
  scaled,
  soleTerm,
  unity,
  type Polynomial,
} from "./polynomial.ts";
import { sumOf } from "./summation.ts";

type Below = (child: Expr) => Polynomial;

const minus = (p: Polynomial, q: Polynomial): Polynomial => plus(p, scaled(q, MINUS_ONE));

/** How the law that brings a node into normal form is called in a proof. */
export const lawOf = (e: Expr): string =>
  e.kind === "unary" || e.kind === "binary" || isBinder(e) ? e.op : e.kind;

/** The normal form of a node from those of its children. */
export function normalOf(algebra: Algebra, e: Expr, below: Below): Polynomial {
  switch (e.kind) {
    case "const":
      return number(e.value);
    case "real":
    case "affine":
      return atomic(e);
    case "tensor":
      return algebra.settle(monomial([{ atom: e, exponent: ONE }]));
    case "add":
      return plus(...e.terms.map(({ coef, expr }) => scaled(below(expr), coef)));
    case "mul":
      return algebra.mul(...e.factors.map(below));
    case "pow":
      return power(algebra, below(e.base), below(e.exponent));
    case "unary": {
      const determinant = e.op === "log" ? logOfDeterminant(e.arg) : undefined;
      if (determinant !== undefined) return algebra.ground.normal(determinant);
      return functionLaws[e.op](algebra, below(e.arg));
    }
    case "binary":
      return extremum(algebra, e, below);
    case "iverson":
      return comparison(algebra, e, below);
    case "select":
      return choice(algebra, e, below);
    case "matrix":
      return polynomialOf(inOrder(algebra, matrix(e.op, e.indices, exprOf(below(e.body)), e.slots)));
    case "reduce":
      return reduction(algebra, e, below(e.body));
  }
}

/** (A⁻¹)ᵀ = A⁻¹ where A is symmetric by what is assumed: the slots are put in order. */
function inOrder(algebra: Algebra, inverse: Expr): Expr {
  const ordered = factorsOf(inverse).map((e) => {
    if (e.kind !== "matrix" || e.op !== "inv") return e;
    const [first, second] = e.slots;
    if (compareAffine(first!, second!) <= 0) return e;
    const sizes = e.indices.map((index, k) => formalIndex(k + 1, index.size));
    const [straight, turned] = [sizes, sizes.toReversed()].map((to) => exprOf(algebra.ground.normal(rename(e.body, e.indices, to)))); // prettier-ignore
    return straight === turned ? matrix(e.op, e.indices, e.body, e.slots.toReversed()) : e;
  });
  return mul(...ordered);
}

/** b^e; for an exponent that is no number e^(e·log b), where b is positive. */
function power(algebra: Algebra, base: Polynomial, exponent: Polynomial): Polynomial {
  const exact = numberOf(exponent);
  if (exact !== undefined) return algebra.power(base, exact);
  if (algebra.ground.signs.isPositive(exprOf(base)))
    return exponential(algebra, algebra.mul(exponent, logarithm(algebra, base)));
  return atomic(pow(exprOf(base), exprOf(exponent)));
}

/** max(a, b) = b + relu(a − b), min(a, b) = a − relu(a − b). */
function extremum(algebra: Algebra, e: BinaryExpr, below: Below): Polynomial {
  const [a, b] = [below(e.left), below(e.right)];
  const gap = ramp(algebra, minus(a, b));
  return e.op === "max" ? plus(b, gap) : minus(a, gap);
}

/** Brackets over [x > 0] and [x < 0] of one x each; brackets of indices stay, [i ≠ j] = 1 − [i = j]. */
function comparison(algebra: Algebra, e: IversonExpr, below: Below): Polynomial {
  if (asAffine(e.left) !== undefined && asAffine(e.right) !== undefined) {
    if (e.rel !== "!=") return atomic(e);
    return minus(unity, polynomialOf(iverson("==", e.left, e.right)));
  }
  const { positive, negative } = algebra.ground.signs.sides(algebra, minus(below(e.left), below(e.right)));
  switch (e.rel) {
    case ">":
      return positive;
    case ">=":
      return minus(unity, negative);
    case "==":
      return minus(unity, plus(positive, negative));
    case "!=":
      return plus(positive, negative);
  }
}

/** Whether e is 0 or 1 by its structure. */
const isBoolean = (e: Expr): boolean =>
  e.kind === "iverson" ||
  (e.kind === "mul" && e.factors.every(isBoolean)) ||
  (e.kind === "add" && termsOf(e).length === 2 && termsOf(e).every((t) => (isOne(t.coef) ? t.expr.kind === "const" : t.coef.num === -1n && isInteger(t.coef) && isBoolean(t.expr)))); // prettier-ignore

/** c ? a : b = [c ≠ 0] a + [c = 0] b; a bracket annihilates the branch that is not taken. */
function choice(algebra: Algebra, e: SelectExpr, below: Below): Polynomial {
  const condition = below(e.condition);
  const sides = isBoolean(e.condition) ? undefined : algebra.ground.signs.sides(algebra, condition);
  const taken = sides === undefined ? condition : plus(sides.positive, sides.negative);
  return plus(algebra.mul(taken, below(e.onTrue)), algebra.mul(minus(unity, taken), below(e.onFalse)));
}

function reduction(algebra: Algebra, e: ReduceExpr, body: Polynomial): Polynomial {
  switch (e.op) {
    case "sum":
      return sumOf(algebra, e.indices, body);
    case "logsumexp":
      return logarithm(algebra, sumOf(algebra, e.indices, exponential(algebra, body)));
    case "prod":
      return productOver(algebra, e, body);
    case "max":
    case "min":
      return extremumOver(e, body);
  }
}

/** Π_k a_k b_k = Π_k a_k · Π_k b_k, and Π_k e^(u_k) = e^(Σ_k u_k). */
function productOver(algebra: Algebra, e: ReduceExpr, body: Polynomial): Polynomial {
  const term = soleTerm(body);
  if (term === undefined || (!isOne(term.coef) && e.indices.some((i) => i.size.terms.length > 0)))
    return atomic(reduce("prod", e.indices, exprOf(body)));
  const count = e.indices.reduce((n, index) => n * BigInt(index.size.constant), 1n);
  const parts = term.monomial.powers.map(({ atom, exponent }) => {
    if (atom.kind === "unary" && atom.op === "exp")
      return exponential(algebra, scaled(sumOf(algebra, e.indices, polynomialOf(atom.arg)), exponent));
    const whole = reduce("prod", e.indices, atom);
    if (whole.kind !== "reduce") return algebra.power(algebra.ground.normal(whole), exponent);
    return algebra.power(atomic(whole), exponent);
  });
  const weight = isOne(term.coef) ? unity : algebra.power(number(term.coef), { num: count, den: 1n });
  return algebra.mul(weight, ...parts);
}

/** max_k (c x_k + d) = c max_k x_k + d for a positive c; for a negative one the minimum. */
function extremumOver(e: ReduceExpr, body: Polynomial): Polynomial {
  const touches = (free: Expr["free"]): boolean => e.indices.some((index) => free.includes(index));
  const terms = [...body.values()];
  const inside = terms.filter(({ monomial: m }) => m.powers.some((p) => touches(p.atom.free)));
  if (inside.length === 0) return atomic(reduce(e.op, e.indices, exprOf(body)));
  const outside = polynomial(terms.filter((t) => !inside.includes(t)));
  const { coef, primitive } = splitContent(exprOf(polynomial(inside)));
  const flips = isNegative(coef);
  const op = flips ? (e.op === "max" ? "min" : "max") : e.op;
  const value = reduce(op, e.indices, primitive);
  return plus(outside, scaled(atomic(value), coef));
}
