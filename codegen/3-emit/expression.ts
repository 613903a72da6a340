import type { ScalarOp } from "../1-lower/scalar.ts";
import { numberKey } from "../1-lower/term.ts";
import type { Value } from "../1-lower/value.ts";

/** How tightly JavaScript's operators bind. */
const level = {
  choose: 2,
  and: 4,
  equality: 8,
  relation: 9,
  sum: 11,
  product: 12,
  sign: 14,
  atom: 18,
} as const;

interface Text {
  readonly text: string;
  readonly level: number;
}

/** The text of an operation: its level, and its arguments by the level they must have. */
type Row = (arg: (k: number, atLeast: number) => string) => Text;

const infix =
  (operator: string, own: number): Row =>
  (arg) => ({ text: `${arg(0, own)} ${operator} ${arg(1, own + 1)}`, level: own });
const call =
  (name: string): Row =>
  (arg) => ({ text: `${name}(${arg(0, 0)})`, level: level.atom });
const call2 =
  (name: string): Row =>
  (arg) => ({ text: `${name}(${arg(0, 0)}, ${arg(1, 0)})`, level: level.atom });
const choice =
  (
    condition: (arg: (k: number, atLeast: number) => string) => string,
    yes: number,
    no: number | string,
  ): Row =>
  (arg) => ({
    text: `${condition(arg)} ? ${arg(yes, level.choose + 1)} : ${typeof no === "string" ? no : arg(no, level.choose)}`,
    level: level.choose,
  });

/** Each operation as JavaScript. */
const rows: { readonly [Op in ScalarOp]: Row } = {
  add: infix("+", level.sum),
  sub: infix("-", level.sum),
  mul: infix("*", level.product),
  div: infix("/", level.product),
  neg: (arg) => ({ text: `-${arg(0, level.sign + 1)}`, level: level.sign }),
  max: call2("Math.max"),
  min: call2("Math.min"),
  peak: choice((arg) => `${arg(0, level.relation)} > ${arg(1, level.relation + 1)}`, 0, 1),
  finite: choice((arg) => `Math.abs(${arg(0, 0)}) < Infinity`, 0, "0"),
  lt: infix("<", level.relation),
  le: infix("<=", level.relation),
  gt: infix(">", level.relation),
  ge: infix(">=", level.relation),
  eq: infix("===", level.equality),
  ne: infix("!==", level.equality),
  and: infix("&&", level.and),
  choose: choice((arg) => arg(0, level.choose + 1), 1, 2),
  exp: call("Math.exp"),
  log: call("Math.log"),
  log1p: call("Math.log1p"),
  expm1: call("Math.expm1"),
  sqrt: call("Math.sqrt"),
  pow: call2("Math.pow"),
  abs: call("Math.abs"),
  sign: call("Math.sign"),
  sin: call("Math.sin"),
  cos: call("Math.cos"),
  tan: call("Math.tan"),
  tanh: call("Math.tanh"),
  erf: call("erf"),
  erfc: call("erfc"),
};

const numberText = (value: number): Text => ({
  text: numberKey(value),
  level: value < 0 || Object.is(value, -0) ? level.sign : level.atom,
});

/** What the leaves of an expression are called. */
export interface Leaves {
  /** A variable that holds the value; undefined where it is to be written out. */
  readonly variable: (value: Value) => string | undefined;
  readonly load: (value: Extract<Value, { kind: "load" }>) => string;
  readonly position: (value: Extract<Value, { kind: "position" }>) => string;
  readonly reduced: () => string;
}

function textOf(value: Value, leaves: Leaves, root: boolean): Text {
  const variable = root ? undefined : leaves.variable(value);
  if (variable !== undefined) return { text: variable, level: level.atom };
  switch (value.kind) {
    case "const":
      return numberText(value.value);
    case "load":
      return { text: leaves.load(value), level: level.atom };
    case "position":
      return { text: `(${leaves.position(value)})`, level: level.atom };
    case "reduced":
      return { text: leaves.reduced(), level: level.atom };
    case "op":
      return rows[value.op]((k, atLeast) => {
        const { text, level: found } = textOf(value.args[k]!, leaves, false);
        return found < atLeast ? `(${text})` : text;
      });
  }
}

/** The expression that computes the value. */
export const expressionOf = (value: Value, leaves: Leaves): string => textOf(value, leaves, true).text;

/** The value where it is used: its variable, or the expression. */
export const useOf = (value: Value, leaves: Leaves): string => textOf(value, leaves, false).text;
