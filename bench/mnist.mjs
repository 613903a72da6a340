/** The network 784-128-10 of examples/mnist.chain, f64: the generated loops against plain ones. */
import { readFileSync } from "node:fs";
import { generateKernel, kernelRequest, loadKernel } from "../dist/codegen/index.js";
import { readModel } from "../dist/src/index.js";

const [N, M, O, BATCH] = [784, 128, 10, 64];
/** Multiplications and additions of one sample: two products with W0, three with W1. */
const WORK = 2 * (2 * N * M + 3 * M * O);

/** Numbers in −1/16 … 1/16, the same in every run. */
function noise(length, seed) {
  let state = seed;
  return Float64Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2147483648 / 16;
  });
}

const memory = {
  h: new Float64Array(M),
  g: new Float64Array(M),
  z: new Float64Array(O),
  d: new Float64Array(O),
};

/** Mean cost and gradients of n samples, the formulas as nested loops. */
function byLoops(n, x, y, [W0, b0, W1, b1], [dW0, db0, dW1, db1]) {
  const { h, g, z, d } = memory;
  for (const gradient of [dW0, db0, dW1, db1]) gradient.fill(0);
  let total = 0;
  for (let s = 0; s < n; s++) {
    for (let j = 0; j < M; j++) {
      let sum = b0[j];
      for (let i = 0; i < N; i++) sum += x[s * N + i] * W0[i * M + j];
      h[j] = sum > 0 ? sum : 0;
    }
    let top = -Infinity;
    for (let k = 0; k < O; k++) {
      let sum = b1[k];
      for (let j = 0; j < M; j++) sum += h[j] * W1[j * O + k];
      z[k] = sum;
      top = Math.max(top, sum);
    }
    let sum = 0;
    for (let k = 0; k < O; k++) sum += Math.exp(z[k] - top);
    for (let k = 0; k < O; k++) {
      d[k] = (Math.exp(z[k] - top) / sum - y[s * O + k]) / n;
      db1[k] += d[k];
      total += y[s * O + k] * (top + Math.log(sum) - z[k]);
    }
    for (let j = 0; j < M; j++) {
      let back = 0;
      for (let k = 0; k < O; k++) {
        back += W1[j * O + k] * d[k];
        dW1[j * O + k] += h[j] * d[k];
      }
      g[j] = h[j] > 0 ? back : 0;
      db0[j] += g[j];
    }
    for (let i = 0; i < N; i++) for (let j = 0; j < M; j++) dW0[i * M + j] += x[s * N + i] * g[j];
  }
  return total / n;
}

/** Two suites: a batch of 64 samples, and one sample. */
export async function mnist() {
  const text = readFileSync(new URL("../examples/mnist.chain", import.meta.url), "utf8");
  const kernel = await loadKernel(
    generateKernel(kernelRequest(readModel(text), { name: "mnist", version: "0" })),
  );
  const params = [noise(N * M, 2), noise(M, 3), noise(M * O, 4), noise(O, 5)];
  const gradients = () => params.map(({ length }) => new Float64Array(length));
  const [found, expected] = [gradients(), gradients()];
  const x = noise(N * BATCH, 1);
  const y = Float64Array.from({ length: O * BATCH }, (_, k) => Number(k % O === Math.floor(k / O) % O));
  const cost = kernel.costAndGradientBatch(BATCH, x, y, ...params, ...found);
  const other = byLoops(BATCH, x, y, params, expected);
  const error = Math.max(
    Math.abs(cost - other),
    ...found.map((part, p) =>
      part.reduce((worst, value, k) => Math.max(worst, Math.abs(value - expected[p][k])), 0),
    ),
  );
  if (!(error < 1e-12)) throw new Error(`the generated kernel is wrong by ${error}`);
  const repeat = (run) => (repeats) => {
    for (let r = 0; r < repeats; r++) run();
  };
  return {
    batch: [
      { name: "plain loops", work: WORK * BATCH, run: repeat(() => byLoops(BATCH, x, y, params, expected)) },
      {
        name: "generated",
        work: WORK * BATCH,
        run: repeat(() => kernel.costAndGradientBatch(BATCH, x, y, ...params, ...found)),
      },
    ],
    single: [
      { name: "plain loops", work: WORK, run: repeat(() => byLoops(1, x, y, params, expected)) },
      { name: "generated", work: WORK, run: repeat(() => kernel.costAndGradient(x, y, ...params, ...found)) },
    ],
  };
}
