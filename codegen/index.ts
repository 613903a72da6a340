export { SizeError, type Sizes } from "./1-lower/from-expr.ts";
export type { Wanted } from "./1-lower/lower.ts";
export { operationsText, totalOperations, type Operations } from "./2-schedule/count.ts";
export type { Choice } from "./2-schedule/target.ts";
export { kernelRequest, predictionOf, type FromModelOptions } from "./3-emit/from-model.ts";
export { generateKernel, type GeneratedKernel, type KernelFile } from "./3-emit/generate.ts";
export type {
  KernelOptions,
  KernelRequest,
  OutputSpec,
  Precision,
  Role,
  Strategy,
  Target,
  TensorSpec,
} from "./3-emit/request.ts";
export { kernelHere, loadKernel } from "./5-run/load.ts";
export type { LoadedKernel } from "./5-run/module.ts";
