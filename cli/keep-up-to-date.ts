import { once } from "node:events";
import { type FSWatcher, watch } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { type Complaint, Failure, isComplaint } from "./failure.ts";
import { word } from "./messages/catalogue.ts";
import type { Tasks } from "./tasks.ts";
import { failureText, type Terminal } from "./terminal.ts";
import { UnreadableModel } from "./unreadable.ts";
import { interruption } from "./watch-files.ts";

/** Editors write a file in several steps; what follows within this time, in milliseconds, belongs to it. */
const SETTLING = 10;

/**
 * Generates now and whenever a model or the configuration changes, until it is interrupted. What is wrong
 * meanwhile is said, and waited out. Folders are watched rather than files, because many editors replace a file by
 * another one.
 */
export async function keepUpToDate(
  find: () => Promise<Tasks>,
  generate: (tasks: Tasks) => Promise<void>,
  here: Terminal,
): Promise<void> {
  const watchers = new Map<string, FSWatcher>();
  const signal = interruption();
  let tasks = await find();
  const isRelevant = (folder: string, name: string): boolean =>
    name.endsWith(".chain") ||
    tasks.tasks.some(({ file }) => resolve(file) === resolve(folder, name)) ||
    (tasks.config !== undefined && tasks.config === resolve(folder, name));
  let pending: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let isWanted = false;
  const changed = (): void => {
    clearTimeout(pending);
    pending = setTimeout(() => void rebuild(), SETTLING);
  };
  /** One at a time; what changes meanwhile is generated afterwards. */
  const rebuild = async (): Promise<void> => {
    isWanted = true;
    running ??= (async () => {
      while (isWanted && !signal.aborted) {
        isWanted = false;
        await attempt();
      }
      running = undefined;
    })();
    await running;
  };
  const attempt = async (): Promise<void> => {
    const startedAt = performance.now();
    try {
      if (tasks.config !== undefined) tasks = await find();
      await generate(tasks);
      here.err(`${word(here.language, "upToDate", { time: Math.round(performance.now() - startedAt) })}\n`);
    } catch (error) {
      here.err(await saying(error, here));
    }
    follow();
  };
  const follow = (): void => {
    const files = [...tasks.tasks.map(({ file }) => file), ...(tasks.config ? [tasks.config] : [])];
    const folders = new Set(files.map((file) => dirname(resolve(file))));
    for (const folder of folders) {
      if (watchers.has(folder)) continue;
      const watcher = watching(folder, (name) => {
        if (name === null || isRelevant(folder, basename(name))) changed();
      });
      watcher.on("error", () => watchers.delete(folder));
      watchers.set(folder, watcher);
    }
  };
  follow();
  await rebuild();
  if (!signal.aborted) await once(signal, "abort");
  clearTimeout(pending);
  for (const watcher of watchers.values()) watcher.close();
  await running;
}

function watching(folder: string, heard: (name: string | null) => void): FSWatcher {
  try {
    return watch(folder, (_event, name) => heard(name));
  } catch {
    throw new Failure("E1001", { file: folder, reason: { word: "noSuchFile" } });
  }
}

/** What a person has to hear of an error; a defect is passed on. */
async function saying(error: unknown, here: Terminal): Promise<string> {
  if (error instanceof UnreadableModel) {
    const { diagnosticsText } = await import("./model.ts");
    return diagnosticsText(error.model, here);
  }
  if (!isComplaint(error)) throw error;
  const complaint: Complaint = error;
  return failureText(complaint, here);
}
