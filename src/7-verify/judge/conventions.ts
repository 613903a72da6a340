import type { Expr } from "../../core/expr.ts";
import { postorder } from "../../core/walk.ts";
import type { Model } from "../../2-elaborate/model.ts";
import { unaryRules } from "../../3-differentiate/rules.ts";

/** The conventions at kinks that bear on the expressions, as a derivation prints them: `relu'(0) = 0`. */
export function conventionsUsed(model: Model, roots: readonly Expr[]): string {
  const used = new Set<string>();
  const definitions = [...model.definitions.values()].map(({ value }) => value);
  for (const e of postorder([...roots, ...definitions])) {
    const kink = e.kind === "unary" ? unaryRules[e.op].atKink : undefined;
    if (kink !== undefined) used.add(kink.text(model.conventions));
    if (e.kind === "binary") used.add(`${e.op}(a, a) splits evenly`);
  }
  return [...used].join(", ");
}
