import { watch } from "node:fs";
import { basename, dirname } from "node:path";

/** Saving is often several events: they are one change. */
const QUIET_MS = 60;

/**
 * Calls back with the files that change, until the signal. Folders are watched, since many editors replace a file
 * when they save it.
 */
export function watchFiles(
  files: readonly string[],
  signal: AbortSignal,
  changed: (files: readonly string[]) => void,
): Promise<void> {
  const folders = [...new Set(files.map((file) => dirname(file)))];
  const pending = new Set<string>();
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const tell = (): void => {
      const all = [...pending];
      pending.clear();
      changed(all);
    };
    const watchers = folders.map((folder) =>
      watch(folder, (_event, name) => {
        const hit = files.filter(
          (file) => dirname(file) === folder && (name === null || basename(file) === name),
        );
        if (hit.length === 0) return;
        for (const file of hit) pending.add(file);
        clearTimeout(timer);
        timer = setTimeout(tell, QUIET_MS);
      }).on("error", reject),
    );
    const stop = (): void => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      resolve();
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}

/** A signal for Ctrl-C and a polite kill, so that a command can end of itself. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort());
  return controller.signal;
}
