import type { Affine } from "../core/affine.ts";
import type { Index } from "../core/index.ts";
import { number, productLayout, sumLayout, symbol, type Layout, type SumTerm } from "./layout.ts";

/** An integer form as it is written: what is added before what is subtracted, indices before sizes, numbers last. */
export function affineLayout(form: Affine, nameOf: (index: Index) => string): Layout {
  const terms: SumTerm[] = form.terms.map(({ atom, coef }) => {
    const name = atom.kind === "index" ? symbol("index", nameOf(atom)) : symbol("size", atom.name);
    const size = Math.abs(coef);
    return { negative: coef < 0, body: size === 1 ? name : productLayout([number(BigInt(size)), name]) };
  });
  terms.reverse();
  if (form.constant !== 0 || terms.length === 0)
    terms.push({ negative: form.constant < 0, body: number(BigInt(Math.abs(form.constant))) });
  return sumLayout([...terms.filter((t) => !t.negative), ...terms.filter((t) => t.negative)]);
}
