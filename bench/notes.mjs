/** The notes' perceptron (3-4-3, cost and 24 partials, one sample): generated, written by hand, in loops. */
import { readFileSync } from "node:fs";
import { generateKernel, kernelRequest, loadKernel, totalOperations } from "../dist/codegen/index.js";
import { readModel } from "../dist/src/index.js";

/** What people write who unroll by hand: no intermediate arrays, every sum spelled out, Math.exp and Math.log. */
function byHand(I, y, W0, W1, dW0, dW1) {
  const i0 = I[0],
    i1 = I[1],
    i2 = I[2];
  const h0 = i0 * W0[0] + i1 * W0[4] + i2 * W0[8];
  const h1 = i0 * W0[1] + i1 * W0[5] + i2 * W0[9];
  const h2 = i0 * W0[2] + i1 * W0[6] + i2 * W0[10];
  const h3 = i0 * W0[3] + i1 * W0[7] + i2 * W0[11];
  const a0 = h0 > 0 ? h0 : 0,
    a1 = h1 > 0 ? h1 : 0,
    a2 = h2 > 0 ? h2 : 0,
    a3 = h3 > 0 ? h3 : 0;
  const o0 = a0 * W1[0] + a1 * W1[3] + a2 * W1[6] + a3 * W1[9];
  const o1 = a0 * W1[1] + a1 * W1[4] + a2 * W1[7] + a3 * W1[10];
  const o2 = a0 * W1[2] + a1 * W1[5] + a2 * W1[8] + a3 * W1[11];
  const top = o0 > o1 ? (o0 > o2 ? o0 : o2) : o1 > o2 ? o1 : o2;
  const e0 = Math.exp(o0 - top),
    e1 = Math.exp(o1 - top),
    e2 = Math.exp(o2 - top);
  const sum = e0 + e1 + e2,
    inverse = 1 / sum;
  const d0 = e0 * inverse - y[0],
    d1 = e1 * inverse - y[1],
    d2 = e2 * inverse - y[2];
  const g0 = h0 > 0 ? W1[0] * d0 + W1[1] * d1 + W1[2] * d2 : 0;
  const g1 = h1 > 0 ? W1[3] * d0 + W1[4] * d1 + W1[5] * d2 : 0;
  const g2 = h2 > 0 ? W1[6] * d0 + W1[7] * d1 + W1[8] * d2 : 0;
  const g3 = h3 > 0 ? W1[9] * d0 + W1[10] * d1 + W1[11] * d2 : 0;
  dW0[0] = i0 * g0;
  dW0[1] = i0 * g1;
  dW0[2] = i0 * g2;
  dW0[3] = i0 * g3;
  dW0[4] = i1 * g0;
  dW0[5] = i1 * g1;
  dW0[6] = i1 * g2;
  dW0[7] = i1 * g3;
  dW0[8] = i2 * g0;
  dW0[9] = i2 * g1;
  dW0[10] = i2 * g2;
  dW0[11] = i2 * g3;
  dW1[0] = a0 * d0;
  dW1[1] = a0 * d1;
  dW1[2] = a0 * d2;
  dW1[3] = a1 * d0;
  dW1[4] = a1 * d1;
  dW1[5] = a1 * d2;
  dW1[6] = a2 * d0;
  dW1[7] = a2 * d1;
  dW1[8] = a2 * d2;
  dW1[9] = a3 * d0;
  dW1[10] = a3 * d1;
  dW1[11] = a3 * d2;
  return top + Math.log(sum) - (y[0] * o0 + y[1] * o1 + y[2] * o2);
}

const memory = {
  h: new Float64Array(4),
  a: new Float64Array(4),
  O: new Float64Array(3),
  p: new Float64Array(3),
  d: new Float64Array(3),
};

/** The formulas as nested loops over arrays. */
function byLoops(I, y, W0, W1, dW0, dW1) {
  const { h, a, O, p, d } = memory;
  for (let j = 0; j < 4; j++) {
    h[j] = 0;
    for (let i = 0; i < 3; i++) h[j] += W0[i * 4 + j] * I[i];
    a[j] = Math.max(0, h[j]);
  }
  let top = -Infinity;
  for (let k = 0; k < 3; k++) {
    O[k] = 0;
    for (let j = 0; j < 4; j++) O[k] += W1[j * 3 + k] * a[j];
    top = Math.max(top, O[k]);
  }
  let sum = 0;
  for (let k = 0; k < 3; k++) {
    p[k] = Math.exp(O[k] - top);
    sum += p[k];
  }
  let cost = 0;
  for (let k = 0; k < 3; k++) {
    p[k] /= sum;
    d[k] = p[k] - y[k];
    cost += y[k] * (top + Math.log(sum) - O[k]);
  }
  for (let j = 0; j < 4; j++) {
    let g = 0;
    for (let k = 0; k < 3; k++) {
      dW1[j * 3 + k] = a[j] * d[k];
      g += W1[j * 3 + k] * d[k];
    }
    if (h[j] <= 0) g = 0;
    for (let i = 0; i < 3; i++) dW0[i * 4 + j] = I[i] * g;
  }
  return cost;
}

const SAMPLES = 152;

/** Numbers in −1 … 1, the same in every run. */
function noise(length, seed) {
  let state = seed;
  return Float64Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2147483648;
  });
}

/** Throws unless the gradient of a contender agrees with that of the loops. */
function checked(name, gradient, data) {
  const outputs = () => [new Float64Array(12), new Float64Array(12)];
  for (let s = 0; s < SAMPLES; s++) {
    const [found, expected] = [outputs(), outputs()];
    const cost = gradient(data.I[s], data.y[s], ...found);
    const other = byLoops(data.I[s], data.y[s], data.W0, data.W1, ...expected);
    const error = Math.max(
      Math.abs(cost - other),
      ...found.flatMap((part, k) => [...part].map((value, e) => Math.abs(value - expected[k][e]))),
    );
    if (!(error < 1e-12)) throw new Error(`${name} is wrong by ${error}`);
  }
}

export async function notes() {
  const text = readFileSync(new URL("../examples/notes.chain", import.meta.url), "utf8");
  const request = kernelRequest(readModel(text), { name: "notes", version: "0" });
  const generated = generateKernel(request);
  const work = totalOperations(generated.operations);
  const kernel = await loadKernel(generated);
  const bound = (await loadKernel(generated)).createKernel();
  const data = {
    I: Array.from({ length: SAMPLES }, (_, s) => noise(3, s + 1)),
    y: Array.from({ length: SAMPLES }, (_, s) => Float64Array.from([0, 1, 2], (k) => Number(k === s % 3))),
    W0: noise(12, 77),
    W1: noise(12, 78),
  };
  const [dW0, dW1] = [new Float64Array(12), new Float64Array(12)];
  bound.W0.set(data.W0);
  bound.W1.set(data.W1);
  checked(
    "the bound kernel",
    (I, y, a, b) => {
      const cost = bound.costAndGradient(I, y);
      a.set(bound.dW0);
      b.set(bound.dW1);
      return cost;
    },
    data,
  );
  checked("the generated kernel", (I, y, a, b) => kernel.costAndGradient(I, y, data.W0, data.W1, a, b), data);
  checked("the one by hand", (I, y, a, b) => byHand(I, y, data.W0, data.W1, a, b), data);
  bound.warmup();
  const { I, y, W0, W1 } = data;
  const next = (s) => (s + 1 === SAMPLES ? 0 : s + 1);
  // Each contender has a loop of its own: a call site that has seen several functions is slower.
  return [
    {
      name: "unrolled by hand",
      work,
      run: (repeats) => {
        for (let r = 0, s = 0; r < repeats; r++, s = next(s)) byHand(I[s], y[s], W0, W1, dW0, dW1);
      },
    },
    {
      name: "generated, bound",
      work,
      run: (repeats) => {
        for (let r = 0, s = 0; r < repeats; r++, s = next(s)) bound.costAndGradient(I[s], y[s]);
      },
    },
    {
      name: "generated",
      work,
      run: (repeats) => {
        for (let r = 0, s = 0; r < repeats; r++, s = next(s))
          kernel.costAndGradient(I[s], y[s], W0, W1, dW0, dW1);
      },
    },
    {
      name: "nested loops",
      work,
      run: (repeats) => {
        for (let r = 0, s = 0; r < repeats; r++, s = next(s)) byLoops(I[s], y[s], W0, W1, dW0, dW1);
      },
    },
  ];
}
