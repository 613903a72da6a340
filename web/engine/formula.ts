import { layoutMathml, layoutParts, type Expr, type Form, type Layout } from "../../src/index.ts";
import type { Identity } from "./identity.ts";

const inner = (mathml: string): string => mathml.replace(/^<math[^>]*>/, "").replace(/<\/math>$/, "");

/** The ids of all parts of a formula. */
export function partsIn(layout: Layout, { idOf }: Identity): ReadonlySet<string> {
  const seen = new Set<string>();
  const collect = (part: Layout): void => {
    const id = part.of && idOf(part.of);
    if (id !== undefined) seen.add(id);
    layoutParts(part).forEach(collect);
  };
  collect(layout);
  return seen;
}

/** Numbers and indices tell nothing by themselves. */
const isSilent = (part: Layout): boolean =>
  part.kind === "number" || (part.kind === "symbol" && part.role === "index");

/** The parts that a step has changed: the largest ones in which nothing was there before. */
function changedIn(layout: Layout, before: ReadonlySet<string>, { idOf }: Identity): ReadonlySet<Expr> {
  const changed = new Set<Expr>();
  const isNew = (part: Layout): boolean => {
    const id = part.of && idOf(part.of);
    if (id !== undefined && before.has(id)) return false;
    const parts = layoutParts(part).filter((one) => !isSilent(one));
    if (!parts.map(isNew).every(Boolean)) return false;
    if (part.of !== undefined) changed.add(part.of);
    return part.of !== undefined || parts.length > 0;
  };
  isNew(layout);
  return changed;
}

/**
 * The formulas with = between them, as one MathML element whose parts carry their ids. Parts of the last one that
 * do not occur in `before` are marked as changed.
 */
export function equation(
  sides: readonly Layout[],
  form: Form,
  identity: Identity,
  before?: ReadonlySet<string>,
  noteOf?: (part: Layout) => string | undefined,
): string {
  const { idOf } = identity;
  const printed = sides.map((side, k) => {
    const isLast = k === sides.length - 1;
    const changed = before === undefined || !isLast ? undefined : changedIn(side, before, identity);
    const classOf = (e: Expr): string | undefined => (changed?.has(e) === true ? "changed" : undefined);
    return inner(layoutMathml(side, form, { idOf, classOf, ...(noteOf && { noteOf }) }));
  });
  return `<math display="block"><mrow>${printed.join("</mrow><mo>=</mo><mrow>")}</mrow></math>`;
}
