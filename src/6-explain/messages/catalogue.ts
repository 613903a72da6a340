import { fill } from "../../core/messages/fill.ts";
import type { Lang } from "../../core/messages/message.ts";
import * as en from "./en.ts";
import * as ko from "./ko.ts";
import type { RuleText } from "./text.ts";

/** Every rule a step may name; a rule that one of the languages lacks does not compile. */
export type RuleId = keyof typeof en.rules;

const catalogues: Readonly<Record<Lang, typeof ko>> = { en, ko };

export const ruleIds = Object.keys(en.rules) as readonly RuleId[];

export const isRule = (text: string): text is RuleId => Object.hasOwn(en.rules, text);

/** The name of a rule and why it holds, with the formulas of a step filled in. */
export function ruleText(
  rule: RuleId,
  lang: Lang,
  params: Readonly<Record<string, string | number>> = {},
): RuleText {
  const { title, because } = catalogues[lang].rules[rule];
  return { title, because: fill(because, params, lang) };
}

export const wordText = (
  word: keyof typeof en.words,
  lang: Lang,
  params: Readonly<Record<string, string>> = {},
): string => fill(catalogues[lang].words[word], params, lang);
