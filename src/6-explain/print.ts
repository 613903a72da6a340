import type { Expr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import { indexForm } from "./index-form.ts";
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
