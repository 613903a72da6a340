import type { ScalarOp } from "./scalar.ts";
import type {
  Condition,
  ConditionRelation,
  Form,
  Ref,
  Term,
  TermFunction,
  TermNode,
  Origin,
} from "./term.ts";
import { rowMajor, type ArrayDecl, type Loop, type Offset, type Value, type Values } from "./value.ts";

export interface BodyContext {
  readonly values: Values;
  readonly arguments: ReadonlyMap<string, ArrayDecl>;
  /** Where terms are that have been computed. */
  readonly memory: ReadonlyMap<Term, ArrayDecl>;
  readonly origins: ReadonlyMap<Term, Origin>;
  readonly valueOrigins: Map<Value, Origin>;
}

/** The value of a term where its axes run along `axes`. */
export function termValue(term: Term, axes: readonly Loop[], context: BodyContext): Value {
  const array = context.memory.get(term);
  if (array !== undefined) return context.values.load(array, rowMajor(array.shape, axes));
  const below = (ref: Ref): Value => termValue(ref.term, ref.at.map((axis) => axes[axis]!), context); // prettier-ignore
  const value = nodeValue(term.node, { ...context, axes, below });
  const origin = context.origins.get(term);
  if (origin !== undefined && !context.valueOrigins.has(value)) context.valueOrigins.set(value, origin);
  return value;
}

interface NodeContext extends BodyContext {
  readonly axes: readonly Loop[];
  readonly below: (ref: Ref) => Value;
}

const offset = ({ terms, constant }: Form, axes: readonly Loop[], scale = 1): Offset => {
  const coefs = new Map<Loop, number>();
  for (const { axis, coef } of terms) coefs.set(axes[axis]!, (coefs.get(axes[axis]!) ?? 0) + coef * scale);
  return {
    terms: [...coefs].filter(([, coef]) => coef !== 0).map(([loop, coef]) => ({ loop, coef })),
    constant: constant * scale,
  };
};

const addOffsets = (a: Offset, b: Offset): Offset => {
  const coefs = new Map(a.terms.map(({ loop, coef }) => [loop, coef]));
  for (const { loop, coef } of b.terms) coefs.set(loop, (coefs.get(loop) ?? 0) + coef);
  return {
    terms: [...coefs].filter(([, coef]) => coef !== 0).map(([loop, coef]) => ({ loop, coef })),
    constant: a.constant + b.constant,
  };
};

const scalarOf: { readonly [F in Exclude<TermFunction, "relu" | "xlog">]: ScalarOp } = {
  exp: "exp", log: "log", log1p: "log1p", expm1: "expm1", abs: "abs", sign: "sign", sin: "sin", cos: "cos",
  tan: "tan", tanh: "tanh", erf: "erf", erfc: "erfc", sqrt: "sqrt", finite: "finite", max: "max", min: "min",
  pow: "pow", divide: "div",
}; // prettier-ignore

function nodeValue(node: TermNode, context: NodeContext): Value {
  const { values, axes, below } = context;
  switch (node.kind) {
    case "const":
      return node.value === 0 ? values.absent : values.number(node.value);
    case "position":
      return values.position(offset(node.form, axes));
    case "tensor": {
      let at: Offset = { terms: [], constant: 0 };
      let stride = 1;
      for (let axis = node.dims.length - 1; axis >= 0; axis--) {
        at = addOffsets(at, offset(node.slots[axis]!, axes, stride));
        stride *= node.dims[axis]!;
      }
      return values.load(context.arguments.get(node.name)!, at);
    }
    case "call":
      return callValue(node.fn, node.args.map(below), values);
    case "power":
      return powerValue(below(node.base), node.num, node.half, values);
    case "sum":
      return sumValue(node.terms.map(({ coef, ref }) => ({ coef, value: below(ref) })), values); // prettier-ignore
    case "product":
      return node.factors.map(below).reduce((a, b) => values.op("mul", a, b));
    case "guard": {
      const { holds, fails, ordered } = conditionValues(node.condition, context);
      const body = below(node.body);
      if (node.strict) return values.op("choose", fails, values.absent, body);
      return values.op(
        "choose",
        holds,
        body,
        values.op("choose", ordered, values.absent, values.number(NaN)),
      );
    }
    case "select": {
      const { holds, fails, ordered } = conditionValues(node.condition, context);
      const [onTrue, onFalse] = [below(node.onTrue), below(node.onFalse)];
      if (node.strict === "onFalse") return values.op("choose", holds, onTrue, onFalse);
      if (node.strict === "onTrue") return values.op("choose", fails, onFalse, onTrue);
      return values.op("choose", holds, onTrue, values.op("choose", ordered, onFalse, values.number(NaN)));
    }
    case "matrix":
    case "reduce":
      throw new Error("a reduction and a function of a matrix are computed by nests of their own");
  }
}

const holdsOp: { readonly [R in ConditionRelation]: ScalarOp } = {
  "==": "eq",
  "!=": "ne",
  ">": "gt",
  ">=": "ge",
};
const failsOp: { readonly [R in ConditionRelation]: ScalarOp } = {
  "==": "ne",
  "!=": "eq",
  ">": "le",
  ">=": "lt",
};

/**
 * A condition as scalar code: whether it holds, whether it fails, and, where it does not hold, whether that is
 * because it fails and not because a side is NaN. The first two are false for NaN where the relation is an order.
 */
function conditionValues(
  condition: Condition,
  context: NodeContext,
): { holds: Value; fails: Value; ordered: Value } {
  const { values, axes, below } = context;
  const { rel } = condition;
  const [left, right] =
    condition.kind === "position"
      ? [values.position(offset(condition.form, axes)), values.number(0)]
      : [below(condition.left), number(below(condition.right), values)];
  const [holds, fails] = [values.op(holdsOp[rel], left, right), values.op(failsOp[rel], left, right)];
  if (condition.kind === "position") return { holds, fails, ordered: values.number(1) };
  const both = values.op("and", values.op("eq", left, left), values.op("eq", right, right));
  if (rel === "!=") return { holds: values.op("and", holds, both), fails, ordered: fails };
  // a ≠ b is true for NaN: where a guard must not hide it, a fails only together with an order of the sides.
  return {
    holds,
    fails: rel === "==" ? values.op("and", fails, both) : fails,
    ordered: rel === "==" ? both : fails,
  };
}

/** The absent term as the number 0, where it is compared. */
const number = (value: Value, values: Values): Value => (value === values.absent ? values.number(0) : value);

function callValue(fn: TermFunction, args: readonly Value[], values: Values): Value {
  const numbers = fn === "divide" || fn === "xlog" ? args : args.map((arg) => number(arg, values));
  const [a, b] = numbers;
  if (fn === "relu") return values.op("choose", values.op("le", a!, values.number(0)), values.absent, a!);
  if (fn === "xlog") {
    const limit = values.op(
      "and",
      values.op("eq", b!, values.number(-Infinity)),
      values.op("eq", a!, values.number(0)),
    );
    return values.op("choose", limit, values.absent, values.op("mul", a!, b!));
  }
  return values.op(scalarOf[fn], ...numbers);
}

/** x^num or √x^num, by repeated squaring. */
function powerValue(x: Value, num: number, half: boolean, values: Values): Value {
  const base = half ? values.op("sqrt", number(x, values)) : number(x, values);
  let result: Value | undefined;
  let square = base;
  for (let rest = Math.abs(num); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = result === undefined ? square : values.op("mul", result, square);
    if (rest > 1) square = values.op("mul", square, square);
  }
  return num < 0 ? values.op("div", values.number(1), result!) : result!;
}

/** Σ coef·value, beginning with a term that needs no sign. */
function sumValue(terms: readonly { readonly coef: number; readonly value: Value }[], values: Values): Value {
  const first = terms.find(({ coef }) => coef > 0);
  const ordered = first === undefined ? terms : [first, ...terms.filter((term) => term !== first)];
  let total: Value = values.absent;
  for (const { coef, value } of ordered) {
    const size = values.op("mul", values.number(Math.abs(coef)), value);
    total = values.op(coef < 0 ? "sub" : "add", total, size);
  }
  return total;
}
