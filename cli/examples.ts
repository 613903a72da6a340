import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

/** The path of a file that comes with the package; relative where it lies below the current folder. */
export function example(name: string): string {
  const root = dirname(createRequire(import.meta.url).resolve("chainrule/package.json"));
  const here = join("examples", name);
  return relative("", root) === "" && existsSync(here) ? here : join(root, "examples", name);
}
