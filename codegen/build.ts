/** Building kernels into files, for command lines and bundlers; needs Node.js. */
export {
  buildKernel,
  type KernelBuild,
  type KernelModule,
  type KernelScript,
  type Keeping,
} from "./4-write/build.ts";
export { cacheFolder, openCache, type Cache } from "./4-write/cache.ts";
export { BuildError } from "./4-write/error.ts";
export {
  bringUpToDate,
  isGenerated,
  typesPath,
  writeAll,
  type Files,
  type FileReport,
  type FileStatus,
  type Output,
  type WriteOptions,
} from "./4-write/folder.ts";
export { thisGenerator, type Generator } from "./4-write/generator.ts";
export {
  configuredModels,
  findConfig,
  loadConfig,
  modelName,
  type ConfiguredModel,
  type LoadedConfig,
} from "./4-write/load-config.ts";
export { buildMessages } from "./4-write/messages/catalogue.ts";
export type { KernelJob } from "./4-write/request.ts";
export { kernelSchema, pluginSchema } from "./4-write/schema.ts";
export {
  merged,
  precisions,
  strategies,
  targets,
  type KernelSettings,
  type Target,
} from "./4-write/settings.ts";
export type { ShippedSizes } from "./4-write/sizes.ts";
export { validate } from "./4-write/validate.ts";
