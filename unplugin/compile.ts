import { basename, dirname, resolve } from "node:path";
import {
  buildKernel,
  cacheFolder,
  configuredModels,
  findConfig,
  type Keeping,
  type KernelSettings,
  loadConfig,
  merged,
  modelName,
  openCache,
  thisGenerator,
  typesPath,
  writeAll,
} from "../codegen/build.ts";
import { readModel } from "../src/index.ts";
import { buildComplaint, type Complaint, modelComplaint } from "./complaint.ts";
import { disk } from "./disk.ts";
import { type ChainruleOptions, querySettings } from "./options.ts";

/** A source map as bundlers take it; some add to it. */
export interface BundlerMap {
  readonly version: number;
  readonly mappings: string;
  readonly names: string[];
  readonly sources: string[];
  readonly sourcesContent: string[];
}

/** A model as a JavaScript module, or what is wrong with it. */
export interface Compiled {
  readonly code: string;
  readonly map: BundlerMap | null;
  readonly complaint?: Complaint;
  /** Files on which the result depends, besides the model. */
  readonly dependencies: readonly string[];
}

/** Turns the text of a model into a module; writes its types beside it where that is wished for. */
export async function compile(
  text: string,
  path: string,
  query: string,
  options: ChainruleOptions,
): Promise<Compiled> {
  const configFile = configOf(options);
  const dependencies = configFile === undefined ? [] : [configFile];
  const refused = (complaint: Complaint): Compiled => ({ code: "", map: null, complaint, dependencies });
  const model = readModel(text, { file: path });
  const wrong = modelComplaint(model);
  if (wrong !== undefined) return refused(wrong);
  try {
    const common = await settingsFor(path, configFile, options);
    const asked = querySettings(query, basename(path));
    const generator = thisGenerator();
    const { version } = generator;
    const job = { model, name: modelName(path), from: basename(path), version };
    const keeping = keepingFor(path, options, generator.identity);
    const build = (settings: KernelSettings): ReturnType<typeof buildKernel> =>
      buildKernel({ ...job, settings }, keeping);
    const { code, map } = build(merged(common, asked)).script();
    // Types are those of the model without options behind its name: one file cannot say what several imports mean.
    if (options.dts !== false && Object.keys(asked).length === 0) {
      const output = { path: typesPath(path), text: build(common).declaration(), from: basename(path) };
      await writeAll([output], disk, { check: false, force: false });
    }
    return { code, map: bundlerMap(map, path, text), dependencies };
  } catch (error) {
    return refused(buildComplaint(error));
  }
}

const configOf = ({ config }: ChainruleOptions): string | undefined =>
  config === false ? undefined : config === undefined ? findConfig(resolve("")) : resolve(config);

/** Those of the plugin, and over them those that a configuration gives to the model. */
async function settingsFor(
  path: string,
  configFile: string | undefined,
  options: ChainruleOptions,
): Promise<KernelSettings> {
  const { config: _config, dts: _dts, cacheDir: _cacheDir, ...own } = options;
  if (configFile === undefined) return own;
  const models = configuredModels(await loadConfig(configFile));
  return merged(own, models.find(({ file }) => resolve(file) === resolve(path))?.settings ?? {});
}

function keepingFor(
  path: string,
  { cacheDir }: ChainruleOptions,
  generator: string | undefined,
): Keeping | undefined {
  if (cacheDir === false || generator === undefined) return undefined;
  const folder = cacheDir ?? cacheFolder(dirname(path));
  return folder === undefined ? undefined : { cache: openCache(folder), generator };
}

/** The map names the model itself, with its text, and keeps nothing that only chainrule reads. */
function bundlerMap(map: string, path: string, text: string): BundlerMap {
  const { version, mappings } = JSON.parse(map) as Pick<BundlerMap, "version" | "mappings">;
  return { version, sources: [path], sourcesContent: [text], names: [], mappings };
}
