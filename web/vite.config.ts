import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { cards } from "./build/cards.ts";
import { faded } from "./build/faded.ts";
import { dataSets } from "./build/data-sets.ts";
import { oneFile } from "./build/one-file.ts";
import { prerendered } from "./build/prerender.ts";
import { texts } from "./build/texts.ts";
import { kernels } from "./build/kernel.ts";
import { contentSecurity } from "./build/security.ts";

const outDir = fileURLToPath(new URL("../dist-web", import.meta.url));

const offline = fileURLToPath(new URL("./workers/start-offline.ts", import.meta.url));

/** What the first page needs, with all that it imports, and what every route needs. */
const first = /\/web\/(?:main\.tsx|app\/words\.ts)$/;

/**
 * The page as static files: `npm run web` serves it while it is worked on, `npm run web:build` writes dist-web/. In
 * the mode `one-file` all of it becomes one classic script in one page, since modules do not load from disk.
 */
export default defineConfig(({ mode }) => {
  const inOne = mode === "one-file";
  return {
    root: fileURLToPath(new URL(".", import.meta.url)),
    base: "./",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      outDir,
      emptyOutDir: !inOne,
      target: "es2022",
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      ...(inOne
        ? {
            // Styles beside the script, not put in by it: the script runs in workers too.
            cssCodeSplit: false,
            rolldownOptions: {
              output: { format: "iife", codeSplitting: false },
              transform: { define: { "import.meta": "{}" } },
            },
          }
        : {
            // What the first page needs is one file: pieces of it would be larger together, and no sooner there.
            rolldownOptions: {
              output: { codeSplitting: { groups: [{ name: "index", test: first }] } },
            },
          }),
    },
    worker: { plugins: () => [cards()] },
    ...(inOne
      ? { resolve: { alias: [{ find: /^\.{1,2}\/(?:\.\.\/)?workers\/start\.ts$/, replacement: offline }] } }
      : {}),
    plugins: [
      texts(!inOne),
      kernels(),
      cards(),
      faded(),
      dataSets(),
      prerendered(),
      contentSecurity(),
      ...(inOne ? [oneFile(outDir)] : []),
    ],
  };
});
