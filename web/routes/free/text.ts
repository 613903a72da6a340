import { fields, oneOf, text } from "../../state/validate.ts";

/** In which notation a text is written. */
export const kinds = ["chain", "md", "tex", "latex"] as const;
export type Kind = (typeof kinds)[number];

/** A longer text is for the command line. */
export const LONGEST = 20_000;

/** The notation a text looks written in. */
export function kindOf(written: string): Kind {
  if (/\\begin\{document\}|^\s*% chain:/m.test(written)) return "tex";
  if (/^```|\$\$|^#+ .*\n[^]*\$/m.test(written)) return "md";
  return /\\[A-Za-z]{2,}/.test(written) ? "latex" : "chain";
}

/** What a link keeps of the text. */
export interface Kept {
  /** A text that comes with the page, by its name. */
  readonly example: string;
  readonly text: string;
  /** The notation, where the reader chose it. */
  readonly kind: Kind;
}

/** What a link says, as far as it can be believed. */
export const readKept = fields<Kept>({ example: text(60), text: text(LONGEST), kind: oneOf(...kinds) });
