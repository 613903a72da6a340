import { generateKernel, type GeneratedKernel } from "../3-emit/generate.ts";
import type { KernelRequest } from "../3-emit/request.ts";
import { supports } from "../3-emit/wasm/features.ts";
import { addressOf, type LoadedKernel } from "./module.ts";

/**
 * The kernel of a model for the engine that runs this: with the target `auto`, TypeScript where there is no
 * WebAssembly SIMD, which its `choice` then says.
 * @error SizeError where a size has no value
 */
export const kernelHere = (request: KernelRequest): GeneratedKernel =>
  generateKernel({ ...request, options: { ...request.options, simd: supports("simd") } });

/**
 * Generates a kernel in memory and loads it; works in Node.js and in browsers. Every call gives a module of its
 * own, so that the engine specialises each kernel by itself. The text that runs is the generator's own: names of
 * the model occur in it as checked identifiers, in strings and in comments only.
 * @error SizeError where a size has no value
 */
export async function loadKernel(source: KernelRequest | GeneratedKernel): Promise<LoadedKernel> {
  const { javascript, functions } = "javascript" in source ? source : kernelHere(source);
  const exports = (await import(/* @vite-ignore */ addressOf({ javascript }))) as Readonly<
    Record<string, unknown>
  >;
  const named = Object.fromEntries(Object.entries(functions).map(([role, name]) => [role, exports[name]]));
  return { ...(named as unknown as Omit<LoadedKernel, "exports">), exports };
}
