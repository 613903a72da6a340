import type { Program } from "../1-lower/nest.ts";
import { unrolledBytes } from "./strategy.ts";

/** What a kernel is written in, and why. */
export interface Choice {
  readonly target: "ts" | "wasm";
  readonly reason: string;
}

/**
 * Below this estimate of bytecode (about 250 parameters) unrolled TypeScript is as fast for one sample as
 * WebAssembly, which also has to be called; above, vectors win (measured on V8 11 and 13).
 */
const WASM_FROM = 16_384;

/** TypeScript for small models, WebAssembly for others, unless one is asked for. */
export function targetFor(program: Program, asked: "auto" | "ts" | "wasm"): Choice {
  if (asked !== "auto") return { target: asked, reason: asked === "ts" ? "" : "WebAssembly was asked for" };
  const target = unrolledBytes(program) < WASM_FROM ? "ts" : "wasm";
  return {
    target,
    reason:
      target === "ts"
        ? "TypeScript, which is as fast as WebAssembly for one sample of a model of this size"
        : "WebAssembly, which is faster than JavaScript for a model of this size",
  };
}
