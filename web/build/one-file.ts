import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { policyTag } from "./security.ts";

/** What ends a script early, written so that it does not. */
const sealed = (code: string): string =>
  code.replaceAll(/<\/(?=script)/gi, "<\\/").replaceAll("<!--", "<\\!--");

/** Gathers page, style and script into one file that opens from disk, its script named by its hash in the policy. */
export const oneFile = (folder: string): Plugin => ({
  name: "one-file",
  apply: "build",
  enforce: "post",
  generateBundle: {
    order: "post",
    handler(_options, bundle) {
      const files = Object.values(bundle);
      const scripts = files.flatMap((file) => (file.type === "chunk" ? [file.code] : []));
      const assets = files.flatMap((file) => (file.type === "asset" ? [file] : []));
      const styles = assets.filter(({ fileName }) => fileName.endsWith(".css"));
      const page = assets.find(({ fileName }) => fileName.endsWith(".html"));
      if (scripts.length !== 1 || page === undefined) throw new Error("the page is not one script");
      const script = `\n${sealed(scripts[0]!)}`;
      const hash = createHash("sha256").update(script).digest("base64");
      const style = styles.map(({ source }) => String(source)).join("\n");
      const html = String(page.source)
        .replaceAll(/\s*<(?:script|link)[^>]*(?:src|stylesheet)[^>]*>(?:<\/script>)?/g, "")
        .replaceAll(/<meta http-equiv[^>]*>/g, () => policyTag(`'sha256-${hash}'`))
        .replace("</head>", () => `<style>${style}</style>\n  </head>`)
        .replace("</body>", () => `  <script>${script}</script>\n  </body>`);
      writeFileSync(join(folder, "notes-alive.html"), html);
      for (const { fileName } of files) delete bundle[fileName];
    },
  },
});
