import { beforeAll, describe, expect, it } from "vitest";
import { call } from "../../../codegen/3-emit/wasm/body.ts";
import { constant } from "../../../codegen/3-emit/wasm/constants.ts";
import { load } from "../../../codegen/3-emit/wasm/memory.ts";
import { Module } from "../../../codegen/3-emit/wasm/module.ts";
import { type Algebra, doubles, type Floats, singles } from "../../../codegen/3-emit/wasm/vector/algebra.ts";
import {
  defineVectorFunction,
  vectorFunctions,
  type VectorFunctionName,
} from "../../../codegen/3-emit/wasm/vector/functions.ts";
import { exactAt, ulpError } from "../../support/ulp.ts";
import { enableRelaxedSimd, instantiate, textOf } from "../../support/wasm.ts";

/** Per stratum; `ULP_POINTS=20000` measures densely and prints the largest errors. */
const POINTS = Number(process.env["ULP_POINTS"] ?? 100);
const isMeasurement = "ULP_POINTS" in process.env;

type Stratum = readonly [from: number, to: number, scale?: "magnitudes"];

const strata: { readonly [Name in VectorFunctionName]: { readonly [F in Floats]: readonly Stratum[] } } = {
  exp: {
    f64x2: [[-745.2, -707], [-708, 709.78], [-1, 1], [1e-300, 1, "magnitudes"]],
    f32x4: [[-103.9, -87], [-87, 88.72], [-1, 1], [1e-38, 1, "magnitudes"]],
  },
  log: {
    f64x2: [[5e-324, 2.2e-308, "magnitudes"], [1e-307, 1e308, "magnitudes"], [0.5, 2], [0.99, 1.01], [0.999999, 1.000001]],
    f32x4: [[1.5e-45, 1e-38, "magnitudes"], [1e-37, 1e38, "magnitudes"], [0.5, 2], [0.99, 1.01], [0.9999, 1.0001]],
  },
  expm1: {
    f64x2: [[-60, 60], [-1, 1], [40, 709.7], [1e-300, 1, "magnitudes"]],
    f32x4: [[-30, 30], [-1, 1], [15, 88.7], [1e-38, 1, "magnitudes"]],
  },
  log1p: {
    f64x2: [[-0.999, 3], [-0.01, 0.01], [1e-300, 1e300, "magnitudes"]],
    f32x4: [[-0.999, 3], [-0.01, 0.01], [1e-38, 1e38, "magnitudes"]],
  },
  tanh: {
    f64x2: [[-20, 20], [-1, 1], [1e-300, 1, "magnitudes"]],
    f32x4: [[-10, 10], [-1, 1], [1e-38, 1, "magnitudes"]],
  },
  sigmoid: {
    f64x2: [[-745, 40], [-3, 3]],
    f32x4: [[-103, 20], [-3, 3]],
  },
}; // prettier-ignore

const ends: { readonly [Name in VectorFunctionName]: readonly (readonly [number, number])[] } = {
  exp: [[NaN, NaN], [Infinity, Infinity], [-Infinity, 0], [0, 1], [-0, 1], [1e30, Infinity], [-1e30, 0], [1e-45, 1]],
  log: [[NaN, NaN], [Infinity, Infinity], [-Infinity, NaN], [-1, NaN], [-1e-45, NaN], [0, -Infinity], [-0, -Infinity], [1, 0]],
  expm1: [[NaN, NaN], [Infinity, Infinity], [-Infinity, -1], [0, 0], [-0, -0], [1e30, Infinity], [-1e30, -1]],
  log1p: [[NaN, NaN], [Infinity, Infinity], [-Infinity, NaN], [-1, -Infinity], [-2, NaN], [0, 0], [-0, -0]],
  tanh: [[NaN, NaN], [Infinity, 1], [-Infinity, -1], [0, 0], [-0, -0], [1e30, 1], [-1e30, -1]],
  sigmoid: [[NaN, NaN], [Infinity, 1], [-Infinity, 0], [0, 0.5], [-0, 0.5], [1000, 1], [-1000, 0]],
}; // prettier-ignore

function* points([from, to, scale]: Stratum, count: number): Generator<number> {
  let state = 11;
  for (let k = 0; k < count; k++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const t = (k + state / 2 ** 32) / count;
    yield scale === undefined
      ? from + (to - from) * t
      : Math.exp(Math.log(from) * (1 - t) + Math.log(to) * t);
  }
}

/** A module that maps a function over an array in place. */
function mapping<F extends Floats>(name: VectorFunctionName, of: Algebra<F>): Uint8Array<ArrayBuffer> {
  const module = new Module();
  module.memory({ minimum: 16 }, "memory");
  const fn = defineVectorFunction(module, name, of);
  module.procedure({ params: ["i32"], exported: "run" }, (body, end) => {
    body.count(constant("i32", 0), end, 16, (at) => {
      body.store({ base: at }, call(fn, load(of.type, { base: at })));
    });
  });
  return module.bytes();
}

/** The function over an array, a few thousand numbers at a time; `count` need not fill a vector. */
function mapper(bytes: Uint8Array<ArrayBuffer>, type: Floats): (xs: readonly number[]) => readonly number[] {
  const { run, memory } = instantiate(bytes) as {
    run: (end: number) => void;
    memory: { buffer: ArrayBuffer };
  };
  return (xs) => {
    const view =
      type === "f64x2"
        ? new Float64Array(memory.buffer, 0, xs.length)
        : new Float32Array(memory.buffer, 0, xs.length);
    view.set(xs);
    run(view.byteLength);
    return [...view];
  };
}

beforeAll(enableRelaxedSimd);

const cases = (Object.keys(vectorFunctions) as VectorFunctionName[]).flatMap((name) =>
  (["f64x2", "f32x4"] as const).flatMap((type) => [false, true].map((fused) => ({ name, type, fused }))),
);

describe.each(cases)("$name of $type, fused $fused", ({ name, type, fused }) => {
  const bytes = type === "f64x2" ? mapping(name, doubles(fused)) : mapping(name, singles(fused));
  const { maxUlp } = vectorFunctions[name];
  const round = type === "f64x2" ? (x: number): number => x : Math.fround;

  it("is a valid module", async () => {
    expect((await textOf(bytes)).includes("relaxed_madd")).toBe(fused);
  });

  it(
    `is within ${maxUlp[type]} ulp of 64-digit arithmetic`,
    () => {
      const f = mapper(bytes, type);
      let [worst, at] = [0, 0];
      for (const stratum of strata[name][type]) {
        const xs = [...points(stratum, POINTS)].map(round);
        for (const [k, found] of f(xs).entries()) {
          const error = ulpError(found, exactAt(name, xs[k]!), type === "f64x2" ? "double" : "single");
          if (error > worst) [worst, at] = [error, xs[k]!];
        }
      }
      if (isMeasurement)
        console.log(`${name} ${type} ${fused ? "fused" : "plain"}: ${worst.toFixed(4)} ulp at ${at}`);
      expect(worst).toBeLessThanOrEqual(maxUlp[type]);
      expect(worst).toBeGreaterThan(0.3);
    },
    isMeasurement ? 3_600_000 : 30_000,
  );

  it("is right at the ends of the numbers, in each lane beside ordinary ones", () => {
    const f = mapper(bytes, type);
    const padded = ends[name].flatMap(([x]) => [x, 0.75, 0.75, x]);
    const usual = f([0.75, 0.75, 0.75, 0.75])[0]!;
    const expected = ends[name].flatMap(([, y]) => [y, usual, usual, y]);
    expect(f(padded)).toEqual(expected);
  });
});
