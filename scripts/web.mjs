/** Builds the page "the notes, alive" into dist-web/: static files that any host serves. */
import { fileURLToPath } from "node:url";
import { build } from "vite";

const config = fileURLToPath(new URL("../web/vite.config.ts", import.meta.url));

/** @param {"info" | "warn" | "error"} logLevel */
export async function buildPage(logLevel = "warn") {
  // A test runner that builds the page is in an environment of its own.
  process.env.NODE_ENV = "production";
  await build({ configFile: config, logLevel });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPage("info");
