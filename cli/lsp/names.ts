import { type DocumentHighlight, type Location, type Range, type TextEdit } from "vscode-languageserver/node";
import { type DerivationText, functionNames, type Lang, statementWords } from "../../src/index.ts";
import { nameOf, partAt } from "./describe.ts";
import { occurrenceAt, occurrences, sameName, type Occurrence } from "./occurrences.ts";
import type { Page } from "./page.ts";
import { say } from "./words.ts";

/** Why a name cannot be changed, in the client's language. */
export class Refused extends Error {
  override readonly name = "Refused";
}

/** All places of the name under the cursor. A formula in LaTeX names a quantity of the model's statements. */
function places(read: DerivationText, page: Page, offset: number): readonly Occurrence[] {
  const all = occurrences(read.model, page.text);
  const here = occurrenceAt(all, offset);
  if (here !== undefined) return here.kind === "function" ? [] : sameName(all, here);
  const part = partAt(read, offset);
  const name = part && nameOf(read.model, part);
  return name === undefined ? [] : all.filter((one) => one.kind === "global" && one.name === name);
}

const location = (page: Page, { span }: Occurrence): Location => ({ uri: page.uri, range: page.range(span) });

/** Where the name is introduced; an index letter where it first stands in its statement. */
export function definitionOf(read: DerivationText, page: Page, offset: number): readonly Location[] {
  const all = places(read, page, offset);
  const introduced = all.filter(({ isDefinition }) => isDefinition);
  return (introduced.length > 0 ? introduced : all.slice(0, 1)).map((one) => location(page, one));
}

export const referencesOf = (
  read: DerivationText,
  page: Page,
  offset: number,
  includesDefinition: boolean,
): readonly Location[] =>
  places(read, page, offset)
    .filter(({ isDefinition }) => includesDefinition || !isDefinition)
    .map((one) => location(page, one));

export const highlightsOf = (read: DerivationText, page: Page, offset: number): DocumentHighlight[] =>
  places(read, page, offset).map(({ span }) => ({ range: page.range(span) }));

/** The name that would be changed. @throws Refused where there is none */
export function renamable(
  read: DerivationText,
  page: Page,
  offset: number,
  lang: Lang,
): { readonly range: Range; readonly placeholder: string } {
  const here = page.kind === "chain" ? occurrenceAt(occurrences(read.model, page.text), offset) : undefined;
  if (here === undefined || here.kind === "function") throw new Refused(say(lang, "cannotRename"));
  return { range: page.range(here.span), placeholder: page.text.slice(here.span.start, here.span.end) };
}

/** The language's rule for names. */
const namePattern = /^[\p{ID_Start}_][\p{ID_Continue}\u2080-\u209C]*$/u;
const reserved: ReadonlySet<string> = new Set([
  ...statementWords,
  ...functionNames,
  "in",
  "and",
  "or",
  "not",
  "pi",
  "d",
]);

/** Every place of the name with the new one. @throws Refused where that would change what the model says */
export function rename(
  read: DerivationText,
  page: Page,
  offset: number,
  given: string,
  lang: Lang,
): readonly TextEdit[] {
  renamable(read, page, offset, lang);
  const name = given.normalize("NFC");
  if (!namePattern.test(name)) throw new Refused(say(lang, "notAName", { name: given }));
  const all = occurrences(read.model, page.text);
  const here = occurrenceAt(all, offset)!;
  // A letter that is bound in a statement would capture a tensor of its name, and the reverse.
  const isTaken = all.some(
    (one) =>
      one.name === name &&
      (here.kind === "global" || one.kind !== "index" || one.statement === here.statement),
  );
  if (here.name !== name && (reserved.has(name) || isTaken)) throw new Refused(say(lang, "taken", { name }));
  return sameName(all, here).map(({ span }) => ({ range: page.range(span), newText: name }));
}
