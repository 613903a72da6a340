/** What one core can do in registers, measured in the same run as everything that is held against it. */
import { compile, compiler } from "../native/compile.mjs";
import { interleave } from "./interleave.mjs";

/** Twelve independent chains of multiplication and addition, where there is no C compiler. */
function scalar(repeats) {
  const [x, y] = [0.9999999, 1e-9];
  let [a, b, c, d, e, f, g, h, i, j, k, l] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
  for (let r = 0; r < repeats * 1000; r++) {
    a = a * x + y;
    b = b * x + y;
    c = c * x + y;
    d = d * x + y;
    e = e * x + y;
    f = f * x + y;
    g = g * x + y;
    h = h * x + y;
    i = i * x + y;
    j = j * x + y;
    k = k * x + y;
    l = l * x + y;
  }
  return a + b + c + d + e + f + g + h + i + j + k + l;
}

/** Operations of one repeat: twelve accumulators, a thousand rounds, two operations in every lane. */
const lanes = (name) => {
  const [bits, type] = [Number(/^\d+/.exec(name)?.[0] ?? 0), /f(\d+)$/.exec(name)[1]];
  return bits === 0 ? 1 : bits / Number(type);
};

/** @returns {Promise<Map<string, number>>} GFLOP/s by the name of the peak */
export async function peaks(effort) {
  const runs = compiler === undefined ? { "scalar f64": scalar } : compile("peaks.c", {}, { plain: true });
  const contenders = Object.entries(runs).map(([name, run]) => ({
    name,
    work: 24_000 * lanes(name),
    run: (repeats) => void run(repeats),
  }));
  const rows = await interleave(contenders, effort);
  return new Map(rows.map(({ name, gflops }) => [name, gflops]));
}
