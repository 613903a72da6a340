import type { Expr, ExprKind } from "../core/expr.ts";
import { isOne, ONE, ZERO } from "../core/rational.ts";
import type { Arithmetic, Outcome } from "./arithmetic.ts";
import { EvaluationError, Undefined } from "./failure.ts";

/**
 * What a false bracket leaves of its product: no term at all. A sum skips it, a product with it is absent too,
 * whatever the other factors are; every other operator sees the number 0. This is what makes Σ_i [i = j] x_i
 * exactly x_j even where another x_i is infinite or does not exist.
 */
export const absent: unique symbol = Symbol("absent");

export type Entry<T> = Outcome<T> | typeof absent;

/** Entries of an inner node from the entries of its children. */
export type Combine<T> = (entries: readonly Entry<T>[]) => Entry<T>;

/** The entry as a number; an absent one is 0. Undefined entries must have been sorted out before. */
export function present<T>(entry: Entry<T>, zero: T): T {
  if (entry instanceof Undefined) throw new EvaluationError(entry.reason);
  return entry === absent ? zero : entry;
}

/** f of all entries as numbers; undefined where one of them is. */
function strict<T>(zero: T, f: (values: readonly T[]) => Entry<T>): Combine<T> {
  return (entries) => {
    const values: T[] = [];
    for (const entry of entries) {
      if (entry instanceof Undefined) return entry;
      values.push(entry === absent ? zero : entry);
    }
    return f(values);
  };
}

/** The left fold of an operation that may have no value. */
function accumulate<T>(values: readonly T[], op: (a: T, b: T) => Outcome<T>): Outcome<T> {
  let total: Outcome<T> = values[0]!;
  for (let k = 1; k < values.length && !(total instanceof Undefined); k++) total = op(total, values[k]!);
  return total;
}

type InnerKind = Exclude<ExprKind, "const" | "real" | "affine" | "tensor" | "reduce" | "matrix">;
export type InnerExpr = Extract<Expr, { readonly kind: InnerKind }>;

/** How a node combines the entries of its children at one place. */
export function combiner<T>(e: InnerExpr, arithmetic: Arithmetic<T>): Combine<T> {
  const zero = arithmetic.rational(ZERO);
  const one = arithmetic.rational(ONE);
  const { add, mul, pow, unary, binary, relation, unordered } = arithmetic;
  switch (e.kind) {
    case "iverson":
      return strict(zero, ([left, right]) => {
        const holds = relation[e.rel](left!, right!);
        return holds === undefined ? unordered : holds ? one : absent;
      });
    case "add": {
      const weights = e.terms.map(({ coef }) => (isOne(coef) ? undefined : arithmetic.rational(coef)));
      return (entries) => {
        const terms: T[] = [];
        for (const [k, entry] of entries.entries()) {
          if (entry === absent) continue;
          if (entry instanceof Undefined) return entry;
          const weight = weights[k];
          const term = weight === undefined ? entry : mul(weight, entry);
          if (term instanceof Undefined) return term;
          terms.push(term);
        }
        return terms.length === 0 ? absent : accumulate(terms, add);
      };
    }
    case "mul": {
      const isLog = e.factors.map((factor) => factor.kind === "unary" && logs.has(factor.op));
      const isLimit = (value: T, k: number): boolean => isLog[k]! && arithmetic.isLogOfZero(value);
      const fold = (values: readonly T[]): Entry<T> => accumulate(values, mul);
      // 0 · log 0 = 0, the limit of x log x: the convention of cross entropies.
      const withLimits = (values: readonly T[]): Entry<T> =>
        values.some(arithmetic.isZero) && values.some(isLimit)
          ? fold(values.filter((value, k) => !isLimit(value, k)))
          : fold(values);
      const product = strict(zero, isLog.includes(true) ? withLimits : fold);
      return (entries) => (entries.includes(absent) ? absent : product(entries));
    }
    case "pow": {
      const exact = e.exponent.kind === "const" ? e.exponent.value : undefined;
      const keepsAbsence = exact !== undefined && exact.num > 0n && exact.den === 1n;
      const power = strict(zero, ([base, exponent]) => pow(base!, exponent!, exact));
      return (entries) => (keepsAbsence && entries[0] === absent ? absent : power(entries));
    }
    case "unary":
      return strict(zero, ([x]) => unary[e.op](x!));
    case "binary":
      return strict(zero, ([a, b]) => binary[e.op](a!, b!));
    case "select":
      return ([condition, onTrue, onFalse]) => {
        if (condition instanceof Undefined) return condition;
        const holds = relation["!="](present(condition!, zero), zero);
        return holds === undefined ? unordered : holds ? onTrue! : onFalse!;
      };
  }
}

/** Logarithms that are −∞ at the end of their domain. */
const logs: ReadonlySet<string> = new Set(["log", "log1p"]);
