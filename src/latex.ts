/**
 * The reader of LaTeX alone: formulas and whole derivations to readings in a model, without judging them.
 *
 * Everything it returns carries places in the text, in UTF-16 units.
 */
export { readDerivation } from "./7-verify/read/read.ts";
export type {
  DerivationText,
  DerivativeSide,
  HoleSide,
  Line,
  Part,
  Reading,
  ReadOptions,
  Rejected,
  Side,
  UnreadableSide,
  ValueSide,
} from "./7-verify/line.ts";
export { placesInFormula, placesInMarkdown, placesInTex, type Places } from "./1-parse/markdown.ts";
export { parseTex } from "./1-parse/latex/parse.ts";
export type { Tex, TexStatement } from "./1-parse/latex/syntax.ts";
export { toLatex } from "./6-explain/print.ts";
