import type { Body, Callable, Local } from "../body.ts";
import type { Module } from "../module.ts";
import type { Value } from "../types.ts";
import type { Algebra, Floats } from "./algebra.ts";
import { exp, expm1, sigmoid, tanh } from "./exp.ts";
import { log, log1p } from "./log.ts";

/** Code that computes a function lane by lane. */
export type VectorCode = <F extends Floats>(body: Body, of: Algebra<F>, x: Value<F>) => Local<F>;

interface VectorFunction {
  readonly code: VectorCode;
  /** The largest errors found, in units in the last place, rounded up; with and without fused operations. */
  readonly maxUlp: { readonly [F in Floats]: number };
}

/**
 * The vectorised elementary functions. Right over all numbers of the format: NaN, infinities, overflow, subnormal
 * arguments and results, −0. The errors are measured (ULP_POINTS in test/codegen/wasm/vector.test.ts), not proved.
 */
export const vectorFunctions = {
  exp: { code: exp, maxUlp: { f64x2: 0.9, f32x4: 0.85 } },
  log: { code: log, maxUlp: { f64x2: 1, f32x4: 1 } },
  expm1: { code: expm1, maxUlp: { f64x2: 1.75, f32x4: 1.75 } },
  log1p: { code: log1p, maxUlp: { f64x2: 2.75, f32x4: 2.75 } },
  tanh: { code: tanh, maxUlp: { f64x2: 2.75, f32x4: 2.75 } },
  sigmoid: { code: sigmoid, maxUlp: { f64x2: 2.25, f32x4: 2.25 } },
} satisfies Readonly<Record<string, VectorFunction>>;

export type VectorFunctionName = keyof typeof vectorFunctions;

/** The function as one of the module, from a vector to a vector. */
export function defineVectorFunction<F extends Floats>(
  module: Module,
  name: VectorFunctionName,
  of: Algebra<F>,
): Callable<readonly [F], F> {
  return module.function({ params: [of.type], result: of.type }, (body, x) =>
    vectorFunctions[name].code(body, of, x),
  );
}
