import type { Affine } from "../core/affine.ts";
import type { TensorExpr } from "../core/expr.ts";
import { derivativeName } from "./derivative-name.ts";
import { symbol, type DerivativeLayout, type Layout, type SymbolLayout } from "./layout.ts";
import type { Naming } from "./naming.ts";

/** The entry of a tensor; that of ∂Cost/∂O as a derivative by the entry of O. */
export function tensorLayout(e: TensorExpr, show: (slot: Affine) => Layout, naming: Naming): Layout {
  return { ...named(e.name, e.slots.map(show), naming), of: e }; // prettier-ignore
}

/** A tensor as a whole, without slots. */
export const wholeTensor = (e: TensorExpr, naming: Naming): Layout => ({
  ...named(e.name, [], naming),
  of: e,
});

/** The slots of a derivative are those of the quantity, where it has any, and then those of the variable. */
function named(name: string, slots: readonly Layout[], naming: Naming): SymbolLayout | DerivativeLayout {
  const derivative = derivativeName(name);
  if (derivative === undefined) return symbol("tensor", name, slots);
  const inVariable = Math.min(slots.length, naming.axes(derivative.wrt) ?? slots.length);
  const cut = slots.length - inVariable;
  return {
    kind: "derivative",
    quantity: named(derivative.of, slots.slice(0, cut), naming),
    variable: symbol("tensor", derivative.wrt, slots.slice(cut)),
  };
}
