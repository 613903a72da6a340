import { english } from "./english.ts";
import { korean } from "./korean.ts";
import { fillTemplate } from "./template.ts";

/** One message: what is wrong, why, and what helps. */
export interface Entry {
  readonly title: string;
  readonly cause: string;
  readonly remedy: string;
}

export type Language = "en" | "ko";
/** E stops; W warns; N tells what was chosen. */
export type MessageCode = keyof typeof english;
export type MessageArguments = Readonly<Record<string, string | number>>;

/** Both languages hold every code: a missing one does not compile. */
export const catalogue: Readonly<Record<Language, Readonly<Record<MessageCode, Entry>>>> = {
  en: english,
  ko: korean,
};

/** The message of a code with its values filled in. */
export function messageText(code: MessageCode, values: MessageArguments, language: Language): Entry {
  const entry = catalogue[language][code];
  return {
    title: fillTemplate(entry.title, values),
    cause: fillTemplate(entry.cause, values),
    remedy: fillTemplate(entry.remedy, values),
  };
}
