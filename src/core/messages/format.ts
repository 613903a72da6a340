import { template, type Code } from "./catalogue.ts";
import { fill } from "./fill.ts";
import type { Lang, Params } from "./message.ts";

/** One text of a message, filled. */
export const textOf = (code: Code, id: string, params: Params, lang: Lang): string =>
  fill(template(code, id, lang), params, lang);
