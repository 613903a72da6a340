import { add, baseAndExponent, constant, iverson, mul, pow, sum, unary, zero } from "../core/build.ts";
import { reduce } from "../core/bind.ts";
import type { Expr, IversonExpr, MulExpr, PowExpr, ReduceExpr, UnaryExpr } from "../core/expr.ts";
import { addRational, isInteger, isNegative, ONE, rational, type Rational } from "../core/rational.ts";
import type { Assumption } from "../core/step.ts";
import { rule, type Context, type Rewrite, type Rule } from "./rule.ts";

const onUnary = (op: UnaryExpr["op"], inner: UnaryExpr["op"], then: (x: Expr) => Expr) => (e: UnaryExpr) =>
  e.op === op && e.arg.kind === "unary" && e.arg.op === inner ? then(e.arg.arg) : undefined;

/** base^exponent of a factor, whatever the exponent. */
const power = (e: Expr): { readonly base: Expr; readonly exponent: Rational } =>
  e.kind === "pow" && e.exponent.kind === "const"
    ? { base: e.base, exponent: e.exponent.value }
    : { base: e, exponent: ONE };

/** A size that is not known may be 0; dividing by it assumes that it is not. */
const sizeAssumption = (e: Expr): Assumption | undefined =>
  e.kind === "affine"
    ? { text: `${e.form.key} >= 1`, left: iverson(">=", e, constant(1)), right: constant(1) }
    : undefined;

/** x^a x^b = x^(a+b) for a < 0 < b, where x cannot be 0, or where a fractional negative power already demands x > 0. */
function cancelFactors(e: MulExpr, { facts }: Context): Rewrite | undefined {
  for (const [p, first] of e.factors.entries()) {
    const a = power(first);
    for (const second of e.factors.slice(p + 1)) {
      const b = power(second);
      if (a.base !== b.base) continue;
      const demanding = [a, b].some(({ exponent }) => !isInteger(exponent) && isNegative(exponent));
      const assumption = sizeAssumption(a.base);
      if (!demanding && facts.isNonZero(a.base) !== "yes" && assumption === undefined) continue;
      const rest = e.factors.filter((factor) => factor !== first && factor !== second);
      const value = mul(...rest, pow(a.base, constant(addRational(a.exponent, b.exponent))));
      return { value, assumptions: assumption !== undefined && !demanding ? [assumption] : [] };
    }
  }
  return undefined;
}

/** e^u e^v = 1 where u + v = 0. */
function cancelExponentials(e: MulExpr): Expr | undefined {
  const exponentials = e.factors.filter((f): f is UnaryExpr => f.kind === "unary" && f.op === "exp");
  for (const [p, first] of exponentials.entries())
    for (const second of exponentials.slice(p + 1))
      if (sum(first.arg, second.arg) === zero)
        return mul(...e.factors.filter((f) => f !== first && f !== second));
  return undefined;
}

/** [x > 0] relu(x) = relu(x), also under a product. */
function absorbMask(e: MulExpr): Expr | undefined {
  for (const factor of e.factors) {
    const { base } = baseAndExponent(factor);
    if (base.kind !== "unary" || base.op !== "relu") continue;
    const mask = iverson(">", base.arg, zero);
    if (e.factors.includes(mask)) return mul(...e.factors.filter((f) => f !== mask));
  }
  return undefined;
}

function absorbSign(e: MulExpr): Expr | undefined {
  const sign = e.factors.find((f): f is UnaryExpr => f.kind === "unary" && f.op === "sign");
  if (sign === undefined || !e.factors.includes(sign.arg)) return undefined;
  return mul(unary("abs", sign.arg), ...e.factors.filter((f) => f !== sign && f !== sign.arg));
}

/** (x²)^(1/2) is |x|, and even powers of |x| are powers of x. */
function powerOfSquare(e: PowExpr, { facts }: Context): Expr | undefined {
  if (e.exponent.kind !== "const") return undefined;
  if (e.base.kind === "unary" && e.base.op === "abs") {
    const { num, den } = e.exponent.value;
    return den === 1n && num % 2n === 0n ? pow(e.base.arg, e.exponent) : undefined;
  }
  if (e.base.kind !== "pow" || e.base.exponent.kind !== "const" || isInteger(e.exponent.value))
    return undefined;
  const inner = e.base.exponent.value;
  const product = rational(inner.num * e.exponent.value.num, inner.den * e.exponent.value.den);
  if (facts.isPositive(e.base.base) === "yes") return pow(e.base.base, constant(product));
  if (!isInteger(inner) || inner.num % 2n !== 0n) return undefined;
  return pow(unary("abs", e.base.base), constant(product));
}

/** log(Π xₖ^nₖ) with positive factors: Σ nₖ log xₖ. Only where that frees an exponential. */
function logOfProduct(e: UnaryExpr, { facts }: Context): Expr | undefined {
  if (e.op !== "log") return undefined;
  const factors = e.arg.kind === "mul" ? e.arg.factors : e.arg.kind === "pow" ? [e.arg] : [];
  const isExponential = (f: Expr): boolean => {
    const { base } = power(f);
    return base.kind === "unary" && base.op === "exp";
  };
  if (!factors.some(isExponential) || factors.some((f) => facts.isPositive(f) !== "yes")) return undefined;
  return add(factors.map((f) => ({ coef: power(f).exponent, expr: unary("log", power(f).base) })));
}

/** logsumexp_l (u_l + c) = logsumexp_l u_l + c. */
function shiftLogSumExp(e: ReduceExpr): Expr | undefined {
  if (e.op !== "logsumexp" || e.body.kind !== "add") return undefined;
  const outside = e.body.terms.filter(({ expr }) => e.indices.every((index) => !expr.free.includes(index)));
  if (outside.length === 0 || outside.length === e.body.terms.length) return undefined;
  const inside = e.body.terms.filter((term) => !outside.includes(term));
  return sum(reduce("logsumexp", e.indices, add(inside)), add(outside));
}

/** [relu(x) > 0] = [x > 0]. */
const maskOfRelu = (e: IversonExpr): Expr | undefined =>
  e.rel === ">" && e.right === zero && e.left.kind === "unary" && e.left.op === "relu"
    ? iverson(">", e.left.arg, zero)
    : undefined;

export const cancelRules: readonly Rule[] = [
  rule({ id: "log-exp", law: "log(exp(x)) = x", needs: "always", at: "unary", apply: onUnary("log", "exp", (x) => x) }),
  rule({ id: "exp-log", law: "exp(log(x)) = x", needs: "x > 0, where log(x) is defined", at: "unary", apply: onUnary("exp", "log", (x) => x) }),
  rule({ id: "log-product", law: "log(x y) = log(x) + log(y)", needs: "x > 0 and y > 0", at: "unary", apply: logOfProduct }),
  rule({ id: "cancel", law: "x^a x^(-b) = x^(a-b)", needs: "x ≠ 0", at: "mul", apply: cancelFactors }),
  rule({ id: "cancel-exp", law: "exp(x) exp(-x) = 1", needs: "always", at: "mul", apply: cancelExponentials }),
  rule({ id: "absorb-mask", law: "[x > 0] relu(x) = relu(x)", needs: "always", at: "mul", apply: absorbMask }),
  rule({ id: "sign-abs", law: "sign(x) x = abs(x)", needs: "always", at: "mul", apply: absorbSign }),
  rule({ id: "abs-square", law: "abs(x)^2 = x^2, (x^2)^(1/2) = abs(x)", needs: "always", at: "pow", apply: powerOfSquare }),
  rule({ id: "abs-positive", law: "abs(x) = x", needs: "x ≥ 0", at: "unary", apply: (e, { facts }) => (e.op === "abs" && facts.isNonNegative(e.arg) === "yes" ? e.arg : undefined) }),
  rule({ id: "relu-positive", law: "relu(x) = x", needs: "x ≥ 0", at: "unary", apply: (e, { facts }) => (e.op === "relu" && facts.isNonNegative(e.arg) === "yes" ? e.arg : undefined) }),
  rule({ id: "mask-of-relu", law: "[relu(x) > 0] = [x > 0]", needs: "always", at: "iverson", apply: maskOfRelu }),
  rule({ id: "logsumexp-shift", law: "logsumexp(x + c) = logsumexp(x) + c", needs: "c is free of the index", at: "reduce", apply: shiftLogSumExp }),
]; // prettier-ignore
