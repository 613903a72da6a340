import type { KernelSettings } from "./settings.ts";

/** A model of a configuration. */
export interface ModelConfig extends KernelSettings {
  /** The model file, relative to the configuration; `*` stands for a part of a name, `**` for folders. */
  readonly file: string;
  /** The name of the kernel's file, without an ending; by default the name of the model. */
  readonly name?: string | undefined;
  /** The folder of the kernel, relative to the configuration. */
  readonly outDir?: string | undefined;
}

/** What `chainrule.config.ts` exports. Settings beside `models` hold for every model that has none of its own. */
export interface ChainruleConfig extends KernelSettings {
  /** Model files, or patterns of such, with settings where they need some. */
  readonly models: readonly (string | ModelConfig)[];
  /** The folder of the kernels, relative to the configuration: `generated` by default. */
  readonly outDir?: string | undefined;
  /** Writes `mlp.d.chain.ts` beside `mlp.chain`, the types for imports of model files; no by default. */
  readonly dts?: boolean | undefined;
  /** The folder of the cache, or false for none; by default in node_modules. */
  readonly cacheDir?: string | false | undefined;
}

/** The configuration as it is, for editors that complete and check it while it is written. */
export const defineConfig = (config: ChainruleConfig): ChainruleConfig => config;
