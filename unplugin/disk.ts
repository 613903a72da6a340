import { randomUUID } from "node:crypto";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import type { Files } from "../codegen/build.ts";

/** The file system, for writing types beside models. */
export const disk: Files = {
  read: async (path) => readFile(path, "utf8").catch(() => undefined),
  write: async (path, text) => {
    // Bundlers load one model for several imports at the same time.
    const beside = `${path}.${randomUUID()}.tmp`;
    try {
      await writeFile(beside, text);
      await rename(beside, path);
    } finally {
      await rm(beside, { force: true });
    }
  },
  remove: async (path) => rm(path, { force: true }),
  list: async (folder) => readdir(folder).catch(() => []),
};
