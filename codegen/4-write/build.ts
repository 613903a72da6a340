import { generateKernel, type GeneratedKernel, type KernelFile } from "../3-emit/generate.ts";
import { SizeError } from "../1-lower/from-expr.ts";
import { totalOperations } from "../2-schedule/count.ts";
import type { Strategy } from "../3-emit/request.ts";
import type { Cache } from "./cache.ts";
import { BuildError } from "./error.ts";
import { keyOf } from "./key.ts";
import { type KernelJob, requestOf, sourceHash } from "./request.ts";
import { type ShippedSizes, shippedSizes } from "./sizes.ts";

/** The kernel as files for a repository. */
export interface KernelModule {
  /** The module and its source map. */
  readonly files: readonly KernelFile[];
  readonly strategy: Strategy;
  readonly reason: string;
  /** Floating-point operations of the value and all gradients, for one sample. */
  readonly operations: number;
}

/** The kernel as JavaScript, for a bundler. */
export interface KernelScript {
  readonly code: string;
  /** A source map, as JSON. */
  readonly map: string;
}

/** What a model turns into. Each part is computed when it is asked for, and found in the cache the next time. */
export interface KernelBuild {
  readonly module: () => KernelModule;
  readonly script: () => KernelScript;
  /** The types, as the text of a `.d.ts` file. */
  readonly declaration: () => string;
  readonly sizes: () => ShippedSizes;
}

/** Where finished parts are kept, and the identity of the generator that made them. */
export interface Keeping {
  readonly cache: Cache;
  readonly generator: string;
}

/** Stands for the hash of the source in the cache: a comment may change without a kernel being made anew. */
const hashMark = "@source@";

/** @error E1042, E1043, E1047, E1048 when a part is asked for: options that do not fit the model */
export function buildKernel(job: KernelJob, keeping: Keeping | undefined): KernelBuild {
  const generated: GeneratedKernel[] = [];
  const kernel = (): GeneratedKernel => (generated[0] ??= generate(job));
  const key = keeping && keyOf(job, keeping.generator);
  const hash = sourceHash(job);
  const kept = <T>(part: string, make: () => T): (() => T) => {
    const made: T[] = [];
    const find = (): T => {
      if (keeping === undefined || key === undefined) return make();
      const found = keeping.cache.get(`${part}\n${key}`);
      if (found !== undefined) return JSON.parse(found.replaceAll(hashMark, hash)) as T;
      const fresh = make();
      const text = JSON.stringify(fresh);
      if (!text.includes(hashMark)) keeping.cache.put(`${part}\n${key}`, text.replaceAll(hash, hashMark));
      return fresh;
    };
    return () => (made[0] ??= find());
  };
  const script = kept("script", () => ({ code: kernel().javascript, map: kernel().javascriptMap }));
  return {
    module: kept("module", () => {
      const { files, strategy, reason, operations } = kernel();
      return { files, strategy, reason, operations: totalOperations(operations) };
    }),
    script,
    declaration: kept("declaration", () => kernel().declaration),
    // The hash in the header compresses to more or fewer bytes.
    sizes: kept(`sizes of ${hash}`, () => shippedSizes(script().code)),
  };
}

function generate(job: KernelJob): GeneratedKernel {
  try {
    return generateKernel(requestOf(job));
  } catch (error) {
    if (error instanceof SizeError) throw new BuildError("E1042", { name: error.size });
    throw error;
  }
}
