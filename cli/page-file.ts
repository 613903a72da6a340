import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const root = dirname(createRequire(import.meta.url).resolve("chainrule/package.json"));

/** Where the page of a message lies, if it has one. */
export const pageFile = (code: string): string => join(root, "docs/messages", `${code}.md`);
