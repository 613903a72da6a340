import type { Comparison, Subscript, Superscript, Tex } from "./syntax.ts";

/** The formula with every node replaced as `f` says, from the leaves up; undefined leaves a node as it is. */
export function mapTex(node: Tex, f: (node: Tex) => Tex | undefined): Tex {
  const inner = mapParts(node, (part) => mapTex(part, f));
  return f(inner) ?? inner;
}

type Change = (part: Tex) => Tex;

const mapSub = (sub: readonly Subscript[], change: Change): readonly Subscript[] =>
  sub.map((one) => (one.kind === "slot" ? { ...one, value: change(one.value) } : one));

const mapSup = (sup: readonly Superscript[], change: Change): readonly Superscript[] =>
  sup.map((one) => (one.kind === "power" ? { ...one, exponent: change(one.exponent) } : one));

const mapComparisons = (conditions: readonly Comparison[], change: Change): readonly Comparison[] =>
  conditions.map((one) => ({ ...one, left: change(one.left), right: change(one.right) }));

/** The node with its direct parts changed. */
export function mapParts(node: Tex, change: Change): Tex {
  switch (node.kind) {
    case "number":
    case "symbol":
    case "hole":
    case "broken":
      return node;
    case "scripted":
      return {
        ...node,
        base: change(node.base),
        sub: mapSub(node.sub, change),
        sup: mapSup(node.sup, change),
      };
    case "call": {
      const { head } = node;
      const scripts =
        head.kind === "scripted"
          ? { ...head, sub: mapSub(head.sub, change), sup: mapSup(head.sup, change) }
          : head;
      return { ...node, head: scripts, args: node.args.map(change) };
    }
    case "sum":
      return { ...node, terms: node.terms.map((term) => ({ ...term, value: change(term.value) })) };
    case "product":
      return { ...node, factors: node.factors.map((factor) => ({ ...factor, value: change(factor.value) })) };
    case "fraction":
      return { ...node, above: change(node.above), below: change(node.below) };
    case "derivative":
      return { ...node, of: change(node.of), wrt: node.wrt.map(change) };
    case "nabla":
      return { ...node, of: change(node.of), wrt: node.wrt && change(node.wrt) };
    case "big":
      return {
        ...node,
        indices: node.indices.map((index) => ({
          ...index,
          low: index.low && change(index.low),
          high: index.high && change(index.high),
        })),
        conditions: mapComparisons(node.conditions, change),
        body: change(node.body),
      };
    case "norm":
    case "abs":
      return { ...node, body: change(node.body) };
    case "bracket":
      return { ...node, conditions: mapComparisons(node.conditions, change) };
    case "group":
      return { ...node, body: change(node.body), rest: node.rest.map(change) };
    case "root":
      return { ...node, body: change(node.body), degree: node.degree && change(node.degree) };
    case "cases":
      return {
        ...node,
        rows: node.rows.map(({ value, conditions }) => ({
          value: change(value),
          conditions: conditions && mapComparisons(conditions, change),
        })),
      };
    case "matrix":
      return { ...node, rows: node.rows.map((row) => row.map(change)) };
  }
}
