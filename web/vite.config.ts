import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { contentSecurity } from "./build/security.ts";

/** The page as static files: `npm run web` serves it while it is worked on, `npm run web:build` writes dist-web/. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../dist-web",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  plugins: [contentSecurity()],
});
