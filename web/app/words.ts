import { fill, type Lang } from "../../src/index.ts";
import type { Values } from "../i18n/text.ts";
import { useApp } from "./context.ts";

/** The texts of a route that is fetched when it is visited; one that is missing in a language does not compile. */
export type Words<Key extends string> = Readonly<Record<Lang, Readonly<Record<Key, string>>>>;

/** Texts of a route in the language of the page, their parameters filled in, with the particles that fit them. */
export function useWords<Key extends string>(words: Words<Key>): (key: Key, values?: Values) => string {
  const lang = useApp().lang.value;
  return (key, values = {}) => fill(words[lang][key], values, lang);
}
