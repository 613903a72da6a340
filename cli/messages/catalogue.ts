import * as english from "./english.ts";
import * as korean from "./korean.ts";

export type Language = "en" | "ko";

/** One complaint: what is wrong, why, and what helps. */
export interface Entry {
  readonly title: string;
  readonly cause: string;
  readonly remedy: string;
}

export type ComplaintCode = keyof typeof english.complaints;
export type Word = keyof typeof english.words;
export type HelpText = keyof typeof english.help;
export type Values = Readonly<Record<string, string | number>>;

/** Both languages hold every message: a missing one does not compile. */
const catalogues = { en: english, ko: korean } as const;

export const isLanguage = (text: string): text is Language => Object.hasOwn(catalogues, text);

export const complaintCodes = Object.keys(english.complaints) as readonly ComplaintCode[];

/** The complaint of a code, with its values filled in. */
export function complaint(language: Language, code: ComplaintCode, values: Values = {}): Entry {
  const { title, cause, remedy } = catalogues[language].complaints[code];
  return { title: fill(title, values), cause: fill(cause, values), remedy: fill(remedy, values) };
}

export const word = (language: Language, key: Word, values: Values = {}): string =>
  fill(catalogues[language].words[key], values);

export const helpText = (language: Language, key: HelpText): string => catalogues[language].help[key];

/** Fills the placeholders of a template; one without a value stays as it is. */
function fill(template: string, values: Values): string {
  return template.replaceAll(/\{(\w+)\}/g, (placeholder, key: string) => String(values[key] ?? placeholder));
}
