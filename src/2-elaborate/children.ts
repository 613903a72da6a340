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
  return partsOf(node).map((child, position) => {
    if (node.kind === "slots") return { node: child, place: { ...place, inSlot: position > 0 } };
    if (node.kind === "conditional" && position > 0)
      return { node: child, place: { ...place, guarded: true } };
    return { node: child, place };
  });
}
