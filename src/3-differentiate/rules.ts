import {
  add,
  constant,
  div,
  iverson,
  mul,
  neg,
  one,
  pi,
  pow,
  scale,
  sqrt,
  sub,
  sum,
  unary,
  zero,
} from "../core/build.ts";
import type { Conventions } from "../core/conventions.ts";
import { affineOf } from "../core/affine.ts";
import { matrix } from "../core/bind.ts";
import type { Expr, MatrixExpr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import type { BinaryOp, MatrixOp, UnaryOp } from "../core/ops.ts";
import { isZero, MINUS_ONE, ONE, rational, rationalText, type Rational } from "../core/rational.ts";

/** Where a derivative does not exist, and what stands for it. */
export interface Kink {
  /** The argument at which the function has a kink. */
  readonly x: number;
  readonly value: (conventions: Conventions) => Rational;
  /** As it is printed with a derivation: `relu'(0) = 0`. */
  readonly text: (conventions: Conventions) => string;
}

export interface UnaryRule {
  /** How the differential is written; also the name of the row's test. */
  readonly law: string;
  /** dy/dx from the argument x and the value y = op(x). */
  readonly partial: (x: Expr, y: Expr, conventions: Conventions) => Expr;
  /** Where the function is defined and the row holds. */
  readonly validWhere: "everywhere" | "x > 0" | "x > -1" | "x ≠ 0" | "cos x ≠ 0";
  readonly atKink?: Kink;
}

const two = constant(2);

/** [x > 0], and the value chosen at 0 where it is not 0. */
const step = (x: Expr, at: Rational): Expr =>
  add([
    { coef: ONE, expr: iverson(">", x, zero) },
    ...(isZero(at) ? [] : [{ coef: at, expr: iverson("==", x, zero) }]),
  ]);

/** The standard normal density at x: (2π)^(−1/2) e^(−x²/2). */
const normalDensity = (x: Expr): Expr =>
  mul(pow(scale(2, pi), constant(rational(-1, 2))), unary("exp", scale(rational(-1, 2), pow(x, two))));

/** dy/dx for y = op(x). Adding an operator without a row here does not compile. */
export const unaryRules: { readonly [Op in UnaryOp]: UnaryRule } = {
  exp: { law: "d exp(x) = exp(x) dx", partial: (_x, y) => y, validWhere: "everywhere" },
  log: { law: "d log(x) = dx / x", partial: (x) => div(one, x), validWhere: "x > 0" },
  log1p: { law: "d log1p(x) = dx / (1 + x)", partial: (x) => div(one, sum(one, x)), validWhere: "x > -1" },
  expm1: { law: "d expm1(x) = exp(x) dx", partial: (x) => unary("exp", x), validWhere: "everywhere" },
  abs: {
    law: "d abs(x) = sign(x) dx",
    partial: (x, _y, { abs }) =>
      add([
        { coef: ONE, expr: unary("sign", x) },
        ...(isZero(abs) ? [] : [{ coef: abs, expr: iverson("==", x, zero) }]),
      ]),
    validWhere: "everywhere",
    atKink: { x: 0, value: ({ abs }) => abs, text: ({ abs }) => `abs'(0) = ${rationalText(abs)}` },
  },
  sign: { law: "d sign(x) = 0", partial: () => zero, validWhere: "x ≠ 0" },
  sin: { law: "d sin(x) = cos(x) dx", partial: (x) => unary("cos", x), validWhere: "everywhere" },
  cos: {
    law: "d cos(x) = -sin(x) dx",
    partial: (x) => scale(MINUS_ONE, unary("sin", x)),
    validWhere: "everywhere",
  },
  tan: {
    law: "d tan(x) = (1 + tan(x)^2) dx",
    partial: (_x, y) => sum(one, pow(y, two)),
    validWhere: "cos x ≠ 0",
  },
  tanh: {
    law: "d tanh(x) = (1 - tanh(x)^2) dx",
    partial: (_x, y) => sub(one, pow(y, two)),
    validWhere: "everywhere",
  },
  sigmoid: {
    law: "d sigmoid(x) = sigmoid(x) (1 - sigmoid(x)) dx",
    partial: (_x, y) => mul(y, sub(one, y)),
    validWhere: "everywhere",
  },
  softplus: {
    law: "d softplus(x) = sigmoid(x) dx",
    partial: (x) => unary("sigmoid", x),
    validWhere: "everywhere",
  },
  relu: {
    law: "d relu(x) = [x > 0] dx",
    partial: (x, _y, { relu }) => step(x, relu),
    validWhere: "everywhere",
    atKink: { x: 0, value: ({ relu }) => relu, text: ({ relu }) => `relu'(0) = ${rationalText(relu)}` },
  },
  // gelu(x) = x Φ(x) with Φ the standard normal distribution (Hendrycks & Gimpel 2016), hence Φ(x) + x φ(x).
  gelu: {
    law: "d gelu(x) = (Φ(x) + x φ(x)) dx",
    partial: (x) =>
      sum(scale(rational(1, 2), sum(one, unary("erf", div(x, sqrt(two))))), mul(x, normalDensity(x))),
    validWhere: "everywhere",
  },
  erf: {
    law: "d erf(x) = 2/√π exp(-x²) dx",
    partial: (x) => mul(two, pow(pi, constant(rational(-1, 2))), unary("exp", scale(MINUS_ONE, pow(x, two)))),
    validWhere: "everywhere",
  },
};

export interface BinaryRule {
  readonly law: string;
  /** d op(a, b) / da; the other partial follows by symmetry. */
  readonly partial: (a: Expr, b: Expr) => Expr;
  readonly atKink: string;
}

const half = constant(rational(1, 2));

/** Both operators are symmetric, so one partial suffices. */
export const binaryRules: { readonly [Op in BinaryOp]: BinaryRule } = {
  max: {
    law: "d max(a, b) = ([a > b] + ½[a = b]) da + ([b > a] + ½[a = b]) db",
    partial: (a, b) => sum(iverson(">", a, b), mul(half, iverson("==", a, b))),
    atKink: "max(a, a) splits evenly",
  },
  min: {
    law: "d min(a, b) = ([b > a] + ½[a = b]) da + ([a > b] + ½[a = b]) db",
    partial: (a, b) => sum(iverson(">", b, a), mul(half, iverson("==", a, b))),
    atKink: "min(a, a) splits evenly",
  },
};

/** A function of a square matrix: d op(A) = Σ_rc weight · dA_rc. */
export interface MatrixRule {
  readonly law: string;
  /** The weight of the entry in this row and column. */
  readonly weight: (e: MatrixExpr, row: Index, column: Index) => Expr;
  readonly validWhere: "A invertible";
}

/** The entry of A⁻¹ where A is what e is a function of. */
const inverseAt = ({ indices, body }: MatrixExpr, slots: MatrixExpr["slots"]): Expr =>
  matrix("inv", indices, body, slots);

/**
 * Giles, An extended collection of matrix derivative results (2008), §2.2: in reverse mode these weights are the
 * pull-backs −A⁻ᵀ Ḡ A⁻ᵀ, det(A) A⁻ᵀ and A⁻ᵀ.
 */
export const matrixRules: { readonly [Op in MatrixOp]: MatrixRule } = {
  inv: {
    law: "d A⁻¹ = -A⁻¹ dA A⁻¹",
    weight: (e, row, column) =>
      neg(mul(inverseAt(e, [e.slots[0]!, affineOf(row)]), inverseAt(e, [affineOf(column), e.slots[1]!]))),
    validWhere: "A invertible",
  },
  det: {
    law: "d det A = det A tr(A⁻¹ dA)",
    weight: (e, row, column) => mul(e, inverseAt(e, [affineOf(column), affineOf(row)])),
    validWhere: "A invertible",
  },
  logdet: {
    law: "d log |det A| = tr(A⁻¹ dA)",
    weight: (e, row, column) => inverseAt(e, [affineOf(column), affineOf(row)]),
    validWhere: "A invertible",
  },
};
