import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

/** The catalogues of a language that the first page needs, without its name. */
const catalogues = ["src/6-explain/messages/", "web/i18n/"] as const;

const languages = ["en", "ko"];

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const VIRTUAL = "virtual:texts/";
const WHOLE = "?whole";

/** What a catalogue exports: objects whose entries are texts. */
const exportsOf = (file: string): readonly string[] =>
  [...readFileSync(file, "utf8").matchAll(/^export const (\w+)/gm)].map(([, name]) => name!);

/**
 * Texts apart from the code, one file for each language, so that a reader fetches one language: a catalogue is empty
 * until `virtual:texts/LANGUAGE` is imported, which fills it. Only in the served page: everywhere else the same
 * modules are whole, and the import does nothing.
 */
export const texts = (isApart: boolean): Plugin => {
  const files = new Set(languages.flatMap((lang) => catalogues.map((path) => at(`${path}${lang}.ts`))));
  return {
    name: "texts",
    enforce: "pre",
    resolveId: (wanted) => (wanted.startsWith(VIRTUAL) ? `\0${wanted}` : undefined),
    load(id) {
      if (id.startsWith(`\0${VIRTUAL}`))
        return isApart ? filling(id.slice(VIRTUAL.length + 1)) : "export {};";
      if (!isApart || !files.has(id)) return undefined;
      return exportsOf(id)
        .map((name) => `export const ${name} = {};`)
        .join("\n");
    },
  };
};

/** A module that puts every text of a language where the code looks for it. */
function filling(lang: string): string {
  return catalogues
    .flatMap((path, k) => {
      const file = at(`${path}${lang}.ts`);
      return exportsOf(file).map(
        (name) => `import { ${name} as empty${k}${name} } from ${JSON.stringify(file)};
import { ${name} as whole${k}${name} } from ${JSON.stringify(file + WHOLE)};
Object.assign(empty${k}${name}, whole${k}${name});`,
      );
    })
    .join("\n");
}
