import { explanations } from "virtual:card-texts";
import type { Lang } from "../../../src/index.ts";

/** Title and first paragraph of the page of a message. */
export const explanationOf = (code: string | undefined, lang: Lang): readonly string[] =>
  (code === undefined ? undefined : explanations[code]?.[lang]) ?? [];
