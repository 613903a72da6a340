/** Writes docs/RULES.md from the tables of the engine; with --check, fails where the page is older than the tables. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./setup.mjs";
import { rulesPage } from "../dist/src/6-explain/rules-page.js";

const path = join(root, "docs/RULES.md");
const page = rulesPage();
if (!process.argv.includes("--check")) writeFileSync(path, page);
else if (readFileSync(path, "utf8") !== page) {
  console.error("docs/RULES.md is not what the tables say; run: node scripts/rules.mjs");
  process.exitCode = 1;
}
