import { readdir } from "node:fs/promises";
import type { Files } from "../codegen/build.ts";
import { fileExists, readText, removeFile, writeText } from "./files.ts";

/** The file system as the command line sees it: what cannot be read or written is said (E1001, E1002). */
export const disk: Files = {
  read: async (path) => ((await fileExists(path)) ? await readText(path) : undefined),
  write: writeText,
  remove: removeFile,
  list: async (folder) => readdir(folder).catch(() => []),
};
