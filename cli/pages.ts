import { existsSync, readFileSync } from "node:fs";
import { buildMessages } from "../codegen/build.ts";
import {
  codes,
  didYouMean,
  isCode,
  isRule,
  type Lang,
  ruleIds,
  ruleText,
  slipIds,
  textOf,
} from "../src/index.ts";
import { catalogue as training } from "../train/index.ts";
import { Failure } from "./failure.ts";
import { readText } from "./files.ts";
import { pageFile } from "./page-file.ts";
import { complaint, complaintCodes, type ComplaintCode } from "./messages/catalogue.ts";

/** What there is to say about the code of a message, the name of a slip or that of a rule. */
export interface Page {
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

const isOwn = (name: string): name is ComplaintCode => complaintCodes.some((code) => code === name);
const isBuilding = (name: string): name is keyof typeof buildMessages.en =>
  Object.hasOwn(buildMessages.en, name);
const isTraining = (name: string): name is keyof typeof training.en => Object.hasOwn(training.en, name);

const isSlip = (name: string): boolean => slipIds.includes(name);
const slipPage = (id: string): string => readFileSync(pageFile(id, "slips"), "utf8");

/** The heading of its page: `# id: Title`, and the one in Korean. */
const slipTitle = (id: string, language: Lang): string =>
  (language === "ko" ? /^## (.*[가-힣].*)$/m : /^# [^:]+: (.*)$/m).exec(slipPage(id))?.[1] ?? id;

/** Every code, slip and rule, in order, with its title. */
export const index = (language: Lang): readonly Omit<Page, "text">[] =>
  [
    ...codes,
    ...Object.keys(training.en),
    ...Object.keys(buildMessages.en),
    ...complaintCodes,
    ...slipIds,
    ...ruleIds,
  ].map((name) => ({
    name,
    title: titleOf(name, language),
  }));

export function titleOf(name: string, language: Lang): string {
  if (isOwn(name)) return complaint(language, name).title;
  if (isTraining(name)) return training[language][name].title;
  if (isBuilding(name)) return buildMessages[language][name].title;
  if (isCode(name)) return textOf(name, "title", {}, language);
  if (isSlip(name)) return slipTitle(name, language);
  return isRule(name) ? ruleText(name, language).title : "";
}

/** The page behind a code or rule, whatever its case. @error E1027 there is none */
export async function pageOf(asked: string, language: Lang): Promise<Page> {
  const names = index(language).map(({ name }) => name);
  const name = names.find((known) => known.toLowerCase() === asked.toLowerCase());
  if (name === undefined) {
    const near = didYouMean(asked, names);
    const suggestion = near === undefined ? "" : ({ word: "didYouMean", values: { name: near } } as const);
    throw new Failure("E1027", { name: asked, suggestion });
  }
  return { name, title: titleOf(name, language), text: await textFor(name, language) };
}

async function textFor(name: string, language: Lang): Promise<string> {
  const written = pageFile(name);
  if (isCode(name) && existsSync(written)) return section(await readText(written), language);
  if (isSlip(name)) return section(slipPage(name), language);
  if (isRule(name)) return ruleText(name, language).because;
  const { cause, remedy } = isOwn(name)
    ? complaint(language, name)
    : isBuilding(name)
      ? buildMessages[language][name]
      : training[language][name as keyof typeof training.en];
  return `${cause}.\n${remedy}.`;
}

/** A page is written in both languages: English first, then Korean under a heading in Korean. */
function section(page: string, language: Lang): string {
  const [english = "", ...korean] = page.replace(/^# .*\n+/, "").split(/^## (?=.*[가-힣]).*\n+/m);
  return (language === "ko" && korean.length > 0 ? korean.join("\n") : english).trim();
}
