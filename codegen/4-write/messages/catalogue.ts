import { english } from "./english.ts";
import { korean } from "./korean.ts";

/** One message: what is wrong, why, and what helps. */
export interface Entry {
  readonly title: string;
  readonly cause: string;
  readonly remedy: string;
}

export type Language = "en" | "ko";
export type BuildCode = keyof typeof english;
export type Values = Readonly<Record<string, string | number>>;

/** Both languages hold every code: a missing one does not compile. */
export const buildMessages: Readonly<Record<Language, Readonly<Record<BuildCode, Entry>>>> = {
  en: english,
  ko: korean,
};

const suggestions: Readonly<Record<Language, (name: string) => string>> = {
  en: (name) => `; did you mean ${name}?`,
  ko: (name) => `; 혹시 ${name}?`,
};

/** The message of a code with its values filled in. `suggestion`, where given, is the name that was probably meant. */
export function buildMessage(code: BuildCode, values: Values, language: Language): Entry {
  const { suggestion = "" } = values;
  const said = suggestion === "" ? "" : suggestions[language](String(suggestion));
  const all: Values = { ...values, suggestion: said };
  const fill = (template: string): string =>
    template.replaceAll(/\{(\w+)\}/g, (placeholder, key: string) => String(all[key] ?? placeholder));
  const { title, cause, remedy } = buildMessages[language][code];
  return { title: fill(title), cause: fill(cause), remedy: fill(remedy) };
}
