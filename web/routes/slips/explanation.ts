import { explanations, slipPages } from "virtual:card-texts";
import type { Lang } from "../../../src/index.ts";

/** Title and first paragraph of the page of a message. */
export const explanationOf = (code: string | undefined, lang: Lang): readonly string[] =>
  (code === undefined ? undefined : explanations[code]?.[lang]) ?? [];

/** What the page of a slip says: its title, why it is one, and an example of it, wrong and right. */
export interface SlipPage {
  readonly title: string;
  readonly why: string;
  readonly wrong: string;
  readonly right: string;
}

/** The page of a slip by the checker's name of it; undefined for no slip. */
export function slipPageOf(slip: string | undefined, lang: Lang): SlipPage | undefined {
  const page = slip === undefined ? undefined : slipPages[slip];
  return page && { ...page[lang], wrong: page.wrong, right: page.right };
}
