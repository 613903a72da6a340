import type { Model } from "../2-elaborate/model.ts";
import { soleIndex } from "../core/affine.ts";
import type { Expr } from "../core/expr.ts";
import { toNumber } from "../core/rational.ts";
import { postorder, tensorsOf } from "../core/walk.ts";
import { defaultQuantity } from "./derive.ts";

/** Whether e is relu of something. */
export const isRelu = (e: Expr): boolean => e.kind === "unary" && e.op === "relu";

/** Whether e depends on a label of the model. */
export const usesLabels = (model: Model, e: Expr): boolean =>
  tensorsOf(e).some((name) => model.declarations.get(name)?.role === "label");

/** The value of a number that does not depend on anything. */
export const constantOf = (e: Expr): number | undefined =>
  e.kind === "const" ? toNumber(e.value) : undefined;

/** The tensor of which e is the sum of all entries. */
export function summedTensor(e: Expr): string | undefined {
  if (e.kind !== "reduce" || e.op !== "sum" || e.body.kind !== "tensor") return undefined;
  const { name, slots } = e.body;
  const isWhole = slots.every((slot) => e.indices.some((index) => soleIndex(slot) === index));
  return isWhole && slots.length === e.indices.length ? name : undefined;
}

/**
 * For every parameter the axes over which the innermost sum around it runs: the product of their lengths is the
 * fan-in (He et al. 2015). W1[j,k] in Σ_j W1[j,k] a[j] has axis 0.
 */
export function contractedAxes(model: Model, of: string | undefined): ReadonlyMap<string, readonly number[]> {
  const quantity = of === undefined ? defaultQuantity(model) : model.definitions.get(of);
  const axes = new Map<string, Set<number>>();
  for (const node of quantity === undefined ? [] : postorder([quantity.value])) {
    if (node.kind !== "reduce" || node.op !== "sum") continue;
    for (const inner of postorder([node.body], (e) => e.kind !== "reduce")) {
      if (inner.kind !== "tensor" || model.declarations.get(inner.name)?.role !== "param") continue;
      const found = axes.get(inner.name) ?? new Set<number>();
      for (const [axis, slot] of inner.slots.entries())
        if (node.indices.some((index) => soleIndex(slot) === index)) found.add(axis);
      axes.set(inner.name, found);
    }
  }
  return new Map(
    [...axes].filter(([, set]) => set.size > 0).map(([name, set]) => [name, [...set].sort((a, b) => a - b)]),
  );
}
