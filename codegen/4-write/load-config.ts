import { existsSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { ChainruleConfig, ModelConfig } from "./config.ts";
import { BuildError } from "./error.ts";
import { expandPattern } from "./glob.ts";
import { configSchema } from "./schema.ts";
import { type KernelSettings, merged } from "./settings.ts";
import { validate } from "./validate.ts";

/** Names of a configuration, in the order in which they are looked for. */
const configNames = ["ts", "mts", "js", "mjs"].map((ending) => `chainrule.config.${ending}`);

/** The configuration of a folder, if it has one. */
export const findConfig = (folder: string): string | undefined =>
  configNames.map((name) => join(folder, name)).find((path) => existsSync(path));

/** One model of a configuration, its patterns resolved. */
export interface ConfiguredModel {
  /** The model file: an absolute path. */
  readonly file: string;
  readonly name: string;
  /** Where the kernel goes: an absolute path. */
  readonly outDir: string;
  readonly settings: KernelSettings;
}

export interface LoadedConfig {
  /** The file itself: an absolute path. */
  readonly file: string;
  readonly config: ChainruleConfig;
}

/**
 * Runs a configuration anew, also when it has changed since it was last run. TypeScript is compiled on the way.
 * @error E1051 it cannot be run · E1052–E1054 an option is wrong
 */
export async function loadConfig(path: string): Promise<LoadedConfig> {
  const file = resolve(path);
  const { createJiti } = await import("jiti");
  // Also found where the package is not installed, as when it is run by npx.
  const own = fileURLToPath(new URL(`../config${extname(import.meta.url)}`, import.meta.url));
  const alias = { "chainrule/config": own };
  const jiti = createJiti(file, { moduleCache: false, fsCache: false, interopDefault: true, alias });
  let config: unknown;
  try {
    config = await jiti.import(file, { default: true });
  } catch (error) {
    const reason = error instanceof Error ? firstLines(error.message) : String(error);
    throw new BuildError("E1051", { file: shownPath(file), reason });
  }
  validate(config, configSchema, shownPath(file));
  return { file, config: config as ChainruleConfig };
}

const firstLines = (text: string): string => text.split("\n").slice(0, 2).join(" ").trim();

/** As a person in the current folder would call it. */
const shownPath = (file: string): string => {
  const near = relative("", file).split(sep).join("/");
  return near.startsWith("..") ? basename(file) : near;
};

/** The name of a model's kernel: that of its file. */
export const modelName = (file: string): string => basename(file).replace(/\.chain$/, "");

/** The models of a configuration, patterns resolved, each with all that holds for it. @error E1055 no such file */
export function configuredModels({ file, config }: LoadedConfig): readonly ConfiguredModel[] {
  const root = dirname(file);
  const { models: list, outDir = "generated", dts: _dts, cacheDir: _cacheDir, ...common } = config;
  const listed = list.map((model): ModelConfig => (typeof model === "string" ? { file: model } : model));
  const all = listed.map(({ file: pattern, name, outDir: own = outDir, ...settings }) => {
    const found = expandPattern(root, pattern);
    if (found.length === 0) throw new BuildError("E1055", { file: shownPath(file), pattern });
    const models = found.map((path) => ({
      file: join(root, path),
      name: name ?? modelName(path),
      outDir: resolve(root, own),
      settings: merged(common, settings),
    }));
    return { isPattern: pattern.includes("*"), models };
  });
  const named = new Set(all.flatMap((one) => (one.isPattern ? [] : one.models.map((model) => model.file))));
  // A model that is also listed by its name is what is said there, and not what a pattern says.
  return all.flatMap(({ isPattern, models }) =>
    isPattern ? models.filter((model) => !named.has(model.file)) : models,
  );
}
