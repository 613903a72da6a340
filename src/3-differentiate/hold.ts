import { affineOf } from "../core/affine.ts";
import { abstract, mapChildren, rename, type Abstraction } from "../core/bind.ts";
import { tensor } from "../core/build.ts";
import type { Expr } from "../core/expr.ts";
import { formalIndex } from "../core/index.ts";
import { postorder } from "../core/walk.ts";
import type { NamedValue } from "./names.ts";

/**
 * e with every occurrence of a named tensor replaced by an entry of a tensor of that name: what ∂e/∂p means for
 * an intermediate p is the derivative with p held as a variable of its own.
 *
 * @returns undefined when the tensor does not occur, or is constant along one of its axes.
 */
export function hold(e: Expr, { name, params, value }: NamedValue): Expr | undefined {
  const { abstraction, args } = abstract(value);
  const order = params.map((param) => args.indexOf(param));
  if (order.includes(-1)) return undefined;
  const images = new Map<Expr, Expr>();
  let found = false;
  for (const node of postorder([e], (below) => below.shape !== value.shape)) {
    const here = node.shape === value.shape ? abstract(node) : undefined;
    if (here !== undefined && here.abstraction.body === abstraction.body) {
      const slots = order.map((k) => here.args[k]!);
      images.set(node, tensor(name, slots.map((i) => i.size), slots.map(affineOf))); // prettier-ignore
      found = true;
    } else
      images.set(
        node,
        mapChildren(node, (child) => images.get(child)!),
      );
  }
  return found ? images.get(e)! : undefined;
}

/** What the held tensor stands for, to put it back: a function of its indices in the user's order. */
export function held({ params, value }: NamedValue): Abstraction {
  const formals = params.map((index, k) => formalIndex(k + 1, index.size));
  return { params: formals, body: rename(value, params, formals) };
}
