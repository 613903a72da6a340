import type { Value, Values } from "../1-lower/value.ts";

/** A value that is log(total) + rest, summed over samples. */
export interface LogarithmOfTotal {
  readonly total: Value;
  readonly rest: Value;
  /** How many totals can be multiplied without an overflow. */
  readonly factors: number;
}

/** Powers of two that a product of totals may reach. */
const EXPONENTS = { f64: 1000, f32: 120 } as const;
/** A longer product would lose more digits than the sum of the logarithms. */
const MOST_FACTORS = 64;

/**
 * Σ log s = log Π s over samples, where s is the total of a log-sum-exp: its terms are at most 1 and one of them is,
 * so that 1 ≤ s ≤ their number; or it is 0, ∞ or NaN, and so is the product, which then has the logarithm of the sum.
 */
export function logarithmOfTotal(
  value: Value,
  values: Values,
  precision: keyof typeof EXPONENTS,
): LogarithmOfTotal | undefined {
  if (value.kind !== "op") return undefined;
  const [a, b] = value.args;
  if (value.op === "log") {
    const terms = termsOfTotal(a!);
    if (terms < 2) return undefined;
    const factors = Math.min(MOST_FACTORS, Math.floor(EXPONENTS[precision] / Math.log2(terms)));
    return { total: a!, rest: values.absent, factors };
  }
  if (value.op !== "add" && value.op !== "sub") return undefined;
  const left = logarithmOfTotal(a!, values, precision);
  if (left !== undefined) return { ...left, rest: values.op(value.op, left.rest, b!) };
  const right = value.op === "add" ? logarithmOfTotal(b!, values, precision) : undefined;
  return right && { ...right, rest: values.op("add", a!, right.rest) };
}

/** How many terms Σ exp(xₖ − m) has, where m is the largest of the xₖ, or 0 where that is not finite; else 0. */
function termsOfTotal(total: Value): number {
  const terms = leavesOf(total, "add");
  const [first] = terms.map(shifted);
  if (first === undefined || first.shift.kind !== "op" || first.shift.op !== "finite") return 0;
  const peaks = new Set(leavesOf(first.shift.args[0]!, "peak"));
  const isTerm = (term: Value): boolean => {
    const found = shifted(term);
    return found !== undefined && found.shift === first.shift && peaks.delete(found.x);
  };
  return terms.every(isTerm) && peaks.size === 0 ? terms.length : 0;
}

function shifted(term: Value): { readonly x: Value; readonly shift: Value } | undefined {
  if (term.kind !== "op" || term.op !== "exp") return undefined;
  const [argument] = term.args;
  if (argument?.kind !== "op" || argument.op !== "sub") return undefined;
  return { x: argument.args[0]!, shift: argument.args[1]! };
}

/** The operands of nested operations of one kind. */
function leavesOf(root: Value, op: "add" | "peak"): Value[] {
  const leaves: Value[] = [];
  const stack = [root];
  for (let value = stack.pop(); value !== undefined; value = stack.pop())
    if (value.kind === "op" && value.op === op) stack.push(...value.args);
    else leaves.push(value);
  return leaves;
}
