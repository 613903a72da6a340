import type { Expr } from "../core/expr.ts";
import { postorder } from "../core/walk.ts";

/** Names for the nodes of a graph that do not change from run to run. */
export interface NodeIds {
  readonly idOf: (e: Expr) => string | undefined;
  readonly nodeOf: (id: string) => Expr | undefined;
  /** All nodes in the order of their numbers. */
  readonly nodes: readonly Expr[];
}

/**
 * n1, n2, … in the order in which a traversal of the roots finishes the nodes, children first. The order of
 * children is structural, so the same model gets the same ids on every machine; a root that is added at the
 * end changes no earlier id.
 */
export function nodeIds(roots: Iterable<Expr>): NodeIds {
  const nodes = postorder(roots);
  const ids = new Map(nodes.map((e, k) => [e, `n${k + 1}`]));
  return {
    idOf: (e) => ids.get(e),
    nodeOf: (id) => nodes[Number(/^n(\d+)$/.exec(id)?.[1] ?? 0) - 1],
    nodes,
  };
}
