import type { CompareOp, InfixOp } from "./syntax.ts";

/**
 * How tightly operators bind, as in mathjs: `-x^2` is −(x²), `2^-x` is allowed, `a^b^c` is a^(b^c), `not a == b`
 * is (not a) == b, and `'` binds tighter than everything. The conditional `? :` binds loosest (0).
 */
const powers: Readonly<Record<InfixOp | CompareOp, number>> = {
  "or": 1,
  "and": 2,
  "==": 3, "!=": 3, "<": 3, "<=": 3, ">": 3, ">=": 3,
  "+": 4, "-": 4,
  "*": 5, "/": 5, ".*": 5, "./": 5,
  "^": 7, ".^": 7,
}; // prettier-ignore

/** `d(a)/d(b)` is one thing, tighter than every other operator: in `x * d(a)/d(b)` nothing divides x. */
export const derivativePower = 8;

/** Between products and powers. */
export const prefixPower = 6;

const isInfix = (text: string): text is keyof typeof powers => Object.hasOwn(powers, text);

/** undefined when the sign is no infix operator. */
export const infixPower = (text: string): number | undefined => (isInfix(text) ? powers[text] : undefined);

export const assoc = (op: InfixOp | CompareOp): "left" | "right" =>
  op === "^" || op === ".^" ? "right" : "left";

export const isCompareOp = (op: InfixOp | CompareOp): op is CompareOp => powers[op] === powers["=="];
