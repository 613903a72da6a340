import { affineOf } from "../../core/affine.ts";
import { mapChildren } from "../../core/bind.ts";
import { mul, scale, sum, tensor, unary } from "../../core/build.ts";
import type { Expr } from "../../core/expr.ts";
import { postorder } from "../../core/walk.ts";
import type { Named, Naming } from "../../6-explain/naming.ts";

/**
 * The expression in the user's names, those of products and sums among its factors and terms too: m · relu(h) · e is
 * a · e where a = m · relu(h).
 */
export function withNames(e: Expr, naming: Naming): Expr {
  const images = new Map<Expr, Expr>();
  for (const node of postorder([e], (below) => naming.find(below) === undefined))
    images.set(node, imageOf(node, naming, images));
  return images.get(e)!;
}

function imageOf(node: Expr, naming: Naming, images: ReadonlyMap<Expr, Expr>): Expr {
  const whole = naming.find(node);
  if (whole !== undefined) return referenceTo(whole);
  const parts: Expr[] = [];
  let rest = node;
  for (let part = naming.findPart(rest); part !== undefined; part = naming.findPart(rest)) {
    parts.push(referenceTo(part));
    rest = part.rest;
  }
  const left = images.get(rest) ?? mapChildren(rest, (child) => images.get(child) ?? child);
  return node.kind === "mul" ? mul(...parts, left) : sum(...parts, left);
}

function referenceTo({ name, slots, coef, under }: Named): Expr {
  const value = tensor(name, slots.map((index) => index.size), slots.map(affineOf)); // prettier-ignore
  return scale(coef, under === undefined ? value : unary(under, value));
}
