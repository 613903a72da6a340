import { affineOf, type Affine, type AffineAtom } from "../../core/affine.ts";
import { rename, substitute } from "../../core/bind.ts";
import type { Expr } from "../../core/expr.ts";
import type { Comparison } from "../../1-parse/latex/syntax.ts";
import { conditionsHold } from "./conditions.ts";
import type { Left } from "./left.ts";
import type { Context } from "./scope.ts";
import { axesOf, fitting, withShape } from "./value.ts";

/**
 * What is said beside a line of where it holds, as 1 and 0 over the axes of the line. Undefined for what speaks of none
 * of its entries, or of what the text does not know: `for all n \ge 1`.
 */
export function givenOf(conditions: readonly Comparison[], left: Left, context: Context): Expr | undefined {
  if (conditions.length === 0) return undefined;
  const own = { ...context, letters: new Map(context.letters), notes: [] };
  const [value] = conditionsHold(conditions, own).vals;
  if (value === undefined) return undefined;
  const { same } = context.scope;
  const isWhole = value.shape.length === left.open.length && value.shape.every((size, k) => fitting(size, left.open[k]!.size, same)); // prettier-ignore
  if (value.shape.length > 0 && !isWhole) return undefined;
  const sizes = left.open.map(({ size }) => size);
  const put =
    value.shape.length === 0 ? value.expr : rename(withShape(value, sizes), axesOf(sizes), left.open);
  const strays = put.free.filter((index) => !left.axes.includes(index));
  if (strays.length === 0) return put;
  // The letter of an axis that the left side leaves unnamed: ∂C/∂o = p_k for k ≠ c.
  const [stray] = strays;
  const [axis] = left.open;
  if (strays.length > 1 || left.open.length !== 1 || !same(stray!.size, axis!.size)) return undefined;
  return substitute(put, new Map<AffineAtom, Affine>([[stray!, affineOf(axis!)]]));
}
