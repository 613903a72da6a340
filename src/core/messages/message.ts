import type { TermId } from "./terms.ts";

export type Lang = "en" | "ko";

/** A value in a message: a piece of the user's text, a number, or a term the catalogue translates. */
export type Param = string | number | { readonly term: TermId; readonly params?: Params };
export interface Params {
  readonly [name: string]: Param;
}

/** The texts of one kind of message: its title, and whatever labels, reasons and remedies it may show. */
type Texts<Id extends string> = { readonly title: string } & { readonly [K in Id]: string };

export interface Message<Id extends string> {
  readonly en: Texts<Id>;
  readonly ko: Texts<Id>;
}

/** A message in both languages; a text that is missing in one of them does not compile. */
export const message = <Id extends string = never>(
  en: { readonly title: string } & { readonly [K in Id]: string },
  ko: Texts<NoInfer<Id>>,
): Message<Id> => ({ en, ko });
