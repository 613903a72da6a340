import type { Bodies } from "../bodies.ts";
import type { Signature } from "../signature.ts";
import type { WasmKernel } from "./kernel.ts";
import type { Pattern } from "./names.ts";

/** Everything that the JavaScript around a module is written from. */
export interface Wrapping {
  readonly signature: Signature;
  readonly pattern: Pattern;
  /** Without and, where they may be taken, with fused operations. */
  readonly plain: WasmKernel;
  readonly fused: WasmKernel | undefined;
  /** Operations for one sample. */
  readonly operations: number;
  /** Whether the gradients alone have a function, as they are cheaper than with the cost. */
  readonly hasGradient: boolean;
  /** The functions in JavaScript, where they are to be there as well. */
  readonly fallback: Bodies | undefined;
}

export type WasmRole = "cost" | "costAndGradient" | "gradient" | "predict";

/** A name of the model as text of the code; nothing in it is part of a pattern. */
export const quoted = (name: string): string =>
  JSON.stringify(name).replaceAll(/[@«»]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
