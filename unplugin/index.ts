import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { createUnplugin } from "unplugin";
import { compile } from "./compile.ts";
import { type ChainruleOptions, checkedOptions, isLeftAlone, splitId } from "./options.ts";

export type { ChainruleOptions } from "./options.ts";

/** Bundlers that show a thrown error as it is and would add an error of their own to a reported one. */
const throwing: ReadonlySet<string> = new Set(["webpack", "rspack"]);

/** Rollup and Rolldown by themselves find no file whose name is followed by a query. */
function withQuery(id: string, importer: string | undefined): string | null {
  if (!/\.chain\?/.test(id) || !/^\.{0,2}\//.test(id) || importer === undefined) return null;
  const { path, query } = splitId(id);
  return `${resolve(dirname(splitId(importer).path), path)}?${query}`;
}

/**
 * `import { costAndGradient } from "./mlp.chain"`: for Vite, Rollup, Rolldown, esbuild, webpack and Rspack. Each has
 * an entry of its own: `chainrule/vite` and so on.
 */
export const chainrule = createUnplugin<ChainruleOptions | undefined>((given, { framework }) => {
  const options = checkedOptions(given);
  return {
    name: "chainrule",
    enforce: "pre",
    load: {
      filter: { id: /\.chain(?:\?|$)/ },
      async handler(id) {
        const { path, query } = splitId(id);
        if (isLeftAlone(query)) return null;
        this.addWatchFile(path);
        const text = await readFile(path, "utf8");
        const { code, map, complaint, dependencies } = await compile(text, path, query, options);
        for (const file of dependencies) this.addWatchFile(file);
        if (complaint === undefined) return { code, map };
        const { text: message, place } = complaint;
        if (throwing.has(framework)) throw Object.assign(new Error(message), { stack: "", hideStack: true });
        this.error({
          message,
          stack: message,
          id: path,
          ...(place === undefined ? {} : { loc: { file: path, ...place } }),
        });
        return { code: "export {};", map: null };
      },
    },
    rollup: { resolveId: withQuery },
    rolldown: { resolveId: withQuery },
    esbuild: { loader: "js", onLoadFilter: /\.chain$/ },
  };
});

export default chainrule;
