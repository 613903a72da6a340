import type { CallSyntax, ExprSyntax } from "../1-parse/syntax.ts";
import type { MatrixOp } from "../core/ops.ts";
import type { Structure } from "./functions.ts";
import type { Inference } from "./infer.ts";
import type { Shape } from "./symbols.ts";
import { shapeParam } from "./wording.ts";

interface Rule {
  /** The numbers of axes each argument may have. */
  readonly takes: readonly (readonly number[])[];
  /** What the arguments must be, as an id of a term. */
  readonly wanted: "vectors" | "matrix-or-vector" | "square" | "some-matrix" | "system";
  readonly shape: (args: readonly Shape[]) => Shape;
  /** Pairs of lengths that must be one. */
  readonly equal?: (args: readonly Shape[]) => readonly (readonly [Shape[number], Shape[number]])[];
}

const isSquare: Rule["equal"] = ([a]) => [[a![0]!, a![1]!]];

/** The whole-tensor functions: what they take, and the shape they give. */
const rules: { readonly [S in Structure | MatrixOp]: Rule } = {
  outer: {
    takes: [[1], [1]],
    wanted: "vectors",
    shape: ([a, b]) => [a![0]!, b![0]!],
  },
  dot: {
    takes: [[1], [1]],
    wanted: "vectors",
    shape: () => [],
    equal: ([a, b]) => [[a![0]!, b![0]!]],
  },
  diag: {
    takes: [[1, 2]],
    wanted: "matrix-or-vector",
    shape: ([a]) => (a!.length === 1 ? [a![0]!, a![0]!] : [a![0]!]),
    equal: ([a]) => (a!.length === 2 ? [[a![0]!, a![1]!]] : []),
  },
  tr: { takes: [[2]], wanted: "square", shape: () => [], equal: isSquare },
  inv: { takes: [[2]], wanted: "square", shape: ([a]) => a!, equal: isSquare },
  det: { takes: [[2]], wanted: "square", shape: () => [], equal: isSquare },
  logdet: { takes: [[2]], wanted: "square", shape: () => [], equal: isSquare },
  solve: {
    takes: [[2], [1, 2]],
    wanted: "system",
    shape: ([, b]) => b!,
    equal: ([a, b]) => [
      [a![0]!, a![1]!],
      [a![1]!, b![0]!],
    ],
  },
  transpose: { takes: [[2]], wanted: "some-matrix", shape: ([a]) => a!.toReversed() },
};

/** The shape of a function of whole tensors; undefined, with a report, where the arguments do not fit. */
export function structureShape(
  op: Structure | MatrixOp,
  node: CallSyntax,
  args: readonly ExprSyntax[],
  inference: Inference,
): Shape | undefined {
  const rule = rules[op];
  const shapes: Shape[] = [];
  for (const [position, argument] of args.entries()) {
    const { shape } = inference.facts(argument);
    if (shape === undefined) return undefined;
    if (!rule.takes[position]!.includes(shape.length)) {
      inference.report("E0304", {
        params: { name: node.callee.name, wanted: { term: rule.wanted } },
        labels: [{ span: argument.span, text: "here", params: { shape: shapeParam(shape) } }],
      });
      return undefined;
    }
    shapes.push(shape);
  }
  const pair = rule.equal?.(shapes).find(([a, b]) => !inference.symbols.sameSize(a, b));
  if (pair !== undefined) {
    inference.report("E0305", {
      params: { name: node.callee.name, left: pair[0].key, right: pair[1].key },
      labels: [{ span: node.span, text: "here" }],
    });
    return undefined;
  }
  return rule.shape(shapes);
}
