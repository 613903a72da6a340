/**
 * Builds the page "the notes, alive": static files for any host in dist-web/, and beside them notes-alive.html, the
 * same in one file that opens from disk.
 */
import { fileURLToPath } from "node:url";
import { build } from "vite";

const configFile = fileURLToPath(new URL("../web/vite.config.ts", import.meta.url));

/** @param {"info" | "warn" | "error"} logLevel */
export async function buildPage(logLevel = "warn") {
  // A test runner that builds the page is in an environment of its own.
  process.env.NODE_ENV = "production";
  await build({ configFile, logLevel });
  await build({ configFile, logLevel, mode: "one-file" });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPage("info");
