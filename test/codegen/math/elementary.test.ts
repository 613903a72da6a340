import { describe, expect, it } from "vitest";
import { elementary, type Elementary, type ElementaryName } from "../../../codegen/3-emit/math/elementary.ts";
import { moduleOf, runnable } from "../../support/elementary.ts";
import { exactAt, type ExactFunction, ulpError } from "../../support/ulp.ts";

/** A reproducible stream of numbers in [0, 1). */
function* stream(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

interface Stratum {
  readonly from: number;
  readonly to: number;
  /** Even in the logarithm of the distance from zero rather than in the argument. */
  readonly logarithmic?: true;
}

const spread = (from: number, to: number): Stratum => ({ from, to });
const magnitudes = (from: number, to: number): Stratum => ({ from, to, logarithmic: true });

const subject: { readonly [Name in ElementaryName]: { readonly is: ExactFunction; readonly where: readonly Stratum[] } } = {
  exp: { is: "exp", where: [spread(-745.2, -703), spread(-709.08, -708.4), spread(-704, 709), spread(708, 709.79), spread(-1, 1), magnitudes(1e-300, 1)] },
  expNonPositive: { is: "exp", where: [spread(-745.2, -703), spread(-709.08, -708.4), spread(-704, 0), spread(-1, 0)] },
  expSingle: { is: "exp", where: [spread(-86, 88), spread(-1, 1)] },
  log: { is: "log", where: [magnitudes(5e-324, 2.2e-308), magnitudes(1e-307, 1e308), spread(0.5, 2), spread(0.99, 1.01), spread(0.999999, 1.000001)] },
  logFromOne: { is: "log", where: [spread(1, 16), spread(1, 1.02), spread(1, 1.000001), magnitudes(1e-307, 1e308)] },
  tanh: { is: "tanh", where: [spread(-20, 20), spread(-0.3, 0.3), magnitudes(1e-300, 1)] },
  sigmoid: { is: "sigmoid", where: [spread(-745, 40), spread(-3, 3)] },
  softplus: { is: "softplus", where: [spread(-745, 40), spread(-3, 3)] },
  erf: { is: "erf", where: [spread(-6, 6), spread(-1.3, 1.3), magnitudes(1e-300, 0.1)] },
  erfc: { is: "erfc", where: [spread(-6, 6), spread(5, 26.5)] },
  mathExp: { is: "exp", where: [spread(-745, 709)] },
  mathLog: { is: "log", where: [spread(0.5, 2)] },
  mathTanh: { is: "tanh", where: [spread(-3, 3)] },
  expm1: { is: "expm1", where: [spread(-40, 40), spread(-1, 1)] },
  log1p: { is: "log1p", where: [spread(-0.99, 3), spread(0, 1e10)] },
}; // prettier-ignore

function* points({ from, to, logarithmic }: Stratum, count: number): Generator<number> {
  const random = stream(7);
  for (let k = 0; k < count; k++) {
    const t = (k + random.next().value) / count;
    yield logarithmic
      ? Math.exp(Math.log(from) + Math.log(to) * t - Math.log(from) * t)
      : from + (to - from) * t;
  }
}

/** Per stratum; `ULP_POINTS=20000` measures densely and prints the largest errors. */
const POINTS = Number(process.env["ULP_POINTS"] ?? 120);
const isMeasurement = "ULP_POINTS" in process.env;

/** The values at the ends of the doubles, as IEEE 754 recommends them. */
const ends: { readonly [Name in ExactFunction]: readonly (readonly [number, number])[] } = {
  exp: [[NaN, NaN], [Infinity, Infinity], [-Infinity, 0], [0, 1], [-0, 1], [709.79, Infinity], [1e308, Infinity], [-746, 0], [-1e308, 0], [5e-324, 1]],
  log: [[NaN, NaN], [Infinity, Infinity], [-Infinity, NaN], [-1, NaN], [-5e-324, NaN], [0, -Infinity], [-0, -Infinity], [1, 0]],
  tanh: [[NaN, NaN], [Infinity, 1], [-Infinity, -1], [0, 0], [-0, -0], [5e-324, 5e-324], [-1e308, -1]],
  expm1: [[NaN, NaN], [Infinity, Infinity], [-Infinity, -1], [0, 0], [-0, -0]],
  log1p: [[NaN, NaN], [Infinity, Infinity], [-1, -Infinity], [-2, NaN], [0, 0], [-0, -0]],
  sigmoid: [[NaN, NaN], [Infinity, 1], [-Infinity, 0], [0, 0.5], [-0, 0.5], [1000, 1], [-1000, 0]],
  softplus: [[NaN, NaN], [Infinity, Infinity], [-Infinity, 0], [1000, 1000], [-1000, 0]],
  erf: [[NaN, NaN], [Infinity, 1], [-Infinity, -1], [0, 0], [-0, -0]],
  erfc: [[NaN, NaN], [Infinity, 0], [-Infinity, 2], [0, 1], [30, 0], [-30, 2]],
}; // prettier-ignore

describe.each(Object.keys(elementary) as ElementaryName[])("%s", (name) => {
  const row: Elementary = elementary[name];
  const { is, where } = subject[name];

  it(
    `is within ${row.maxUlp} ulp of 64-digit arithmetic`,
    async () => {
      const f = await runnable(name);
      let worst = 0;
      let at = 0;
      for (const stratum of where)
        for (const x of points(stratum, POINTS)) {
          const found = row.single ? Math.fround(f(x)) : f(x);
          const error = ulpError(found, exactAt(is, x), row.single ? "single" : "double");
          if (error <= worst) continue;
          worst = error;
          at = x;
        }
      if (isMeasurement) console.log(`${name}: ${worst.toFixed(4)} ulp at ${at}`);
      expect(worst).toBeLessThanOrEqual(row.maxUlp);
      expect(worst).toBeGreaterThan(0.1);
    },
    isMeasurement ? 3_600_000 : 30_000,
  );

  it("is right at the ends of the doubles", async () => {
    const f = await runnable(name);
    const reached = ends[is].filter(([x]) => row.domain === "any" || !(x > 0));
    expect(reached.map(([x]) => [x, f(x)])).toEqual(reached);
  });

  it("computes the same from its TypeScript as from its JavaScript", async () => {
    const [js, ts] = [await runnable(name), await runnable(name, "ts")];
    for (const x of points({ from: -3, to: 0 }, 50)) expect(ts(x)).toBe(js(x));
    expect(moduleOf(name, "js")).not.toMatch(/: number|\]!/);
  });
});
