import { constant } from "./constants.ts";
import { engine } from "./engine.ts";
import { Module } from "./module.ts";
import { op } from "./operations.ts";

/** What an engine may lack. */
export type Feature = "simd" | "relaxedSimd";

/** A small module that only an engine with the feature accepts. */
export function probe(feature: Feature): Uint8Array<ArrayBuffer> {
  const module = new Module();
  const one = constant("f64x2", 1);
  module.function({ params: [], result: "f64x2" }, () =>
    feature === "simd" ? op("f64x2.add", one, one) : op("f64x2.relaxed_madd", one, one, one),
  );
  return module.bytes();
}

/** Whether this engine has the feature. */
export const supports = (feature: Feature): boolean => engine()?.validate(probe(feature)) ?? false;
