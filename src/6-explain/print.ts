import type { Expr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import { indexForm } from "./index-form.ts";
import { matrixForm } from "./matrix-form.ts";
import { makeNaming, type Naming } from "./naming.ts";
import { layoutText } from "./text.ts";

/**
 * e in the index notation of the model language; it reads back to the same function.
 *
 * @param outputs the indices of the result in their order, which orders factors: I[i] * (h[j] > 0)
 * @example toText(gradient, naming, [j, k]) // a[j] * (p[k] - y[k])
 */
export const toText = (e: Expr, naming: Naming = makeNaming(), outputs: readonly Index[] = []): string =>
  layoutText(indexForm(e, naming, outputs));

/**
 * e in the matrix notation of the model language, where matrices can say it.
 *
 * @param outputs the indices of the result in their order: none for a number, rows and columns for a matrix
 * @example toMatrix(gradient, [j, k], naming) // outer(a, p - y)
 */
export function toMatrix(
  e: Expr,
  outputs: readonly Index[],
  naming: Naming = makeNaming(),
): string | undefined {
  const layout = matrixForm(e, outputs, naming);
  return layout && layoutText(layout);
}
