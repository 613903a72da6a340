import type { Report } from "../../core/diagnostic.ts";
import type { Span } from "../../core/span.ts";
import { tokenizeTex } from "./lex.ts";
import type { Lexicon } from "./lexicon.ts";
import { readStatements } from "./statement.ts";
import type { TexStatement } from "./syntax.ts";
import { lexiconOf } from "./words.ts";

/** What one display says, in order. */
export interface TexDisplay {
  readonly span: Span;
  readonly statements: readonly TexStatement[];
}

/**
 * Reads the displays of a text together: what is a word or a function in one is so in all. Never throws.
 *
 * @param names names known from declarations
 */
export function parseTex(
  text: string,
  displays: readonly Span[],
  names: Iterable<string>,
  report: Report,
): { readonly displays: readonly TexDisplay[]; readonly lexicon: Lexicon } {
  const tokens = displays.map((span) => tokenizeTex(text, span, report));
  const lexicon = lexiconOf(tokens, names);
  const read = displays.map((span, k) => ({ span, statements: readStatements(tokens[k]!, lexicon, report) }));
  return { displays: read, lexicon };
}
