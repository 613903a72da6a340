import { mapChildren, reduce } from "../../core/bind.ts";
import type { Expr, ReduceExpr } from "../../core/expr.ts";
import type { Index } from "../../core/index.ts";
import { children, postorder } from "../../core/walk.ts";

/** e with one of its nodes replaced wherever it occurs. */
export function replaceNode(e: Expr, node: Expr, by: Expr): Expr {
  const images = new Map<Expr, Expr>([[node, by]]);
  for (const current of postorder([e], (below) => below !== node)) {
    if (images.has(current)) continue;
    images.set(
      current,
      mapChildren(current, (child) => images.get(child)!),
    );
  }
  return images.get(e)!;
}

/** A wrong expression, and the sub-expression that makes it wrong. */
export interface Mutation {
  readonly value: Expr;
  readonly wrong: Expr;
  readonly right: Expr;
}

/** A node, with the indices that may be written in its place in the formula. */
interface Site {
  readonly node: Expr;
  readonly scope: readonly Index[];
  /** The whole formula with another node here. */
  readonly put: (by: Expr) => Expr;
}

/** Every distinct node with the indices in scope there: those free in the formula, and the bound ones around it. */
export function* sites(root: Expr, free: readonly Index[]): Generator<Site> {
  yield* sitesWithin(root, free, (by) => by, new Set<Expr>());
}

function* sitesWithin(
  e: Expr,
  scope: readonly Index[],
  put: (by: Expr) => Expr,
  seen: Set<Expr>,
): Generator<Site> {
  if (seen.has(e)) return;
  seen.add(e);
  yield { node: e, scope, put };
  if (e.kind === "reduce") {
    const within: ReduceExpr = e;
    const inner = [...scope, ...within.indices];
    yield* sitesWithin(
      within.body,
      inner,
      (by) => put(reduce(within.op, within.indices, by)),
      new Set<Expr>(),
    );
    return;
  }
  for (const child of children(e))
    yield* sitesWithin(child, scope, (by) => put(replaceNode(e, child, by)), seen);
}

/** Every formula that comes of replacing one node. */
export function* mutations(
  root: Expr,
  free: readonly Index[],
  replacements: (node: Expr, scope: readonly Index[]) => Iterable<Expr>,
): Generator<Mutation> {
  for (const { node, scope, put } of sites(root, free))
    for (const wrong of replacements(node, scope))
      if (wrong !== node) yield { value: put(wrong), wrong, right: node };
}
