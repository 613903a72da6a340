/** Installs what package-lock.json asks for, when node_modules does not hold it yet. Needs Node.js alone. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

const packagesOf = (path) => JSON.parse(readFileSync(join(root, path), "utf8")).packages;

/**
 * True when every package of the lock file is installed in its locked version. npm writes the inventory in
 * node_modules/.package-lock.json last, so a broken-off installation has none.
 */
function isInstalled() {
  const inventory = "node_modules/.package-lock.json";
  if (!existsSync(join(root, inventory))) return false;
  const installed = packagesOf(inventory);
  return Object.entries(packagesOf("package-lock.json")).every(
    ([path, locked]) =>
      path === "" ||
      (installed[path] ? installed[path].version === locked.version : locked.optional === true),
  );
}

/** Makes the checkout ready to run; ends the process with npm's own message when that fails. */
export function setUp() {
  if (isInstalled()) return;
  process.stdout.write("Installing the packages of package-lock.json (once) …\n");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const run = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (run.status === 0) return;
  process.stderr.write("The packages could not be installed; npm's message above says why.\n");
  process.exit(run.status ?? 1);
}
