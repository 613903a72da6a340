import { diagnosticList, type Report } from "../../core/diagnostic.ts";
import type { Span } from "../../core/span.ts";
import { withConditionsBeside } from "./beside.ts";
import { tokenizeTex } from "./lex.ts";
import type { Lexicon } from "./lexicon.ts";
import { statementsInProse } from "./prose.ts";
import { readStatements } from "./statement.ts";
import type { TexStatement } from "./syntax.ts";
import { lexiconOf, withDifferentials } from "./words.ts";

/**
 * Reads the formulas of a text together: what is a word or a function in one is so in all. Never throws.
 *
 * @param inline formulas in running text, of which only what displays stand on is kept
 * @param names names known from declarations
 */
export function parseTex(
  text: string,
  { displays, inline }: { readonly displays: readonly Span[]; readonly inline: readonly Span[] },
  names: Iterable<string>,
  report: Report,
): { readonly statements: readonly TexStatement[]; readonly lexicon: Lexicon } {
  const tokens = withDifferentials(displays.map((span) => tokenizeTex(text, span, report)));
  const { report: unheard } = diagnosticList();
  const spoken = inline.map((span) => tokenizeTex(text, span, unheard));
  const lexicon = lexiconOf(tokens, names, spoken);
  const { report: unsaid } = diagnosticList();
  const talk = spoken.map((formula, k) => ({ span: inline[k]!, statements: readStatements(formula, lexicon, unsaid) })); // prettier-ignore
  const read = tokens.map((display, k) => ({ span: displays[k]!, statements: readStatements(display, lexicon, report) })); // prettier-ignore
  const shown = withConditionsBeside(text, read, talk);
  // What is said in between does not end a chain of `=` that goes on in the next display: it comes first.
  return { statements: [...statementsInProse(text, talk, shown), ...shown], lexicon };
}
