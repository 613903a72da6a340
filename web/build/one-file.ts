import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import type { Plugin } from "vite";
import { policyTag } from "./security.ts";

/** The script that unpacks the page's own and runs it: in it nothing depends on what is packed. */
const unpacking = `(async () => {
  const packed = Uint8Array.from(atob(document.getElementById("packed").textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const script = document.createElement("script");
  script.textContent = await new Response(stream).text();
  document.body.append(script);
})();`;

const hashOf = (script: string): string => `'sha256-${createHash("sha256").update(script).digest("base64")}'`;

/**
 * Gathers page, style and script into one file that opens from disk. The script is packed; the policy names it and the
 * one that unpacks it by their hashes, so that nothing else runs.
 */
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
      const script = scripts[0]!;
      const packed = deflateRawSync(script, { level: 9 }).toString("base64");
      const style = styles.map(({ source }) => String(source)).join("\n");
      const html = String(page.source)
        .replaceAll(/\s*<(?:script|link)[^>]*(?:src|stylesheet)[^>]*>(?:<\/script>)?/g, "")
        .replaceAll(/<meta http-equiv[^>]*>/g, () => policyTag(`${hashOf(unpacking)} ${hashOf(script)}`))
        .replace("</head>", () => `<style>${style}</style>\n  </head>`)
        .replace(
          "</body>",
          () =>
            `  <script type="text/plain" id="packed">${packed}</script>\n  <script>${unpacking}</script>\n  </body>`,
        );
      writeFileSync(join(folder, "notes-alive.html"), html);
      for (const { fileName } of files) delete bundle[fileName];
    },
  },
});
