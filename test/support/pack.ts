import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./sources.ts";

/** Packs the built package into a folder, as it would be published, and gives the path of the tarball. */
export function packInto(folder: string): string {
  const args = ["pack", "--ignore-scripts", "--loglevel=error", "--pack-destination", folder];
  execFileSync("npm", args, { cwd: root, stdio: "pipe" });
  return join(
    folder,
    readdirSync(folder).find((name) => name.endsWith(".tgz"))!,
  );
}
