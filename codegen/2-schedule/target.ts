import { hasRoutines, type Program } from "../1-lower/nest.ts";
import { unrolledBytes } from "./strategy.ts";

/** What a kernel is written in, and why: asked for, by the size of the model, or for what the engine or the target lacks. */
export interface Choice {
  readonly target: "ts" | "wasm";
  readonly why: "asked" | "small" | "large" | "engine" | "matrices";
  readonly reason: string;
}

/**
 * About 300 parameters. One sample is faster in unrolled TypeScript up to some 450 parameters, as WebAssembly has to be
 * called, and by half at 320; batches are faster in WebAssembly at any size, three times at 320 (measured on V8 11).
 */
const WASM_FROM = 16_384;

/** TypeScript for small models and where there is no SIMD, WebAssembly for others, unless one is asked for. */
export function targetFor(program: Program, asked: "auto" | "ts" | "wasm", simd = true): Choice {
  if (hasRoutines(program)) {
    const wanted = asked === "wasm" ? "WebAssembly was asked for, but " : "";
    const reason = `TypeScript: ${wanted}the WebAssembly target has no inverse, det and logdet yet`;
    return { target: "ts", why: asked === "ts" ? "asked" : "matrices", reason: asked === "ts" ? "" : reason };
  }
  if (asked !== "auto")
    return { target: asked, why: "asked", reason: asked === "ts" ? "" : "WebAssembly was asked for" };
  if (unrolledBytes(program) < WASM_FROM)
    return {
      target: "ts",
      why: "small",
      reason: "TypeScript, which is faster than WebAssembly for one sample of a model of this size",
    };
  if (!simd)
    return { target: "ts", why: "engine", reason: "TypeScript, as the engine has no WebAssembly SIMD" };
  return {
    target: "wasm",
    why: "large",
    reason: "WebAssembly, which is faster than JavaScript for a model of this size",
  };
}
