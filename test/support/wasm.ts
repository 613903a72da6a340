import loadWabt from "wabt";
import { setFlagsFromString } from "node:v8";
import { constant } from "../../codegen/3-emit/wasm/constants.ts";
import type { Value, ValueType } from "../../codegen/3-emit/wasm/types.ts";
import { engine, type Imports } from "../../codegen/3-emit/wasm/engine.ts";

/** Node 20 has relaxed SIMD behind a flag; later versions know it and take no notice. */
export const enableRelaxedSimd = (): void => setFlagsFromString("--experimental-wasm-relaxed-simd");

/** The module in the text format, after validation by wabt; throws with wabt's message where it is not valid. */
export async function textOf(bytes: Uint8Array): Promise<string> {
  const wabt = await loadWabt();
  const module = wabt.readWasm(bytes, { readDebugNames: false, ...features });
  try {
    // Its declaration leaves out the argument.
    (module.validate as (features: object) => void).call(module, features);
    return module.toText({ foldExprs: false, inlineExport: false });
  } finally {
    module.destroy();
  }
}

const features = { simd: true, relaxed_simd: true, threads: true, sat_float_to_int: true };

export function instantiate(
  bytes: Uint8Array<ArrayBuffer>,
  imports?: Imports,
): Readonly<Record<string, unknown>> {
  const wasm = engine();
  if (wasm === undefined) throw new Error("this engine has no WebAssembly");
  return new wasm.Instance(new wasm.Module(bytes), imports).exports;
}

/** A value of every type, among them what is hard to write. */
export const zeroes: { readonly [T in ValueType]: () => Value<ValueType> } = {
  i32: () => constant("i32", -5),
  i64: () => constant("i64", -(2n ** 63n)),
  f32: () => constant("f32", 0.1),
  f64: () => constant("f64", -0),
  i32x4: () => constant("i32x4", -1),
  i64x2: () => constant("i64x2", -1n),
  f32x4: () => constant("f32x4", NaN),
  f64x2: () => constant("f64x2", Infinity),
};
