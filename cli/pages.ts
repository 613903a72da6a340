import { readFileSync } from "node:fs";
import { buildMessages } from "../codegen/build.ts";
import {
  codes,
  didYouMean,
  isRule,
  type Lang,
  type RuleId,
  ruleIds,
  rulePage,
  ruleText,
  slipIds,
} from "../src/index.ts";
import { catalogue as training } from "../train/index.ts";
import { Failure } from "./failure.ts";
import { pageFile } from "./page-file.ts";
import { complaintCodes } from "./messages/catalogue.ts";

/** What there is to say about the code of a message, the name of a slip or that of a rule. */
export interface Page {
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

const koreanHeading = /^## (.*[가-힣].*)$/m;

/** Whose pages are written in docs/: the messages and the slips. */
const written: readonly { readonly folder: "messages" | "slips"; readonly names: readonly string[] }[] = [
  {
    folder: "messages",
    names: [...codes, ...Object.keys(training.en), ...Object.keys(buildMessages.en), ...complaintCodes],
  },
  { folder: "slips", names: slipIds },
];

/** The written page of a message or slip. */
function fileOf(name: string): string | undefined {
  const home = written.find(({ names }) => names.includes(name));
  return home && readFileSync(pageFile(name, home.folder), "utf8");
}

/** Every code, slip and rule, in order, with its title. */
export const index = (language: Lang): readonly Omit<Page, "text">[] =>
  [...written.flatMap(({ names }) => names), ...ruleIds].map((name) => ({
    name,
    title: titleOf(name, language),
  }));

/** The heading of its page, `# name: Title`, and the one in Korean; of a rule its title. */
export function titleOf(name: string, language: Lang): string {
  if (isRule(name)) return ruleText(name, language).title;
  return (language === "ko" ? koreanHeading : /^# [^:]+: (.*)$/m).exec(fileOf(name) ?? "")?.[1] ?? name;
}

/** The page behind a code or rule, whatever its case. @error E1027 there is none */
export function pageOf(asked: string, language: Lang): Page {
  const names = index(language).map(({ name }) => name);
  const name = names.find((known) => known.toLowerCase() === asked.toLowerCase());
  if (name === undefined) {
    const near = didYouMean(asked, names);
    const suggestion = near === undefined ? "" : ({ word: "didYouMean", values: { name: near } } as const);
    throw new Failure("E1027", { name: asked, suggestion });
  }
  const text = isRule(name) ? ruleSection(name, language) : section(fileOf(name) ?? "", language);
  return { name, title: titleOf(name, language), text };
}

/** A page is written in both languages: English first, then Korean under a heading in Korean. */
function section(page: string, language: Lang): string {
  const [english = "", korean = ""] = page.replace(/^# .*\n+/, "").split(/^## (?=.*[가-힣]).*\n+/m);
  return (language === "ko" ? korean : english).trim();
}

/** Why a rule holds, and its row of the tables. */
function ruleSection(rule: RuleId, language: Lang): string {
  const { because, facts } = rulePage(rule, language);
  const rows = facts.map(({ name, text }) => `${name}: ${text}`);
  return [because, ...(rows.length > 0 ? [rows.join("\n")] : [])].join("\n\n");
}
