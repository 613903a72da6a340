/**
 * Builds dist/ from the TypeScript sources, when a source is newer than the last build.
 *
 * Types are not checked here: `npm test` does that over the whole tree, and the command line in a checkout
 * must start quickly and must run even while a file elsewhere does not type-check. `--force` builds anyway.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
const stamp = join(dist, ".built");

/** The folders that are compiled into the package; the same list as in tsconfig.build.json. */
const rooms = ["src", "codegen", "cli", "train", "unplugin"];

/** Newest modification time, in milliseconds, of anything under `path`; removed files show as a newer folder. */
function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs);
}

/** Tells builds apart: caches of what the code produces are keyed by it. */
function digestOf(folder) {
  const hash = createHash("sha256");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  for (const name of names.sort((a, b) => (a < b ? -1 : 1)))
    if (name.endsWith(".js")) hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
  return hash.digest("hex");
}

/** True when dist/ holds what the sources say. */
export function isFresh() {
  const inputs = [...rooms, "tsconfig.json", "tsconfig.build.json", "package.json"];
  return (
    existsSync(stamp) &&
    statSync(stamp).mtimeMs >= Math.max(...inputs.map((name) => newest(join(root, name))))
  );
}

/**
 * Compiles the sources into dist/. Returns the compiler's complaint, or "" when all went well.
 *
 * The compiler writes beside dist/ and the folders are swapped at the end: whoever runs the command line
 * meanwhile finds a whole build, the old or the new one.
 */
export function build() {
  const startedAt = new Date();
  const next = join(root, `dist.next-${process.pid}`);
  const previous = join(root, `dist.previous-${process.pid}`);
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const options = ["-p", join(root, "tsconfig.build.json"), "--noCheck", "--outDir", next];
  try {
    const run = spawnSync(process.execPath, [compiler, ...options], { cwd: root, encoding: "utf8" });
    if (run.status !== 0) return run.stdout + run.stderr;
    writeFileSync(join(next, ".built"), `${digestOf(next)}\n`);
    utimesSync(join(next, ".built"), startedAt, startedAt);
    if (existsSync(dist)) renameSync(dist, previous);
    renameSync(next, dist);
    return "";
  } finally {
    for (const leftover of [next, previous]) rmSync(leftover, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url) && (process.argv.includes("--force") || !isFresh())) {
  const complaint = build();
  if (complaint) {
    process.stderr.write(complaint);
    process.exit(1);
  }
}
