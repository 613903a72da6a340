import type { ScalarOp } from "../../1-lower/scalar.ts";
import type { Body } from "./body.ts";
import { type Local } from "./body.ts";
import { i32, numberIn, vectorIn, type NumberFormat } from "./format.ts";
import { extract } from "./lanes.ts";
import { op, type OperationName } from "./operations.ts";
import type { Value, ValueType } from "./types.ts";

type Any = Value<ValueType>;

/** An instruction whose name depends on the format of the numbers. */
const apply = op as unknown as (name: OperationName, ...operands: readonly Any[]) => Any;

const instruction = (type: ValueType, name: string, ...operands: readonly Any[]): Any =>
  apply(`${type}.${name}` as OperationName, ...operands);

/** Whether an operation is done to one number or to every lane of a vector. */
export type Width = "one" | "lanes";

/** What the code of an operation refers to. */
export interface Place {
  readonly body: Body;
  readonly format: NumberFormat;
  readonly width: Width;
}

/** Functions that are more than a few instructions; elsewhere. */
export const elementaryOps = [
  "exp", "log", "log1p", "expm1", "pow", "sin", "cos", "tan", "tanh", "erf", "erfc",
] as const; // prettier-ignore
export type ElementaryOp = (typeof elementaryOps)[number];

export const isElementary = (operation: ScalarOp): operation is ElementaryOp =>
  (elementaryOps as readonly string[]).includes(operation);

/** The type of numbers, and of truths, at a width. */
export const typeAt = ({ format, width }: Place): ValueType =>
  width === "one" ? format.scalar : format.vector;
export const truthType = ({ format, width }: Place): ValueType => (width === "one" ? "i32" : format.mask);

const isLocal = (value: Any): value is Local<ValueType> => "local" in value;

/** The value for several uses. */
const once = ({ body }: Place, value: Any): Any => (isLocal(value) ? value : body.keep(value));

export const numberAt = ({ format, width }: Place, value: number): Any =>
  width === "one" ? numberIn(format, value) : vectorIn(format, value);

/** `yes` where the truth holds, else `no`. */
const choose = (place: Place, truth: Any, yes: Any, no: Any): Any =>
  instruction(typeAt(place), "select", yes, no, truth);

/** `value` in the lanes where the truth holds, or where it does not; +0, which has no bits, in the others. */
export const masked = ({ format }: Place, truth: Any, value: Any, holds: boolean): Any => ({
  type: format.vector,
  code: instruction(format.mask, holds ? "and" : "andnot", value, truth).code,
});

type Row = (place: Place, ...operands: readonly Any[]) => Any;

/** The same instruction for numbers and lanes, under one name. */
const same =
  (name: string): Row =>
  (place, ...operands) =>
    instruction(typeAt(place), name, ...operands);

const rows: { readonly [Op in Exclude<ScalarOp, ElementaryOp>]: Row } = {
  add: same("add"),
  sub: same("sub"),
  mul: same("mul"),
  div: same("div"),
  neg: same("neg"),
  max: same("max"),
  min: same("min"),
  abs: same("abs"),
  sqrt: same("sqrt"),
  lt: same("lt"),
  le: same("le"),
  gt: same("gt"),
  ge: same("ge"),
  eq: same("eq"),
  ne: same("ne"),
  and: (place, a, b) => instruction(truthType(place), "and", a, b),
  choose: (place, truth, yes, no) => choose(place, truth, yes, no),
  peak: (place, a, b) => {
    if (place.width === "lanes") return instruction(typeAt(place), "pmax", b, a);
    const [x, y] = [once(place, a), once(place, b)];
    return choose(place, instruction(typeAt(place), "gt", x, y), x, y);
  },
  finite: (place, a) => {
    const x = once(place, a);
    const size = instruction(typeAt(place), "abs", x);
    const isFinite = instruction(typeAt(place), "lt", size, numberAt(place, Infinity));
    if (place.width === "lanes") return masked(place, isFinite, x, true);
    return choose(place, isFinite, x, numberAt(place, 0));
  },
  sign: (place, a) => {
    const x = once(place, a);
    const zero = numberAt(place, 0);
    const negative = choose(place, instruction(typeAt(place), "lt", x, zero), numberAt(place, -1), x);
    return choose(place, instruction(typeAt(place), "gt", x, zero), numberAt(place, 1), negative);
  },
};

/** An operation on numbers or lanes; comparisons give truths: a number 0 or 1, or lanes of all bits. */
export const operation = (
  place: Place,
  name: Exclude<ScalarOp, ElementaryOp>,
  ...operands: readonly Any[]
): Any => rows[name](place, ...operands);

/** a·b + c in all lanes, in one operation where the format has it. */
export const multiplyAdd = ({ format }: Place, a: Any, b: Any, c: Any): Any =>
  format.fused
    ? instruction(format.vector, "relaxed_madd", a, b, c)
    : instruction(format.vector, "add", instruction(format.vector, "mul", a, b), c);

/** c − a·b in all lanes, in one operation where the format has it. */
export const multiplySubtract = ({ format }: Place, a: Any, b: Any, c: Any): Any =>
  format.fused
    ? instruction(format.vector, "relaxed_nmadd", a, b, c)
    : instruction(format.vector, "sub", c, instruction(format.vector, "mul", a, b));

/** A number in all lanes. */
export const spread = ({ format }: Place, value: Any): Any => instruction(format.vector, "splat", value);

/** A truth in all lanes: no bits, or all of them. */
export const spreadTruth = ({ format }: Place, truth: Any): Any => {
  const bits = apply("i32.sub", i32(0), truth);
  return instruction(format.mask, "splat", format.mask === "i64x2" ? apply("i64.extend_i32_s", bits) : bits);
};

/** One lane of a vector. */
export function laneOf({ format }: Pick<Place, "format">, value: Any, lane: number): Any {
  return format.vector === "f64x2"
    ? extract({ type: "f64x2", code: value.code }, lane)
    : extract({ type: "f32x4", code: value.code }, lane);
}
