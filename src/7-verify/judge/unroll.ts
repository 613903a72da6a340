import { affineConst, isConstantAffine, type Affine, type AffineAtom } from "../../core/affine.ts";
import { mapChildren, substitute } from "../../core/bind.ts";
import { mul, sum } from "../../core/build.ts";
import type { Expr, ReduceExpr } from "../../core/expr.ts";
import type { Index } from "../../core/index.ts";
import { postorder } from "../../core/walk.ts";

/** Sums with more terms than this are not written out. */
const MAX_TERMS = 128;

const count = (indices: readonly Index[]): number =>
  indices.reduce((n, { size }) => (isConstantAffine(size) ? n * size.constant : Infinity), 1);

/** All values of the indices, counted from 1. */
export function* assignments(indices: readonly Index[]): Generator<ReadonlyMap<AffineAtom, Affine>> {
  const total = count(indices);
  for (let n = 0; n < total; n++) {
    let rest = n;
    const values = new Map<AffineAtom, Affine>();
    for (const index of indices) {
      values.set(index, affineConst((rest % index.size.constant) + 1));
      rest = Math.floor(rest / index.size.constant);
    }
    yield values;
  }
}

/** Whether the indices take few values that are known. */
export const isSmall = (indices: readonly Index[]): boolean => count(indices) <= MAX_TERMS;

/** e with every sum and product over few values written out; undefined where there would be too many terms. */
export function unrolled(e: Expr): Expr | undefined {
  let terms = 0;
  const images = new Map<Expr, Expr>();
  for (const node of postorder([e])) {
    const image = mapChildren(node, (child) => images.get(child)!);
    if (image.kind !== "reduce" || (image.op !== "sum" && image.op !== "prod")) {
      images.set(node, image);
      continue;
    }
    terms += count(image.indices);
    if (terms > 8 * MAX_TERMS || !isSmall(image.indices)) return undefined;
    images.set(node, writtenOut(image));
  }
  return images.get(e)!;
}

function writtenOut(e: ReduceExpr): Expr {
  const parts = [...assignments(e.indices)].map((values) => substitute(e.body, values));
  return e.op === "sum" ? sum(...parts) : mul(...parts);
}
