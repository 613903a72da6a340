import type { Expr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import type { Lang } from "../core/messages/message.ts";
import { indexForm } from "./index-form.ts";
import { matrixForm } from "./matrix-form.ts";
import { makeNaming, type Naming } from "./naming.ts";
import { boxLatex } from "./latex.ts";
import { boxMathml, type MathmlOptions } from "./mathml.ts";
import type { Layout } from "./layout.ts";
import { layoutSpeech } from "./speech.ts";
import { layoutText } from "./text.ts";
import { typeset } from "./typeset.ts";

/**
 * e in the index notation of the model language; it reads back to the same function.
 *
 * @param outputs the indices of the result in their order, which orders factors: I[i] * (h[j] > 0)
 * @example toText(gradient, naming, [j, k]) // a[j] * (p[k] - y[k])
 */
export const toText = (e: Expr, naming: Naming = makeNaming(), outputs: readonly Index[] = []): string =>
  layoutText(indexForm(e, naming, outputs));

/**
 * e in the matrix notation of the model language, where matrices can say it.
 *
 * @param outputs the indices of the result in their order: none for a number, rows and columns for a matrix
 * @example toMatrix(gradient, [j, k], naming) // outer(a, p - y)
 */
export function toMatrix(
  e: Expr,
  outputs: readonly Index[],
  naming: Naming = makeNaming(),
): string | undefined {
  const layout = matrixForm(e, outputs, naming);
  return layout && layoutText(layout);
}

/** How a formula is shown: with indices, or with matrices. */
export type Form = "index" | "matrix";

/** e as LaTeX for display mathematics; undefined where there is no matrix form. */
export function toLatex(e: Expr, outputs: readonly Index[], naming: Naming, form: "index"): string;
export function toLatex(e: Expr, outputs: readonly Index[], naming: Naming, form: Form): string | undefined;
export function toLatex(e: Expr, outputs: readonly Index[], naming: Naming, form: Form): string | undefined {
  const layout = layoutFor(e, outputs, naming, form);
  return layout && boxLatex(typeset(layout, form));
}

/** e as native MathML, every part with the id of the node it shows; undefined where there is no matrix form. */
export function toMathml(
  e: Expr,
  outputs: readonly Index[],
  naming: Naming,
  form: Form,
  options: MathmlOptions = {},
): string | undefined {
  const layout = layoutFor(e, outputs, naming, form);
  return layout && boxMathml(typeset(layout, form), options);
}

/** e as it will be shown, for the printers of layouts; undefined where there is no matrix form. */
export const layoutFor = (
  e: Expr,
  outputs: readonly Index[],
  naming: Naming,
  form: Form,
): Layout | undefined => (form === "index" ? indexForm(e, naming, outputs) : matrixForm(e, outputs, naming));

/** A formula of an explanation as native MathML. */
export const layoutMathml = (layout: Layout, form: Form, options: MathmlOptions = {}): string =>
  boxMathml(typeset(layout, form, options.noteOf), options);

/** e as it is read aloud; undefined where there is no matrix form. */
export function toSpeech(
  e: Expr,
  outputs: readonly Index[],
  naming: Naming,
  form: Form,
  lang: Lang,
): string | undefined {
  const layout = layoutFor(e, outputs, naming, form);
  return layout && layoutSpeech(layout, lang);
}
