import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the checkout. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A file of the project: its path from the root with `/`, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

const notOurs = new Set(["node_modules", "dist", "dist-web", "coverage", ".git"]);

/** Every text file under `folder` (from the root) whose name ends in one of `endings`, sorted by path. */
export function sources(folder: string, endings: readonly string[]): readonly Source[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => !path.split("/").some((part) => notOurs.has(part) || part.startsWith("dist.")))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

const importClause =
  /(?:\b(?:import|export)\s+(type\s)?[^;"]*?\bfrom\s+|\bimport\s+|\bimport\(\s*)"([^"\n]+)"/g;

/** One import or re-export; a relative path is resolved from the root, a package keeps its name. */
export interface Import {
  readonly target: string;
  /** Of types alone, so that nothing is left of it at run time. */
  readonly erased: boolean;
}

/** What `source` imports or re-exports. */
export function importsOf(source: Source): readonly Import[] {
  return [...withoutComments(source.text).matchAll(importClause)].map(([, type, target]) => ({
    target: target!.startsWith(".") ? posix.normalize(posix.join(dirname(source.path), target!)) : target!,
    erased: type !== undefined,
  }));
}

/** The text with its comments blanked; line numbers stay. Strings that hold comment signs are not expected. */
export function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "))
    .replace(/(^|\s)\/\/.*$/gm, "$1");
}
