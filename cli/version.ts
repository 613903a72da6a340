import { createRequire } from "node:module";

/** The version of the package, from its own package.json. */
export const version: string = (
  createRequire(import.meta.url)("chainrule/package.json") as { version: string }
).version;
