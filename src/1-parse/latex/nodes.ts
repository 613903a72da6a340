import type { Comparison, Subscript, Tex, TexStatement } from "./syntax.ts";

const ofComparisons = (conditions: readonly Comparison[]): readonly Tex[] =>
  conditions.flatMap(({ left, right }) => [left, right]);

const ofSub = (sub: readonly Subscript[]): readonly Tex[] =>
  sub.flatMap((one) => (one.kind === "slot" ? [one.value] : []));

/** The direct parts of a formula, from left to right; scripts count as parts. */
export function partsOf(node: Tex): readonly Tex[] {
  switch (node.kind) {
    case "number":
    case "symbol":
    case "hole":
    case "broken":
      return [];
    case "scripted":
      return [
        node.base,
        ...ofSub(node.sub),
        ...node.sup.flatMap((sup) => (sup.kind === "power" ? [sup.exponent] : [])),
      ];
    case "call":
      return [...(node.head.kind === "scripted" ? partsOf(node.head).slice(1) : []), ...node.args];
    case "sum":
      return node.terms.map(({ value }) => value);
    case "product":
      return node.factors.map(({ value }) => value);
    case "fraction":
      return [node.above, node.below];
    case "derivative":
      return [node.of, ...node.wrt];
    case "nabla":
      return node.wrt === undefined ? [node.of] : [node.wrt, node.of];
    case "big":
      return [
        ...node.indices.flatMap(({ low, high }) => [low, high].flatMap((bound) => bound ?? [])),
        ...ofComparisons(node.conditions),
        node.body,
      ];
    case "norm":
    case "abs":
      return [node.body];
    case "bracket":
      return ofComparisons(node.conditions);
    case "group":
      return [node.body, ...node.rest];
    case "root":
      return node.degree === undefined ? [node.body] : [node.degree, node.body];
    case "cases":
      return node.rows.flatMap(({ value, conditions }) => [value, ...ofComparisons(conditions ?? [])]);
    case "matrix":
      return node.rows.flat();
  }
}

/** All nodes below the roots, each before its parts. */
export function* walkTex(roots: readonly Tex[]): Generator<Tex> {
  const stack = roots.toReversed();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    stack.push(...partsOf(node).toReversed());
  }
}

export const sidesOf = (statements: readonly TexStatement[]): readonly Tex[] =>
  statements.flatMap(({ sides }) => sides);
