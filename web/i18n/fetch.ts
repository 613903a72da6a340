import type { Lang } from "../../src/index.ts";

const files: Readonly<Record<Lang, () => Promise<unknown>>> = {
  en: () => import("virtual:texts/en"),
  ko: () => import("virtual:texts/ko"),
};

/** Fetches the texts of a language; before that nothing can be said in it. In the single file they are there. */
export async function fetchTexts(lang: Lang): Promise<void> {
  await files[lang]();
}
