import { reduce } from "../core/bind.ts";
import { baseAndExponent, isConst, mul, neg, one, sub, sum, unary } from "../core/build.ts";
import type { Expr, MulExpr, PowExpr, ReduceExpr, UnaryExpr } from "../core/expr.ts";
import { rule, type Rule } from "./rule.ts";

const isExp = (e: Expr): e is UnaryExpr => e.kind === "unary" && e.op === "exp";

/** u where e is 1 + exp(u). */
function onePlusExp(e: Expr): Expr | undefined {
  if (e.kind !== "add" || e.terms.length !== 2) return undefined;
  const exponential = e.terms.find((t) => isExp(t.expr));
  const rest = exponential && sub(e, exponential.expr);
  return exponential !== undefined && rest === one && isExp(exponential.expr)
    ? exponential.expr.arg
    : undefined;
}

/** Σ exp(u), as the reduction. */
const sumOfExp = (e: Expr): ReduceExpr | undefined =>
  e.kind === "reduce" && e.op === "sum" && isExp(e.body) ? e : undefined;

const logSumExp = (e: ReduceExpr): Expr =>
  reduce("logsumexp", e.indices, isExp(e.body) ? e.body.arg : e.body);

/** exp(v) / Σ exp(u) = exp(v − logsumexp(u)): the form of the softmax that does not overflow. */
function softmax(e: MulExpr): Expr | undefined {
  const exponential = e.factors.find(isExp);
  if (exponential === undefined) return undefined;
  for (const factor of e.factors) {
    const { base, exponent } = baseAndExponent(factor);
    const total = sumOfExp(base);
    if (total === undefined || exponent !== -1n) continue;
    const rest = e.factors.filter((f) => f !== exponential && f !== factor);
    return mul(unary("exp", sub(exponential.arg, logSumExp(total))), ...rest);
  }
  return undefined;
}

/** exp(u) / (1 + exp(u)) = sigmoid(u). */
function sigmoidQuotient(e: MulExpr): Expr | undefined {
  for (const factor of e.factors) {
    const { base, exponent } = baseAndExponent(factor);
    const u = exponent === -1n ? onePlusExp(base) : undefined;
    const numerator = u && e.factors.find((f) => isExp(f) && f.arg === u);
    if (u === undefined || numerator === undefined) continue;
    return mul(unary("sigmoid", u), ...e.factors.filter((f) => f !== factor && f !== numerator));
  }
  return undefined;
}

/** exp(u) sigmoid(−u) = sigmoid(u). */
function sigmoidFlip(e: MulExpr): Expr | undefined {
  for (const factor of e.factors) {
    if (!isExp(factor)) continue;
    const other = unary("sigmoid", neg(factor.arg));
    if (e.factors.includes(other))
      return mul(unary("sigmoid", factor.arg), ...e.factors.filter((f) => f !== factor && f !== other));
  }
  return undefined;
}

/** 1 / (1 + exp(u)) = sigmoid(−u). */
function logistic(e: PowExpr): Expr | undefined {
  const u = isConst(e.exponent, -1) ? onePlusExp(e.base) : undefined;
  return u && unary("sigmoid", neg(u));
}

function logarithm(e: UnaryExpr): Expr | undefined {
  if (e.op === "log") {
    const total = sumOfExp(e.arg);
    return total && logSumExp(total);
  }
  return undefined;
}

/** log(1 + exp(u)) = softplus(u), log(sigmoid(u)) = −softplus(−u). */
function softplus(e: UnaryExpr): Expr | undefined {
  if (e.op === "log1p" && isExp(e.arg)) return unary("softplus", e.arg.arg);
  if (e.op !== "log") return undefined;
  if (e.arg.kind === "unary" && e.arg.op === "sigmoid") return neg(unary("softplus", neg(e.arg.arg)));
  const u = onePlusExp(e.arg);
  return u && unary("softplus", u);
}

/** log(1 − sigmoid(u)) = −softplus(u). */
function logOfComplement(e: UnaryExpr): Expr | undefined {
  if (e.op !== "log" || e.arg.kind !== "add") return undefined;
  const s = e.arg.terms.find((t) => t.expr.kind === "unary" && t.expr.op === "sigmoid");
  if (s === undefined || s.expr.kind !== "unary" || sum(e.arg, s.expr) !== one) return undefined;
  return neg(unary("softplus", s.expr.arg));
}

export const recogniseRules: readonly Rule[] = [
  rule({ id: "softmax", law: "exp(x_k) / Σ_l exp(x_l) = softmax(x)_k", needs: "always", at: "mul", apply: softmax }),
  rule({ id: "log-sum-exp", law: "log(Σ_l exp(x_l)) = logsumexp(x)", needs: "always", at: "unary", apply: logarithm }),
  rule({ id: "sigmoid", law: "1 / (1 + exp(-x)) = sigmoid(x)", needs: "always", at: "pow", apply: logistic }),
  rule({ id: "sigmoid-quotient", law: "exp(x) / (1 + exp(x)) = sigmoid(x)", needs: "always", at: "mul", apply: sigmoidQuotient }),
  rule({ id: "sigmoid-flip", law: "exp(x) sigmoid(-x) = sigmoid(x)", needs: "always", at: "mul", apply: sigmoidFlip }),
  rule({ id: "softplus", law: "log(1 + exp(x)) = softplus(x), log(sigmoid(x)) = -softplus(-x)", needs: "always", at: "unary", apply: softplus }),
  rule({ id: "log-one-minus-sigmoid", law: "log(1 - sigmoid(x)) = -softplus(x)", needs: "always", at: "unary", apply: logOfComplement }),
]; // prettier-ignore
