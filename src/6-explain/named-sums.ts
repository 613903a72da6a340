import { reduce } from "../core/bind.ts";
import { factorsOf, mul } from "../core/build.ts";
import type { Expr, ReduceExpr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import type { Naming } from "./naming.ts";

/**
 * Σ_jk y_k W_jk a_j as Σ_k y_k O_k where the user has named O_k = Σ_j W_jk a_j: the graph merges nested sums,
 * and a sum over some of the indices may be a definition.
 */
export function namedSums(
  e: ReduceExpr,
  naming: Naming,
): { readonly indices: readonly Index[]; readonly body: Expr } {
  let { indices, body } = e;
  if (e.op !== "sum" || indices.length < 2) return e;
  for (const index of e.indices) {
    const inner = factorsOf(body).filter((factor) => factor.free.includes(index));
    const total = reduce("sum", [index], mul(...inner));
    if (naming.find(total) === undefined) continue;
    body = mul(total, ...factorsOf(body).filter((factor) => !inner.includes(factor)));
    indices = indices.filter((other) => other !== index);
  }
  return { indices, body };
}
