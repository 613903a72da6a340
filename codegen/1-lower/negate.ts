import type { Ref, TermNode, Terms } from "./term.ts";

/**
 * −ref at no cost, where a sum inside can swap its signs: −a·(y − p) = a·(p − y). The graph writes a sum with a
 * positive first weight and the sign in front; code has no use for the multiplication by −1.
 * @returns undefined where there is no such sum
 */
export function negated(terms: Terms, ref: Ref): Ref | undefined {
  const inside = (node: TermNode): Ref => ({
    term: terms.make(node, ref.term.extents, terms.origins.get(ref.term)),
    at: ref.at,
  });
  const { node } = ref.term;
  if (node.kind === "sum") {
    if (node.terms.every(({ coef }) => coef > 0)) return undefined;
    return inside({ ...node, terms: node.terms.map((term) => ({ ...term, coef: -term.coef })) });
  }
  if (node.kind === "product") {
    for (const [k, factor] of node.factors.entries()) {
      const turned = negated(terms, factor);
      if (turned !== undefined) return inside({ ...node, factors: node.factors.with(k, turned) });
    }
  }
  if (node.kind === "reduce" && node.op === "sum") {
    const body = negated(terms, node.body);
    return body && inside({ ...node, body });
  }
  return undefined;
}
