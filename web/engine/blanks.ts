import { layoutParts, layoutText, type Layout } from "../../src/index.ts";

/** A formula with a part left out, and what may stand there: the parts of the formulas that it was cut from. */
export interface Cut {
  readonly whole: Layout;
  readonly parts: readonly Layout[];
}

const hole: Layout = { kind: "symbol", role: "hole", name: "...", slots: [] };
const one: Layout = { kind: "number", digits: "1" };

/** The same tree with `by` where `part` is, which occurs in it once. */
function withPart<T>(tree: T, part: Layout, by: Layout): T {
  if ((tree as unknown) === part) return by as T;
  if (Array.isArray(tree)) return tree.map((item: unknown) => withPart(item, part, by)) as T;
  if (typeof tree !== "object" || tree === null) return tree;
  // Nodes of the graph and axes are no formulas.
  const entries = Object.entries(tree).map(([key, value]: [string, unknown]) =>
    [key, key === "of" || key === "free" ? value : withPart(value, part, by)]); // prettier-ignore
  return Object.fromEntries(entries) as T;
}

const factorsOf = (layout: Layout): readonly Layout[] =>
  layout.kind === "product" && layout.op === "*" ? layout.factors : [layout];

const productOf = (factors: readonly Layout[]): Layout =>
  factors.length === 1 ? factors[0]! : factors.length === 0 ? one : { kind: "product", op: "*", factors };

const areAlike = (layouts: readonly (Layout | undefined)[]): boolean =>
  layouts.every((layout) => layout !== undefined && layoutText(layout) === layoutText(layouts[0]!));

/** How many factors are the same in all products, from the front. */
function commonOf(products: readonly (readonly Layout[])[]): number {
  const least = Math.min(...products.map(({ length }) => length));
  const different = Array.from({ length: least }, (_, k) => k).find(
    (k) => !areAlike(products.map((factors) => factors[k])),
  );
  return different ?? least;
}

/** Factors that differ, between those that all products share. */
function cutProduct(layouts: readonly Layout[]): Cut | undefined {
  const products = layouts.map(factorsOf);
  const front = commonOf(products);
  const rests = products.map((factors) => factors.slice(front));
  const back = commonOf(rests.map((factors) => factors.toReversed()));
  if (front + back === 0) return undefined;
  const [first] = products;
  const kept = [...first!.slice(0, front), hole, ...first!.slice(first!.length - back)];
  return {
    whole: { kind: "product", op: "*", factors: kept },
    parts: rests.map((factors) => productOf(factors.slice(0, factors.length - back))),
  };
}

/** The one part in which all formulas differ from the first, and in nothing else. */
function differenceIn(layouts: readonly Layout[]): readonly Layout[] | undefined {
  const [first, ...others] = layouts;
  const parts = layouts.map(layoutParts);
  const isOnly = (k: number): boolean =>
    others.every((other, n) => {
      const [own, theirs] = [parts[0]![k], parts[n + 1]![k]];
      if (own === undefined || theirs === undefined || other.kind !== first!.kind) return false;
      return layoutText(withPart(first!, own, theirs)) === layoutText(other);
    });
  const found = parts[0]!.findIndex((_, k) => isOnly(k));
  return found < 0 ? undefined : parts.map((all) => all[found]!);
}

/**
 * The smallest part in which formulas differ is cut out of the first. A sum is never cut open: its indices would show
 * what has been left out.
 */
export function cut(layouts: readonly Layout[]): Cut {
  const [first] = layouts;
  const inner = first!.kind === "over" ? undefined : differenceIn(layouts);
  if (inner !== undefined) {
    const deeper = cut(inner);
    return { whole: withPart(first!, inner[0]!, deeper.whole), parts: deeper.parts };
  }
  return cutProduct(layouts) ?? { whole: hole, parts: layouts };
}
