import type { Affine } from "../core/affine.ts";
import type { Params } from "../core/messages/message.ts";
import type { Span } from "../core/span.ts";
import type { ExprSyntax } from "../1-parse/syntax.ts";
import type { Inference } from "./infer.ts";
import type { Shape } from "./symbols.ts";
import { shapeParam, shapeText } from "./wording.ts";

export const sameShape = (a: Shape, b: Shape, same: (a: Affine, b: Affine) => boolean): boolean =>
  a.length === b.length && a.every((size, axis) => same(size, b[axis]!));

/**
 * The common shape of values that meet entry by entry: all alike, or numbers, which meet every entry. Nothing
 * else is broadcast: a vector never silently meets the rows or the columns of a matrix.
 */
export function sameShapes(nodes: readonly ExprSyntax[], inference: Inference): Shape | undefined {
  let found: { readonly node: ExprSyntax; readonly shape: Shape } | undefined;
  let isKnown = true;
  for (const node of nodes) {
    const { shape } = inference.facts(node);
    if (shape === undefined) isKnown = false;
    else if (shape.length > 0) {
      if (found === undefined) found = { node, shape };
      else if (!sameShape(found.shape, shape, inference.symbols.sameSize)) {
        reportDifferent(found, { node, shape }, inference);
        return undefined;
      }
    }
  }
  if (!isKnown) return undefined;
  return found?.shape ?? [];
}

function reportDifferent(
  first: { readonly node: ExprSyntax; readonly shape: Shape },
  second: { readonly node: ExprSyntax; readonly shape: Shape },
  inference: Inference,
): void {
  const isTransposed =
    first.shape.length === 2 && sameShape(first.shape, second.shape.toReversed(), inference.symbols.sameSize);
  const { span } = second.node;
  inference.report("E0301", {
    params: { left: shapeParam(first.shape), right: shapeParam(second.shape) },
    labels: [
      { span, text: "second", params: { shape: shapeParam(second.shape) } },
      { span: first.node.span, text: "first", params: { shape: shapeParam(first.shape) } },
    ],
    help: isTransposed ? ["transpose"] : first.shape.length === second.shape.length ? [] : ["broadcast"],
  });
}

/** The piece of an expression that makes it a tensor: the operand, not the whole sum of which it is a part. */
function culprit(root: ExprSyntax, inference: Inference): ExprSyntax {
  let node = root;
  for (;;) {
    const parts: readonly ExprSyntax[] =
      node.kind === "infix"
        ? [node.left, node.right]
        : node.kind === "compare"
          ? node.operands
          : node.kind === "prefix"
            ? [node.operand]
            : node.kind === "conditional"
              ? [node.condition, node.onTrue, node.onFalse]
              : [];
    const part = parts.find((child) => (inference.facts(child).shape?.length ?? 0) > 0);
    if (part === undefined) return node;
    node = part;
  }
}

/** Why one number is needed: the indices that run there. */
export interface Need {
  readonly indices: readonly string[];
  readonly labels: readonly {
    readonly span: Span;
    readonly text: "index" | "left";
    readonly params?: Params;
  }[];
}

/** Reports a tensor where one number is needed: most often an index was forgotten. */
export function needNumber(
  node: ExprSyntax,
  inference: Inference,
  { indices, labels }: Need = { indices: [], labels: [] },
): boolean {
  const { shape } = inference.facts(node);
  if (shape === undefined || shape.length === 0) return true;
  const wrong = culprit(node, inference);
  const wrongShape = inference.facts(wrong).shape ?? shape;
  const isPlain = ["name", "call", "slots", "transpose"].includes(wrong.kind);
  const fits = isPlain && indices.length > 0 && indices.length === wrongShape.length;
  const { end } = wrong.span;
  const text = `[${indices.join(", ")}]`;
  inference.report("E0203", {
    params: { shape: shapeParam(wrongShape), sizes: shapeText(wrongShape) },
    labels: [{ span: wrong.span, text: "here" }, ...labels],
    fix: fits ? { span: { start: end, end }, text, confidence: "likely" } : undefined,
  });
  return false;
}
