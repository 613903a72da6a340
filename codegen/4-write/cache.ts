import { createHash, randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Texts by key, kept from run to run. Losing one costs time and nothing else. */
export interface Cache {
  readonly get: (key: string) => string | undefined;
  readonly put: (key: string, text: string) => void;
}

/** Entries beyond this number go, the oldest first. */
const MOST_ENTRIES = 400;

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

/**
 * A cache in a folder, one file an entry. An entry begins with the digest of its text, so that one that was cut off
 * or damaged counts as absent; it is written beside its place and takes it in one step, so that processes that run
 * at the same time see whole entries only. Where the folder cannot be written, nothing is kept.
 */
export function openCache(folder: string): Cache {
  const pathOf = (key: string): string => join(folder, `${digest(key)}.cache`);
  return {
    get: (key) => {
      const content = attempt(() => readFileSync(pathOf(key), "utf8"));
      if (content === undefined) return undefined;
      const end = content.indexOf("\n");
      const text = content.slice(end + 1);
      return content.slice(0, end) === digest(`${key}\n${text}`) ? text : undefined;
    },
    put: (key, text) => {
      const beside = join(folder, `${process.pid}-${randomBytes(6).toString("hex")}.tmp`);
      attempt(() => {
        mkdirSync(folder, { recursive: true });
        writeFileSync(beside, `${digest(`${key}\n${text}`)}\n${text}`);
        renameSync(beside, pathOf(key));
        prune(folder);
      });
      attempt(() => rmSync(beside, { force: true }));
    },
  };
}

/** Removes what is too much, and what a process that was killed left behind. */
function prune(folder: string): void {
  const now = Date.now();
  const all = readdirSync(folder).flatMap((name) => {
    const age = attempt(() => now - statSync(join(folder, name)).mtimeMs);
    return age === undefined ? [] : [{ name, age }];
  });
  const entries = all.filter(({ name }) => name.endsWith(".cache")).sort((a, b) => a.age - b.age);
  const broken = all.filter(({ name, age }) => name.endsWith(".tmp") && age > 3_600_000);
  for (const { name } of [...entries.slice(MOST_ENTRIES), ...broken])
    attempt(() => rmSync(join(folder, name), { force: true }));
}

/** What cannot be done with a cache is not done. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** Where tools keep caches: in the node_modules of the nearest package above; undefined where there is none. */
export function cacheFolder(from: string): string | undefined {
  const folder = resolve(from);
  const modules = join(folder, "node_modules");
  if (existsSync(modules)) return join(modules, ".cache", "chainrule");
  return dirname(folder) === folder ? undefined : cacheFolder(dirname(folder));
}
