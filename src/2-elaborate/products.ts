import type { InfixSyntax } from "../1-parse/syntax.ts";
import { sameShape } from "./agree.ts";
import { reportTurned } from "./call.ts";
import type { Inference } from "./infer.ts";
import type { Shape } from "./symbols.ts";
import { shapeParam } from "./wording.ts";

/**
 * The shape of a * b, NumPy's @: a number scales; otherwise the last axis of a meets the first of b. undefined
 * where they do not fit.
 */
function productOf(a: Shape, b: Shape, same: Inference["symbols"]["sameSize"]): Shape | undefined {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  if (a.length > 2 || b.length > 2 || !same(a.at(-1)!, b[0]!)) return undefined;
  return [...a.slice(0, -1), ...b.slice(1)];
}

export function productShape(node: InfixSyntax, inference: Inference): Shape | undefined {
  const [left, right] = [inference.facts(node.left), inference.facts(node.right)];
  // A transposed vector beside a matrix is a row or a column, whichever fits; the entries are the same.
  if (right.shape?.length !== 2) reportTurned(node.left, inference);
  if (left.shape?.length !== 2) reportTurned(node.right, inference);
  if (left.shape === undefined || right.shape === undefined) return undefined;
  const shape = productOf(left.shape, right.shape, inference.symbols.sameSize);
  if (shape === undefined) reportProduct(node, left.shape, right.shape, inference);
  return shape;
}

/** No reading of `*` fits: says which similar products would. */
function reportProduct(node: InfixSyntax, a: Shape, b: Shape, inference: Inference): void {
  const { sameSize } = inference.symbols;
  const flip = (shape: Shape): Shape => shape.toReversed();
  const fits = (x: Shape, y: Shape): boolean => productOf(x, y, sameSize) !== undefined;
  const readings = [
    { id: "entrywise", is: sameShape(a, b, sameSize) },
    { id: "outer", is: a.length === 1 && b.length === 1 && !sameShape(a, b, sameSize) },
    { id: "left-transposed", is: a.length === 2 && fits(flip(a), b) },
    { id: "right-transposed", is: b.length === 2 && fits(a, flip(b)) },
    { id: "swapped", is: fits(b, a) },
    { id: "indices", is: a.length > 2 || b.length > 2 },
  ] as const;
  inference.report("E0302", {
    params: { left: shapeParam(a), right: shapeParam(b) },
    labels: [
      { span: node.opSpan, text: "here", params: { inner: a.at(-1)!.key, outer: b[0]!.key } },
      { span: node.left.span, text: "left" },
      { span: node.right.span, text: "right" },
    ],
    help: readings.filter(({ is }) => is).map(({ id }) => id),
  });
}

/** The shape of a / b: only a number divides; entry by entry is `./`. */
export function quotientShape(node: InfixSyntax, inference: Inference): Shape | undefined {
  const [left, right] = [inference.facts(node.left).shape, inference.facts(node.right).shape];
  if (left === undefined || right === undefined) return undefined;
  if (right.length === 0) return left;
  inference.report("E0308", {
    labels: [
      { span: node.opSpan, text: "here" },
      { span: node.right.span, text: "right", params: { shape: shapeParam(right) } },
    ],
    fix: { span: node.opSpan, text: "./", confidence: "likely" },
  });
  return undefined;
}

/** The most factors a power of a matrix is written out as. */
export const longestPower = 64;

/** The shape of a ^ b: numbers, or a square matrix to a whole power other than 0. */
export function powerShape(node: InfixSyntax, inference: Inference): Shape | undefined {
  const [base, exponent] = [inference.facts(node.left).shape, inference.facts(node.right)];
  if (base === undefined || exponent.shape === undefined) return undefined;
  if (base.length === 0 && exponent.shape.length === 0) return [];
  const power = exponent.form?.terms.length === 0 ? exponent.form.constant : undefined;
  const isSquare = base.length === 2 && inference.symbols.sameSize(base[0]!, base[1]!);
  if (isSquare && power !== undefined && power !== 0 && Math.abs(power) <= longestPower) return base;
  inference.report("E0306", {
    labels: [
      { span: node.opSpan, text: "here" },
      { span: node.left.span, text: "base", params: { shape: shapeParam(base) } },
    ],
    fix: { span: node.opSpan, text: ".^", confidence: "likely" },
  });
  return undefined;
}
