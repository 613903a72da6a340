import { particle } from "./josa.ts";
import type { Lang, Param, Params } from "./message.ts";
import { termTemplate } from "./terms.ts";

/**
 * Fills a template: `{name}` is a parameter, and in Korean `{:이/가}` is the particle that fits what stands
 * before it. A parameter that is not given is shown as `{name}`.
 */
export function fill(text: string, params: Params, lang: Lang): string {
  let out = "";
  let end = 0;
  for (const match of text.matchAll(/\{([A-Za-z]+)\}|\{:([^}]+)\}/g)) {
    out += text.slice(end, match.index);
    end = match.index + match[0].length;
    const [whole, name, pair] = match;
    if (pair !== undefined) out += particle(out, pair);
    else out += show(params[name!] ?? whole, lang);
  }
  return out + text.slice(end);
}

/** Longer pieces of the user's text are cut in the middle of a sentence about them. */
const longestParam = 100;

function show(param: Param, lang: Lang): string {
  if (typeof param === "object") return fill(termTemplate(param.term, lang), param.params ?? {}, lang);
  const text = visible(String(param));
  return text.length <= longestParam ? text : `${text.slice(0, longestParam - 1)}…`;
}

/** Control characters would move the cursor, change colours, or hide what follows. */
export const visible = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\uFFFD");
