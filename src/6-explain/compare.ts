import { shiftAffine, soleIndex, subAffine, type Affine } from "../core/affine.ts";
import type { IversonExpr } from "../core/expr.ts";
import type { Relation } from "../core/ops.ts";
import { call, type CompareLayout, type Layout } from "./layout.ts";
import { balanced } from "./recognise.ts";

const turned = { "==": "==", "!=": "!=", ">": "<", ">=": "<=" } as const satisfies Record<Relation, string>;

/** A comparison of integer forms: as a number δ of two indices, else as in `i + 1 <= j`. */
export function compareForms(
  e: IversonExpr,
  leftForm: Affine,
  rightForm: Affine,
  show: (form: Affine) => Layout,
  isCondition = false,
): Layout {
  const { left, right: other } = balanced(subAffine(leftForm, rightForm));
  let right = other;
  let rel: Relation = e.rel;
  if (!isCondition && rel === "==" && soleIndex(left) !== undefined && soleIndex(right) !== undefined)
    return call("delta", [show(left), show(right)], e);
  // d − 1 ≥ 0 for integers is what people write as d > 0.
  if (rel === ">=" && right.constant === 1 && right.terms.length > 0)
    [right, rel] = [shiftAffine(right, -1), ">"];
  const compare = (l: Affine, op: CompareLayout["rel"], r: Affine): Layout => ({
    kind: "compare", rel: op, left: show(l), right: show(r), of: e,
  }); // prettier-ignore
  if (rel === "==" || rel === "!=") return compare(left, rel, right);
  // i < j rather than j > i; a lone number stays on the right.
  return right.terms.length > 0 ? compare(right, turned[rel], left) : compare(left, rel, right);
}

/** A comparison of values; a number stands on the right. */
export function compareValues(e: IversonExpr, left: Layout, right: Layout): Layout {
  return left.kind === "number"
    ? { kind: "compare", rel: turned[e.rel], left: right, right: left, of: e }
    : { kind: "compare", rel: e.rel, left, right, of: e };
}
