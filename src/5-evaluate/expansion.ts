import type * as Mathjs from "mathjs";
import type { MathNode } from "mathjs";
import { toNumber, type Rational } from "../core/rational.ts";
import type { Expr } from "../core/expr.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { doubles } from "./doubles.ts";
import { evaluateIn } from "./evaluate.ts";
import { Undefined } from "./failure.ts";
import type { Dense, Point } from "./point.ts";

/** A scalar formula as a tree of mathjs, with its value at the point of expansion. */
interface Scalar {
  readonly node: MathNode;
  readonly value: number;
  /** Nodes of the tree, shared ones counted as often as they occur. */
  readonly size: number;
}

/** Trees share nothing: what would grow beyond this many nodes is not expanded. */
const MAX_NODES = 20_000;

const beyond = (what: string): Undefined => new Undefined({ kind: "no-such-number", what });

/**
 * An arithmetic whose numbers are trees of mathjs. Comparisons are decided by the values at the point, so that
 * relu, max and select are smooth formulas there; erf, which mathjs cannot differentiate, is refused.
 */
function treeArithmetic(math: typeof Mathjs): Arithmetic<Scalar> {
  const leaf = (node: MathNode, value: number): Scalar => ({ node, value, size: 1 });
  const number = (value: number): Scalar => leaf(new math.ConstantNode(value), value);
  const grown = (node: MathNode, value: number, ...parts: readonly Scalar[]): Scalar | Undefined => {
    const size = parts.reduce((total, part) => total + part.size, 1);
    return size > MAX_NODES ? beyond("the scalar expansion is too large") : { node, value, size };
  };
  const then = (x: Scalar | Undefined, f: (x: Scalar) => Scalar | Undefined): Scalar | Undefined =>
    x instanceof Undefined ? x : f(x);
  const add = (a: Scalar, b: Scalar): Scalar | Undefined =>
    grown(new math.OperatorNode("+", "add", [a.node, b.node]), a.value + b.value, a, b);
  const mul = (a: Scalar, b: Scalar): Scalar | Undefined =>
    grown(new math.OperatorNode("*", "multiply", [a.node, b.node]), a.value * b.value, a, b);
  const divide = (a: Scalar, b: Scalar): Scalar | Undefined =>
    grown(new math.OperatorNode("/", "divide", [a.node, b.node]), a.value / b.value, a, b);
  const call =
    (name: string, f: (x: number) => number) =>
    (x: Scalar): Scalar | Undefined =>
      grown(new math.FunctionNode(name, [x.node]), f(x.value), x);
  const neg = (x: Scalar): Scalar | Undefined => mul(number(-1), x);
  const exp = call("exp", Math.exp);
  const log = call("log", Math.log);
  const fold = (values: readonly Scalar[], f: typeof add, start: number): Scalar | Undefined => {
    const [first, ...rest] = values;
    return first === undefined
      ? number(start)
      : rest.reduce<Scalar | Undefined>((a, b) => then(a, (x) => f(x, b)), first);
  };
  const sum = (values: readonly Scalar[]): Scalar | Undefined => fold(values, add, 0);
  const onePlusExp = (x: Scalar): Scalar | Undefined => then(exp(x), (e) => add(number(1), e));
  const relation =
    (holds: (a: number, b: number) => boolean) =>
    (a: Scalar, b: Scalar): boolean =>
      holds(a.value, b.value);
  const noErf = (): Undefined => beyond("mathjs has no derivative of erf");
  const max = (a: Scalar, b: Scalar): Scalar => (a.value >= b.value ? a : b);
  const min = (a: Scalar, b: Scalar): Scalar => (a.value <= b.value ? a : b);
  const rational = (value: Rational): Scalar => number(toNumber(value));
  return {
    rational,
    number,
    real: { pi: leaf(new math.SymbolNode("pi"), Math.PI) },
    unordered: beyond("a comparison with NaN"),
    add,
    mul,
    pow: (base, exponent, exact) =>
      exact?.den === 2n && exact.num === 1n
        ? call("sqrt", Math.sqrt)(base)
        : grown(
            new math.OperatorNode("^", "pow", [base.node, exponent.node]),
            doubles.pow(base.value, exponent.value, exact) as number,
            base,
            exponent,
          ),
    unary: {
      exp,
      log,
      log1p: (x) => then(add(number(1), x), log),
      expm1: (x) => then(exp(x), (e) => add(e, number(-1))),
      abs: (x) => (x.value < 0 ? neg(x) : x),
      sign: (x) => number(Math.sign(x.value)),
      sin: call("sin", Math.sin),
      cos: call("cos", Math.cos),
      tan: call("tan", Math.tan),
      tanh: call("tanh", Math.tanh),
      sigmoid: (x) => then(then(neg(x), onePlusExp), (below) => divide(number(1), below)),
      softplus: (x) => then(onePlusExp(x), log),
      relu: (x) => (x.value > 0 ? x : number(0)),
      gelu: noErf,
      erf: noErf,
    },
    binary: { max, min },
    relation: {
      "==": relation((a, b) => a === b),
      "!=": relation((a, b) => a !== b),
      ">": relation((a, b) => a > b),
      ">=": relation((a, b) => a >= b),
    },
    reduce: {
      sum,
      prod: (values) => fold(values, mul, 1),
      max: (values) => values.reduce(max),
      min: (values) => values.reduce(min),
      logsumexp: (values) => {
        const exponentials = values.map(exp);
        const bad = exponentials.find((e) => e instanceof Undefined);
        return bad ?? then(sum(exponentials as readonly Scalar[]), log);
      },
    },
    isZero: () => false,
    isLogOfZero: () => false,
  };
}

/** How the entry of a tensor is called in the expansion. */
const symbolOf = (name: string, position: number): string => `${name}_${position + 1}`;

/** The scalar expansion of a model at a point, which mathjs differentiates. */
export interface Expansion {
  /** The partials of the scalar by every entry of a tensor, each by mathjs's own rules. */
  readonly partials: (name: string) => readonly number[];
}

/**
 * Writes a scalar out over all entries of the data, as a tree of mathjs built node by node; mathjs, loaded on
 * first use, then differentiates it with its own rules and nothing of ours.
 *
 * @error EvaluationError where the tree would be too large or holds a function mathjs cannot differentiate
 */
export async function expand(scalar: Expr, at: Point): Promise<Expansion> {
  const math = await import("mathjs");
  const names = new Map([...at.tensors].map(([name], k) => [name, `t${k}`]));
  const tensors = [...at.tensors].map(([name, { shape, values }]): [string, Dense<Scalar>] => [
    name,
    {
      shape,
      values: Array.from(values, (value, n) => ({
        node: new math.SymbolNode(symbolOf(names.get(name)!, n)),
        value,
        size: 1,
      })),
    },
  ]);
  const point: Point<Scalar> = { sizes: at.sizes, tensors: new Map(tensors) };
  const { node } = evaluateIn(treeArithmetic(math), scalar, [], point).values[0]!;
  const scope = Object.fromEntries(
    [...at.tensors].flatMap(([name, { values }]) =>
      Array.from(values, (value, n) => [symbolOf(names.get(name)!, n), value]),
    ),
  );
  return {
    partials: (name) =>
      Array.from(at.tensors.get(name)!.values, (_, n) =>
        Number(
          math
            .derivative(node, symbolOf(names.get(name)!, n), { simplify: false })
            .compile()
            .evaluate({ ...scope }),
        ),
      ),
  };
}
