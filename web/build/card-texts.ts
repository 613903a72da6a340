import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import temml from "temml";
import { check, type DerivationText } from "../../src/index.ts";

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Words of a formula are words, not products of letters. */
const words = (tex: string): string =>
  tex.replaceAll(/(?<![\\{A-Za-z])([A-Za-z]{3,})(?![A-Za-z}])/g, "\\mathit{$1}");

/** The formulas of the notes as they were written, set as MathML, by their LaTeX. */
async function formulas(): Promise<Readonly<Record<string, string>>> {
  const text = readFileSync(at("examples/notes-as-written.md"), "utf8");
  const stop = new AbortController();
  const lines: DerivationText["lines"][number][] = [];
  await check(text, {
    kind: "md",
    signal: stop.signal,
    onRead: (read) => {
      lines.push(...read.lines);
      stop.abort();
    },
  }).catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  const set = lines.map(({ text: tex }) => {
    const aligned = `\\begin{aligned}${words(tex)}\\end{aligned}`;
    return [tex, temml.renderToString(aligned, { displayMode: true, throwOnError: true })] as const;
  });
  return Object.fromEntries(set);
}

/** Messages about lines of derivations. */
const pages = /^(E0(?:20[34]|3|4|5)\d*)\.md$/;

/** Title and first paragraph of a page, in English and after its second heading in Korean. */
function explained(page: string): { readonly en: readonly string[]; readonly ko: readonly string[] } {
  const [, title = "", text = ""] = /^# [\w-]+: (.+)\n\n(.+)\n/.exec(page) ?? [];
  const [, heading = "", paragraph = ""] = /^## (.+)\n\n(.+)\n/m.exec(page) ?? [];
  return { en: [title, text], ko: [heading, paragraph] };
}

/** What the page of a slip says, without the number of its message, and its example as far as it differs. */
function slipPage(page: string): object {
  const { en, ko } = explained(page);
  const examples = [...page.matchAll(/^(`{3,})\w+[^\n]*\n([\s\S]*?)\n\1$/gm)];
  const [wrong = "", right = ""] = examples.map(([, , text = ""]) =>
    text.replaceAll(/^```.*\n?/gm, "").trim(),
  );
  const words = ([title, text]: readonly string[]): object => ({
    title,
    why: text?.replace(/ (?:Message|메시지): [A-Z]\d+(?:, [A-Z]\d+)*\.$/, ""),
  });
  return { en: words(en), ko: words(ko), wrong, right };
}

const slipPages = (): object =>
  Object.fromEntries(
    readdirSync(at("docs/slips")).map((name) => [name.slice(0, -3), slipPage(readFileSync(at(`docs/slips/${name}`), "utf8"))]),
  ); // prettier-ignore

/** A module with what cards show beside formulas that the engine sets: formulas of the notes, and explanations. */
export async function cardTexts(): Promise<string> {
  const folder = at("docs/messages");
  const files = readdirSync(folder).filter((name) => pages.test(name));
  const explanations = files.map((name) => [name.slice(0, -3), explained(readFileSync(`${folder}/${name}`, "utf8"))]); // prettier-ignore
  return [
    `export const mathml = ${JSON.stringify(await formulas())};`,
    `export const slipPages = ${JSON.stringify(slipPages())};`,
    `export const explanations = ${JSON.stringify(Object.fromEntries(explanations))};`,
  ].join("\n");
}
