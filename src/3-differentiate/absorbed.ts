import { abstract } from "../core/bind.ts";
import { baseAndExponent, splitContent } from "../core/build.ts";
import type { Expr } from "../core/expr.ts";
import { children, postorder } from "../core/walk.ts";
import type { NamedValue } from "./names.ts";

/** What a sum, a product or Σ is made of; nothing for any other node. */
function partsOf(e: Expr): readonly Expr[] {
  if (e.kind === "add") return e.terms.map(({ expr }) => expr);
  if (e.kind === "mul") return e.factors.map((factor) => baseAndExponent(factor).base);
  if (e.kind === "reduce") return e.body.kind === "mul" ? partsOf(e.body) : [e.body];
  return [];
}

/** The part that tells most about where its whole stands. */
const largest = (parts: readonly Expr[]): Expr | undefined =>
  [...parts].sort((a, b) => b.free.length - a.free.length || b.height - a.height)[0];

const family = (e: Expr): string => (e.kind === "reduce" ? `reduce:${e.op}` : e.kind);

/**
 * Finds named tensors of which the graph does not show every use: z = a + b inside x + z is x + a + b, and log p of
 * a softmax p is written without p. An adjoint of such a tensor would count only the uses that are left, and
 * would not be its derivative. Where a part of the tensor stands in a larger sum, product or Σ it is taken for
 * absorbed, which at worst leaves out a link of a derivation.
 *
 * @returns whether the tensor is absorbed somewhere below the root
 */
export function absorption(root: Expr): (named: NamedValue) => boolean {
  const wholes = new Map<string, Expr[]>();
  /** By the shape of a node: what it is a part of. */
  const parents = new Map<number, Expr[]>();
  const note = <K>(map: Map<K, Expr[]>, key: K, e: Expr): void => {
    const known = map.get(key);
    if (known === undefined) map.set(key, [e]);
    else known.push(e);
  };
  for (const e of postorder([root])) {
    for (const part of partsOf(e)) note(wholes, `${family(e)}:${part.shape}`, e);
    for (const child of children(e)) note(parents, child.shape, e);
  }
  return ({ value }) => {
    const { primitive } = splitContent(value);
    const part = largest(partsOf(primitive));
    if (part !== undefined) {
      const own = abstract(primitive).abstraction.body;
      const others = wholes.get(`${family(primitive)}:${part.shape}`) ?? [];
      return others.some((e) => abstract(splitContent(e).primitive).abstraction.body !== own);
    }
    if (value.kind !== "unary" || value.op !== "exp") return false;
    // The argument of the exponential by itself is its logarithm.
    const above = parents.get(value.arg.shape) ?? [];
    return above.some((e) => e.kind !== "unary" || e.op !== "exp");
  };
}
