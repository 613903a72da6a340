import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const root = dirname(createRequire(import.meta.url).resolve("chainrule/package.json"));

/** Where the page of a message or of a slip lies, if it has one. */
export const pageFile = (name: string, of: "messages" | "slips" = "messages"): string =>
  join(root, "docs", of, `${name}.md`);
