import { addAffine, scaleAffine, type Affine } from "../../core/affine.ts";
import { asAffine, factorsOf, iverson, mul, neg, one, sub, sum, zero } from "../../core/build.ts";
import type { Expr } from "../../core/expr.ts";
import { postorder } from "../../core/walk.ts";
import { simplifier } from "../../4-simplify/simplify.ts";
import { replaceNode } from "./mutate.ts";

/** What is compared of a line that is said to hold somewhere only: nothing where it is not. */
export const restricted = (given: Expr | undefined, e: Expr): Expr =>
  given === undefined ? e : mul(given, e);

/** A claim with the truth where nothing is claimed. */
export const completed = (given: Expr | undefined, claim: Expr, truth: Expr): Expr =>
  given === undefined ? claim : sum(mul(given, claim), mul(sub(one, given), truth));

/** The formula as it may be written beside the condition: without brackets that the condition decides. */
export function besideCondition(given: Expr | undefined, e: Expr): Expr {
  if (given === undefined) return e;
  let decided = e;
  for (const bracket of factorsOf(given))
    for (const [node, value] of [...decidedBy(bracket), ...positionsDecidedBy(bracket, e)])
      decided = replaceNode(decided, node, value);
  return decided === e ? e : simplifier()(decided).value;
}

/** Comparisons of positions in e that i − j − 1 ≥ 0 decides: [i = j] is 0, [i ≥ j] is 1. */
function positionsDecidedBy(bracket: Expr, e: Expr): readonly (readonly [Expr, Expr])[] {
  const known = bracket.kind === "iverson" && bracket.rel === ">=" ? asAffine(bracket.left) : undefined;
  if (known === undefined) return [];
  /** The constant that a + b is. */
  const together = (a: Affine, b: Affine): number => {
    const { terms, constant } = addAffine(a, b);
    return terms.length === 0 ? constant : NaN;
  };
  return postorder([e]).flatMap((node): (readonly [Expr, Expr])[] => {
    const form = node.kind === "iverson" && node.right === zero ? asAffine(node.left) : undefined;
    if (node.kind !== "iverson" || form === undefined) return [];
    const opposite = scaleAffine(form, -1);
    const isNever = together(known, form) < 0;
    if (node.rel === ">=") {
      if (isNever) return [[node, zero]];
      return together(form, scaleAffine(known, -1)) >= 0 ? [[node, one]] : [];
    }
    if (!isNever && !(together(known, opposite) < 0)) return [];
    return [[node, node.rel === "!=" ? one : zero]];
  });
}

/** Brackets whose value is known where one of them holds. */
function decidedBy(bracket: Expr): readonly (readonly [Expr, Expr])[] {
  if (bracket.kind !== "iverson") return [];
  const { rel, left, right } = bracket;
  const known: (readonly [Expr, Expr])[] = [[bracket, one]];
  if (rel === "==") known.push([iverson("!=", left, right), zero]);
  if (rel === "!=") known.push([iverson("==", left, right), zero]);
  if (rel === ">") {
    // Values are compared with 0 in derivatives of kinks.
    const difference = sub(left, right);
    for (const d of [difference, neg(difference)])
      for (const op of [">", ">="] as const)
        known.push([iverson(op, d, zero), d === difference ? one : zero]);
    known.push([iverson(">", right, left), zero]);
  }
  return known.filter(([node]) => node.kind === "iverson");
}
