import { affine, coefficientOf, scaleAffine, subAffine, type Affine } from "../../core/affine.ts";
import type { Index } from "../../core/index.ts";

/** The form that the index has to equal for `form` to vanish, when it occurs with coefficient ±1. */
export function solveFor(form: Affine, index: Index): Affine | undefined {
  const coef = coefficientOf(form, index);
  if (coef !== 1 && coef !== -1) return undefined;
  return scaleAffine(subAffine(form, affine([[index, coef]])), -coef);
}
