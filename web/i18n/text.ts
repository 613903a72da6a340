import { fill, type Lang } from "../../src/index.ts";
import { en } from "./en.ts";
import { ko } from "./ko.ts";

/** A text that both languages have; one that is missing in Korean does not compile. */
export type Key = keyof typeof en;

const catalogues: Readonly<Record<Lang, Readonly<Record<Key, string>>>> = { en, ko };

export type Values = Readonly<Record<string, string | number>>;

/** A text in a language, its parameters filled in, with the particles that fit them. */
export const text = (key: Key, lang: Lang, values: Values = {}): string =>
  fill(catalogues[lang][key], values, lang);
