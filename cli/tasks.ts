import { dirname, relative, resolve } from "node:path";
import {
  BuildError,
  cacheFolder,
  configuredModels,
  findConfig,
  type Generator,
  type Keeping,
  type KernelSettings,
  type LoadedConfig,
  loadConfig,
  merged,
  modelName,
  openCache,
} from "../codegen/build.ts";
import { standardInput } from "./files.ts";

/** One model and what is to become of it. Paths as the current folder sees them. */
export interface Task {
  readonly file: string;
  /** Of the kernel's file, without an ending. */
  readonly name: string;
  readonly folder: string;
  /** What lies below this folder is named in kernels with its path. */
  readonly base: string;
  /** Writes the types for imports of the model beside it. */
  readonly types: boolean;
  readonly settings: KernelSettings;
}

/** Everything that is to be generated. */
export interface Tasks {
  readonly tasks: readonly Task[];
  /** The configuration they come from, if they do: an absolute path. */
  readonly config?: string;
  /** The folder of the cache; undefined for none. */
  readonly cache: string | undefined;
}

/** What the command line says; it wins over a configuration. */
export interface TaskOptions {
  readonly config?: string | undefined;
  readonly outDir?: string | undefined;
  readonly dts?: boolean | undefined;
  readonly cacheDir?: string | undefined;
  readonly cache: boolean;
  readonly settings: KernelSettings;
}

/** The models named on the command line, or those of the configuration. @error E1050–E1055 */
export async function findTasks(files: readonly string[], options: TaskOptions): Promise<Tasks> {
  if (files.length > 0 && options.config === undefined) return namedTasks(files, options);
  const path = options.config ?? findConfig("");
  if (path === undefined) throw new BuildError("E1050", { folder: "." });
  return configuredTasks(await loadConfig(path), files, options);
}

function namedTasks(files: readonly string[], options: TaskOptions): Tasks {
  const { outDir = "generated", dts = false, settings } = options;
  return {
    tasks: files.map((file) => ({
      file,
      name: file === standardInput ? "model" : modelName(file),
      folder: outDir,
      base: "",
      types: dts,
      settings,
    })),
    cache: cacheOf(options, undefined),
  };
}

/** The models of the configuration; where some are named, those of them. */
function configuredTasks(loaded: LoadedConfig, files: readonly string[], options: TaskOptions): Tasks {
  const { outDir, dts = loaded.config.dts ?? false, settings } = options;
  const base = dirname(loaded.file);
  const all = configuredModels(loaded).map((model): Task => ({
    file: near(model.file),
    name: model.name,
    folder: outDir ?? near(model.outDir),
    base,
    types: dts,
    settings: merged(model.settings, settings),
  }));
  const wanted = files.map((file) => {
    const found = all.find((task) => resolve(task.file) === resolve(file));
    if (found === undefined) throw new BuildError("E1056", { file: near(loaded.file), model: file });
    return found;
  });
  return {
    tasks: files.length > 0 ? wanted : all,
    config: loaded.file,
    cache: cacheOf(options, loaded),
  };
}

/** A path from the current folder, which is what people type and want to read. */
const near = (path: string): string => relative("", path) || ".";

function cacheOf({ cache, cacheDir }: TaskOptions, loaded: LoadedConfig | undefined): string | undefined {
  if (!cache) return undefined;
  if (cacheDir !== undefined) return cacheDir;
  const own = loaded?.config.cacheDir;
  if (own === false) return undefined;
  const base = loaded === undefined ? "" : dirname(loaded.file);
  return own === undefined ? cacheFolder(base) : resolve(base, own);
}

/** The cache of a folder, where there is one and the generator is a built one. */
export const keepingIn = (folder: string | undefined, { identity }: Generator): Keeping | undefined =>
  folder === undefined || identity === undefined
    ? undefined
    : { cache: openCache(folder), generator: identity };
