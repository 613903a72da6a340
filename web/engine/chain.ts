import { layoutParts, type Layout } from "../../src/index.ts";

type Derivative = Extract<Layout, { kind: "derivative" }>;

/**
 * The chain before any factor is worked out: from `∂C/∂a_j = Σ_k ∂C/∂O_k W_jk` the line `Σ_k ∂C/∂O_k · ∂O_k/∂a_j`.
 * Undefined where a link rests on no earlier derivative.
 */
export function chainOf(before: Layout, after: Layout): Layout | undefined {
  if (before.kind !== "derivative") return undefined;
  const terms = derivativesIn(after, []).map(({ outer, binders }): Layout => {
    const inner: Derivative = { kind: "derivative", quantity: outer.variable, variable: before.variable };
    const product: Layout = { kind: "product", op: "*", factors: [outer, inner] };
    return binders.length === 0 ? product : { kind: "over", fn: "sum", binders, body: product };
  });
  if (terms.length === 0) return undefined;
  const [only] = terms;
  return terms.length === 1 ? only : { kind: "sum", terms: terms.map((body) => ({ negative: false, body })) };
}

type Binders = Extract<Layout, { kind: "over" }>["binders"];

interface Link {
  readonly outer: Derivative;
  /** The sums that an index of the derivative is bound by. */
  readonly binders: Binders;
}

function derivativesIn(layout: Layout, binders: Binders): readonly Link[] {
  if (layout.kind === "derivative") {
    const letters = new Set(
      layout.variable.slots.flatMap((slot) => (slot.kind === "symbol" ? [slot.name] : [])),
    );
    return [{ outer: layout, binders: binders.filter(({ name }) => letters.has(name)) }];
  }
  if (layout.kind === "over" && layout.fn === "sum")
    return derivativesIn(layout.body, [...binders, ...layout.binders]);
  return layoutParts(layout).flatMap((part) => derivativesIn(part, binders));
}
