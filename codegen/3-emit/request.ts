import type { Affine } from "../../src/core/affine.ts";
import type { Wanted } from "../1-lower/lower.ts";

export type Role = "input" | "label" | "const" | "param";

/** A tensor as the model declares it. Inputs and labels differ from sample to sample. */
export interface TensorSpec {
  readonly name: string;
  readonly role: Role;
  readonly shape: readonly (number | Affine)[];
  readonly unit?: string;
}

/** An output: its closed form and, for the header, the formula as the user would write it. */
export interface OutputSpec extends Wanted {
  readonly formula?: string;
}

export type Precision = "f64" | "f32";
export type Strategy = "unrolled" | "loops";
/** `auto`: by the size of the model. */
export type Target = "auto" | "ts" | "wasm";

export interface KernelOptions {
  readonly precision?: Precision;
  /** Mean over samples as well. On by default. */
  readonly batch?: boolean;
  /** What the code is; TypeScript by default. */
  readonly target?: Target;
  /** Whether the engine has WebAssembly SIMD, which it is taken to have; `auto` is TypeScript where it has not. */
  readonly simd?: boolean;
  /**
   * Whether WebAssembly may take fused multiply-adds where the engine has them, as it does by default. Without them
   * a result has the same bits in every engine.
   */
  readonly fused?: boolean;
  /** Whether a WebAssembly kernel holds its loops in JavaScript as well, for engines without SIMD; on by default. */
  readonly fallback?: boolean;
  /** Forces a strategy; by default the sizes decide. */
  readonly strategy?: Strategy;
}

/** Everything a kernel is generated from. */
export interface KernelRequest {
  /** The file name without its ending: `notes`. */
  readonly name: string;
  /** Where the model came from, for the header. */
  readonly source?: { readonly file: string; readonly sha256: string };
  /** The version of the generator. */
  readonly version: string;
  /** In order of declaration. */
  readonly tensors: readonly TensorSpec[];
  /** Values of constants that are no arguments. */
  readonly constants?: ReadonlyMap<string, number>;
  /** Values of the sizes that the model leaves open. */
  readonly sizes?: ReadonlyMap<string, number>;
  /** The scalar that is differentiated. */
  readonly cost: OutputSpec;
  /** ∂cost/∂name, its indices in the order of the parameter's axes. */
  readonly gradients: readonly OutputSpec[];
  /** Tensors that `predict` writes, such as the probabilities of the classes. */
  readonly predictions?: readonly OutputSpec[];
  /** The definitions of the model, for readable code. */
  readonly definitions?: readonly Wanted[];
  readonly assumptions?: readonly string[];
  readonly conventions?: readonly string[];
  readonly options?: KernelOptions;
}
