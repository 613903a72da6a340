import { layoutMathml, type Expr, type Form, type Layout } from "../../src/index.ts";
import type { Identity } from "./identity.ts";

/** A line of mathematics: formulas with = between them. */
export interface Line {
  readonly mathml: string;
}

const inner = (mathml: string): string => mathml.replace(/^<math[^>]*>/, "").replace(/<\/math>$/, "");

/** The ids of all parts of a formula. */
export function partsIn(layout: Layout, form: Form, { idOf }: Identity): ReadonlySet<string> {
  const seen = new Set<string>();
  const collect = (e: Expr): string | undefined => {
    const id = idOf(e);
    if (id !== undefined) seen.add(id);
    return undefined;
  };
  layoutMathml(layout, form, { classOf: collect });
  return seen;
}

/**
 * The formulas with = between them, as one MathML element whose parts carry their ids. Parts that do not occur in
 * `before` are marked as changed.
 */
export function equation(
  sides: readonly Layout[],
  form: Form,
  identity: Identity,
  before?: ReadonlySet<string>,
): string {
  const { idOf } = identity;
  const classOf = (e: Expr): string | undefined => {
    const id = idOf(e);
    return before === undefined || id === undefined || before.has(id) ? undefined : "changed";
  };
  const printed = sides.map((side, k) =>
    inner(layoutMathml(side, form, k === sides.length - 1 ? { idOf, classOf } : { idOf })),
  );
  return `<math display="block"><mrow>${printed.join("</mrow><mo>=</mo><mrow>")}</mrow></math>`;
}
