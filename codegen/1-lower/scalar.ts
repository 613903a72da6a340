import { erf, erfc } from "../../src/core/erf.ts";
import type { Value, Values } from "./value.ts";

type Numeric = (...args: readonly number[]) => number;

/** What a scalar operation costs in the count of a kernel's header. */
export type OperationClass =
  | "×" | "+" | "−" | "÷" | "comparison" | "exp" | "log" | "sqrt" | "power" | "other" | "free"; // prettier-ignore

interface Row {
  readonly counts: OperationClass;
  /** On constants; undefined where it is not a number: then nothing is folded. */
  readonly compute: Numeric | undefined;
  /** The text repeats its first so many arguments: they get names. */
  readonly repeats?: number;
  readonly boolean?: true;
}

const row = (counts: OperationClass, compute: Numeric | undefined, more: Partial<Row> = {}): Row => ({
  counts,
  compute,
  ...more,
});
const test = (holds: (a: number, b: number) => boolean): Row =>
  row("comparison", (a, b) => Number(holds(a, b)), { boolean: true });

/**
 * The operations of scalar code in double precision. Comparisons are false for NaN, but `ne`; `choose` takes its
 * second argument where the first holds; `peak` is a > b ? a : b; `finite` is x where |x| < ∞, else 0; `xlog` is
 * a·l with 0·(−∞) = 0.
 */
export const scalarOps = {
  add: row("+", (a, b) => a + b),
  sub: row("−", (a, b) => a - b),
  mul: row("×", (a, b) => a * b),
  div: row("÷", (a, b) => a / b),
  neg: row("−", (a) => -a),
  max: row("comparison", (a, b) => Math.max(a, b)),
  min: row("comparison", (a, b) => Math.min(a, b)),
  peak: row("comparison", (a, b) => (a > b ? a : b), { repeats: 2 }),
  finite: row("comparison", (a) => (Math.abs(a) < Infinity ? a : 0), { repeats: 1 }),
  lt: test((a, b) => a < b),
  le: test((a, b) => a <= b),
  gt: test((a, b) => a > b),
  ge: test((a, b) => a >= b),
  eq: test((a, b) => a === b),
  ne: test((a, b) => a !== b),
  and: row("free", (a, b) => a && b, { boolean: true }),
  choose: row("free", (c, a, b) => (c === 1 ? a : b)),
  exp: row("exp", Math.exp),
  log: row("log", Math.log),
  log1p: row("log", Math.log1p),
  expm1: row("exp", Math.expm1),
  sqrt: row("sqrt", Math.sqrt),
  pow: row("power", (a, b) => a ** b),
  abs: row("free", Math.abs),
  sign: row("other", Math.sign),
  sin: row("other", Math.sin),
  cos: row("other", Math.cos),
  tan: row("other", Math.tan),
  tanh: row("other", Math.tanh),
  erf: row("other", (x) => erf(x)),
  erfc: row("other", (x) => erfc(x)),
} satisfies Record<string, Row>;

export type ScalarOp = keyof typeof scalarOps;

export const rowOf = (op: ScalarOp): Row => scalarOps[op];

/** Functions that engines round differently: a constant of theirs is left to the machine that runs the kernel. */
const inexact: ReadonlySet<ScalarOp> = new Set(["sin", "cos", "tan", "tanh", "pow", "erf", "erfc", "exp", "log", "log1p", "expm1"]); // prettier-ignore

const isNumber = (v: Value, value: number): boolean => v.kind === "const" && v.value === value;
const isAbsent = (v: Value): boolean => v.kind === "const" && v.absent;
const negated = (v: Value): Value | undefined => (v.kind === "op" && v.op === "neg" ? v.args[0] : undefined);

/**
 * What an operation is without being computed: constants, and the identities that hold for every double, NaN,
 * infinities and −0 included. x + 0 (−0 + 0 is +0), 0 · x (∞) and x − x are left alone; only the absent term,
 * which is no number but the lack of one, vanishes from sums and annihilates products.
 */
export function fold(values: Values, op: ScalarOp, args: readonly Value[]): Value | undefined {
  const [a, b, c] = args;
  const special = rules[op]?.(values, a!, b!, c!);
  if (special !== undefined) return special;
  const { compute } = rowOf(op);
  if (compute === undefined || inexact.has(op)) return undefined;
  const numbers = args.map((arg) => (arg.kind === "const" ? arg.value : undefined));
  return numbers.every((x) => x !== undefined) ? values.number(compute(...numbers)) : undefined;
}

type Rule = (values: Values, a: Value, b: Value, c: Value) => Value | undefined;

const rules: { readonly [Op in ScalarOp]?: Rule } = {
  add: (v, a, b) => {
    if (isAbsent(a)) return b;
    if (isAbsent(b)) return a;
    const [minusA, minusB] = [negated(a), negated(b)];
    if (minusB !== undefined) return v.op("sub", a, minusB);
    return minusA === undefined ? undefined : v.op("sub", b, minusA);
  },
  sub: (v, a, b) => {
    if (isAbsent(a)) return v.op("neg", b);
    if (isAbsent(b)) return a;
    const minusB = negated(b);
    return minusB === undefined ? undefined : v.op("add", a, minusB);
  },
  mul: (v, a, b) => {
    if (isAbsent(a) || isAbsent(b)) return v.absent;
    if (isNumber(a, 1)) return b;
    if (isNumber(b, 1)) return a;
    if (isNumber(a, -1)) return v.op("neg", b);
    if (isNumber(b, -1)) return v.op("neg", a);
    const [minusA, minusB] = [negated(a), negated(b)];
    return minusA !== undefined && minusB !== undefined ? v.op("mul", minusA, minusB) : undefined;
  },
  div: (v, a, b) => (isAbsent(a) ? v.absent : isNumber(b, 1) ? a : undefined),
  neg: (v, a) => (isAbsent(a) ? v.absent : negated(a)),
  choose: (_, c, a, b) => (c.kind === "const" ? (c.value === 1 ? a : b) : a === b ? a : undefined),
  and: (v, a, b) => {
    for (const [x, y] of [[a, b], [b, a]] as const) if (x.kind === "const") return x.value === 1 ? y : v.number(0);
    return undefined;
  }, // prettier-ignore
};
