import { fileURLToPath } from "node:url";
import { runnerImport, type Plugin } from "vite";
import type * as StaticPage from "./static-page.ts";

const page = fileURLToPath(new URL("./static-page.ts", import.meta.url));

/** Writes the derivation into the page, so that it can be read without JavaScript and before JavaScript has come. */
export const prerendered = (): Plugin => ({
  name: "prerendered",
  apply: "build",
  transformIndexHtml: {
    order: "pre",
    handler: async (html) => {
      const { module } = await runnerImport<typeof StaticPage>(page);
      return html.replace('<div id="app"></div>', `<div id="app">${module.staticPage()}</div>`);
    },
  },
});
