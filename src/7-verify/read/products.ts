import { rename, sumOver } from "../../core/bind.ts";
import { mul } from "../../core/build.ts";
import type { Expr } from "../../core/expr.ts";
import { freshIndex } from "../../core/index.ts";
import type { Span } from "../../core/span.ts";
import { matrixProduct } from "../../2-elaborate/matrix.ts";
import type { Shape } from "../../2-elaborate/symbols.ts";
import { shapeParam } from "../../2-elaborate/wording.ts";
import type { ProductSign } from "../../1-parse/latex/syntax.ts";
import {
  anySize,
  axesOf,
  commonShape,
  either,
  fail,
  fitting,
  hows,
  known,
  succeed,
  val,
  withShape,
  type Outcome,
  type Same,
  type Val,
} from "./value.ts";

/** Whether a text writes its vectors as columns (`W x`) or as rows (`x W`). */
export type VectorConvention = "columns" | "rows";

export interface ProductScope {
  readonly same: Same;
  readonly vectors: VectorConvention;
}

interface Pair {
  readonly left: Val;
  readonly right: Val;
  readonly span: Span;
  readonly signSpan: Span;
  readonly scope: ProductScope;
}

type Reading = "matrix" | "inner" | "outer" | "entrywise" | "chain";

const shown: { readonly [S in ProductSign]: string } = {
  juxtaposed: "juxtaposition", cdot: "·", times: "×", odot: "⊙", circ: "∘", otimes: "⊗", star: "*", slash: "/",
}; // prettier-ignore

const words: { readonly [R in Reading]: string } = {
  matrix: "as matrix product",
  inner: "as inner product",
  outer: "as outer product",
  entrywise: "entry by entry",
  chain: "as chain rule",
};

/** Marks a reading that goes against how the text writes its vectors: for where no other one fits. */
export const unusual = ", against the rest of the text";

/** All readings of `left sign right` that fit, the most usual first. */
export function product(
  left: Val,
  right: Val,
  sign: ProductSign,
  span: Span,
  signSpan: Span,
  scope: ProductScope,
): Outcome {
  const pair: Pair = { left, right, span, signSpan, scope };
  if (left.shape.length === 0 || right.shape.length === 0) return succeed(scaled(pair));
  const readings = candidates(pair, sign);
  const tried = readings.map((reading) => read(pair, reading));
  const fitting = tried.flatMap((made, k) => (made === undefined ? [] : [{ made, reading: readings[k]! }]));
  if (fitting.length === 0) return misfit(pair, readings);
  const isAmbiguous = ambiguous(pair, sign);
  return either(
    fitting.map(({ made, reading }) => {
      const said = `${shown[sign]} ${words[reading]}`;
      const how = isAmbiguous ? [said] : reading === readings[0] ? [] : [said + unusual];
      return succeed({ ...made, how: [...made.how, ...how] });
    }),
  );
}

/** Whether the sign alone does not say which product is meant. */
function ambiguous({ left, right }: Pair, sign: ProductSign): boolean {
  if (sign === "times") return true;
  const areVectors = left.shape.length === 1 && right.shape.length === 1;
  return areVectors && sign === "juxtaposed" && left.turned === right.turned;
}

/** The readings to try, in this order. */
function candidates({ left, right, scope }: Pair, sign: ProductSign): readonly Reading[] {
  const [a, b] = [left.shape.length, right.shape.length];
  if (chained(left, right) || chained(right, left)) return ["chain", "entrywise"];
  if (sign === "odot" || sign === "circ") return ["entrywise"];
  if (sign === "otimes") return ["outer"];
  if (a === 1 && b === 1) return vectorReadings(left, right, sign, scope.vectors);
  if (sign === "times" || sign === "star") return ["matrix", "entrywise"];
  return ["matrix"];
}

function vectorReadings(
  left: Val,
  right: Val,
  sign: ProductSign,
  vectors: VectorConvention,
): readonly Reading[] {
  if (left.turned !== right.turned) {
    // xᵀy is a number where vectors are columns and a matrix where they are rows; x yᵀ the other way round.
    const isInner = left.turned === (vectors === "columns");
    return isInner ? ["inner", "outer"] : ["outer", "inner"];
  }
  if (sign === "cdot") return ["inner", "entrywise", "outer"];
  if (sign === "star") return ["entrywise", "inner"];
  if (sign === "times") return ["entrywise", "outer", "inner"];
  return ["entrywise", "inner", "outer"];
}

function read(pair: Pair, reading: Reading): Val | undefined {
  switch (reading) {
    case "matrix":
    case "inner":
      return contraction(pair);
    case "outer":
      return outer(pair);
    case "entrywise":
      return entrywise(pair);
    case "chain":
      return chained(pair.left, pair.right)
        ? chain(pair.left, pair.right, pair)
        : chain(pair.right, pair.left, pair);
  }
}

const made = ({ left, right, span }: Pair, shape: Shape, expr: Expr, turned = false): Val =>
  val(shape, expr, span, { turned, how: hows([left, right]), from: [left, right] });

function scaled(pair: Pair): Val {
  const { left, right } = pair;
  const tensor = left.shape.length > 0 ? left : right;
  const value = made(pair, tensor.shape, mul(left.expr, right.expr), tensor.turned);
  return tensor.differential === undefined ? value : { ...value, differential: undefined };
}

function contraction(pair: Pair): Val | undefined {
  const { left, right, scope } = pair;
  const [a, b] = [left.shape, right.shape];
  if (a.length > 2 || b.length > 2 || !fitting(a.at(-1)!, b[0]!, scope.same)) return undefined;
  const inner = known(a.at(-1)!, b[0]!);
  if (inner === anySize) return undefined;
  const [first, second] = [
    [...a.slice(0, -1), inner],
    [inner, ...b.slice(1)],
  ];
  const expr = matrixProduct(withShape(left, first), withShape(right, second), first, second, axesOf);
  const shape = [...first.slice(0, -1), ...second.slice(1)];
  // A row times a matrix is a row.
  const turned = shape.length === 1 && (a.length === 1 ? left.turned : right.turned);
  return made(pair, shape, expr, turned);
}

function outer(pair: Pair): Val | undefined {
  const { left, right } = pair;
  const shape = [...left.shape, ...right.shape];
  const moved = rename(right.expr, axesOf(right.shape), axesOf(shape).slice(left.shape.length));
  return made(pair, shape, mul(left.expr, moved));
}

function entrywise(pair: Pair): Val | undefined {
  const { left, right, scope } = pair;
  const shape = commonShape(left.shape, right.shape, scope.same);
  if (shape === undefined) return undefined;
  const expr = mul(withShape(left, shape), withShape(right, shape));
  return made(pair, shape, expr, left.turned && right.turned);
}

/** ∂a/∂b beside ∂b/∂c. */
const chained = (left: Val, right: Val): boolean =>
  left.differential !== undefined &&
  right.differential !== undefined &&
  left.differential.wrt === right.differential.of &&
  right.differential.ofAxes > 0;

/** Σ over the axes of b: ∂a/∂b · ∂b/∂c. */
function chain(first: Val, second: Val, pair: Pair): Val | undefined {
  const [a, b] = [first.differential!, second.differential!];
  const middle = first.shape.slice(a.ofAxes);
  const fits =
    middle.length === b.ofAxes && middle.every((size, k) => pair.scope.same(size, second.shape[k]!));
  if (!fits) return undefined;
  const inner = middle.map((size) => freshIndex(size));
  const shape = [...first.shape.slice(0, a.ofAxes), ...second.shape.slice(b.ofAxes)];
  const axes = axesOf(shape);
  const left = rename(first.expr, axesOf(first.shape), [...axes.slice(0, a.ofAxes), ...inner]);
  const right = rename(second.expr, axesOf(second.shape), [...inner, ...axes.slice(a.ofAxes)]);
  const value = made(pair, shape, sumOver(inner, mul(left, right)));
  return { ...value, differential: { of: a.of, wrt: b.wrt, ofAxes: a.ofAxes } };
}

function misfit({ left, right, signSpan, span }: Pair, readings: readonly Reading[]): Outcome {
  const place = signSpan.end > signSpan.start ? signSpan : span;
  const how = [...hows([left, right]), ...readings.map((reading) => words[reading])];
  if (readings.every((reading) => reading === "entrywise"))
    return fail(
      "E0301",
      {
        params: { left: shapeParam(left.shape), right: shapeParam(right.shape) },
        labels: [
          { span: right.span, text: "second", params: { shape: shapeParam(right.shape) } },
          { span: left.span, text: "first", params: { shape: shapeParam(left.shape) } },
        ],
      },
      how,
    );
  return fail(
    "E0302",
    {
      params: { left: shapeParam(left.shape), right: shapeParam(right.shape) },
      labels: [
        {
          span: place,
          text: "here",
          params: { inner: left.shape.at(-1)!.key, outer: right.shape[0]!.key },
        },
        { span: left.span, text: "left" },
        { span: right.span, text: "right" },
      ],
    },
    how,
  );
}
