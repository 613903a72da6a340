import { partsOf } from "../1-parse/nodes.ts";
import type { ExprSyntax } from "../1-parse/syntax.ts";
import type { Place } from "./infer.ts";

interface Child {
  readonly node: ExprSyntax;
  readonly place: Place;
}

/** The sub-expressions to be looked at before the node itself, with where they stand. Calls read their own. */
export function childrenOf(node: ExprSyntax, place: Place): readonly Child[] {
  if (node.kind === "prime-call" || node.kind === "range") return [];
  const isFactor = isProduct(node);
  const guarded = place.guarded || (isFactor && !place.inProduct && hasBracket(node));
  return partsOf(node).map((child, position) => {
    const inSlot = node.kind === "slots" ? position > 0 : place.inSlot;
    const isBranch = node.kind === "conditional" && position > 0;
    return {
      node: child,
      place: { inSlot, guarded: guarded || isBranch, inProduct: isFactor && position === 0 },
    };
  });
}

const isProduct = (node: ExprSyntax): node is Extract<ExprSyntax, { kind: "infix" }> =>
  node.kind === "infix" && (node.op === "*" || node.op === ".*");

const isBracket = (node: ExprSyntax): boolean =>
  node.kind === "compare" || (node.kind === "call" && node.callee.name === "delta");

/** Whether a factor is a comparison: where it is 0 the product is 0, whatever the other factors are. */
function hasBracket(product: ExprSyntax): boolean {
  let node = product;
  for (; isProduct(node); node = node.left) if (isBracket(node.right)) return true;
  return isBracket(node);
}
