import { reduce, sumOver } from "../../core/bind.ts";
import {
  binary,
  constant,
  iverson,
  pow,
  reciprocal,
  scale,
  sqrt,
  sub,
  sum,
  unary,
  zero,
} from "../../core/build.ts";
import type { Expr } from "../../core/expr.ts";
import { logOfDeterminant } from "../../4-simplify/matrices.ts";
import { unaryOps } from "../../core/ops.ts";
import { rational } from "../../core/rational.ts";

const exp = (x: Expr): Expr => unary("exp", x);
const minus = (x: Expr): Expr => scale(-1, x);
const cosh2 = (x: Expr): Expr => sum(exp(x), exp(minus(x)));

const own = Object.fromEntries(unaryOps.map((op) => [op, (x: Expr): Expr => unary(op, x)]));

/** Functions of one number. */
const elementwise: Readonly<Record<string, (x: Expr) => Expr>> = {
  ...own,
  log: (x) => logOf(x),
  sqrt,
  step: (x) => iverson(">", x, zero),
  cosh: (x) => scale(rational(1, 2), cosh2(x)),
  sinh: (x) => scale(rational(1, 2), sub(exp(x), exp(minus(x)))),
  sech: (x) => scale(2, reciprocal(cosh2(x))),
};

export const elementwiseFunction = (name: string): ((x: Expr) => Expr) | undefined =>
  Object.hasOwn(elementwise, name) ? elementwise[name] : undefined;

/** log |A|, log det A and log |det A| are one function of the matrix. */
export const logOf = (x: Expr): Expr => logOfDeterminant(x) ?? unary("log", x);

/** max and min of two values; max(0, x) is what the field calls ReLU, with its convention at 0. */
export function extreme(op: "max" | "min", a: Expr, b: Expr): Expr {
  if (op === "max" && (a === zero || b === zero)) return unary("relu", a === zero ? b : a);
  return binary(op, a, b);
}

/** e^{x} / Σ e^{x} along the indices, in the form that does not overflow. */
export const softmaxOver = (x: Expr, over: Parameters<typeof reduce>[1], isLog: boolean): Expr => {
  const shifted = sub(x, reduce("logsumexp", over, x));
  return isLog ? shifted : exp(shifted);
};

/** The norms: ‖x‖, ‖x‖_1, ‖x‖_∞ over all axes. */
export function norm(x: Expr, over: Parameters<typeof reduce>[1], kind: string): Expr | undefined {
  if (kind === "" || kind === "2" || kind === "F") return over.length === 0 ? unary("abs", x) : sqrt(sumOver(over, pow(x, constant(2)))); // prettier-ignore
  if (kind === "1") return sumOver(over, unary("abs", x));
  if (kind === "infty") return reduce("max", over, unary("abs", x));
  return undefined;
}
