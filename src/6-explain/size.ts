import type { Expr } from "../core/expr.ts";
import { children, postorder } from "../core/walk.ts";
import type { Naming } from "./naming.ts";

/** More nodes than this print as no formula anyone reads, and perhaps as one no machine holds. */
const mostNodes = 100_000;

/** More than this many nodes are a closed form in name only. */
const mostReadable = 2000;

/**
 * How many nodes a formula has once everything shared is written out each time it occurs; what has a name
 * counts once. A graph with n nodes may print as 2ⁿ of them.
 */
export function printedSize(e: Expr, naming: Naming): number {
  const sizes = new Map<Expr, number>();
  const isNamed = (node: Expr): boolean => node !== e && naming.find(node) !== undefined;
  for (const node of postorder([e], (below) => !isNamed(below))) {
    const parts = isNamed(node) ? [] : children(node);
    sizes.set(node, parts.reduce((total, part) => total + (sizes.get(part) ?? 1), 1)); // prettier-ignore
  }
  return sizes.get(e)!;
}

export const isPrintable = (e: Expr, naming: Naming): boolean => printedSize(e, naming) <= mostNodes;
export const isReadable = (e: Expr, naming: Naming): boolean => printedSize(e, naming) <= mostReadable;

/** How much of a formula that is too long is shown. */
export const shownNodes = 3000;
