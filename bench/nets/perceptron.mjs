/**
 * Perceptrons D-H-O with one hidden layer of ReLUs, softmax and cross entropy: their formulas, their data, and a
 * plain implementation that every contender is checked against, itself checked against finite differences.
 *
 * @typedef {{ D: number, H: number, O: number, bias: boolean }} Sizes
 */
import { difference, noise, oneHot } from "../measure/numbers.mjs";

export const nameOf = ({ D, H, O }) => `${D}-${H}-${O}`;

export const parametersOf = ({ D, H, O, bias }) => D * H + H * O + (bias ? H + O : 0);

/** Multiplications and additions of one sample: two products with W0, three with W1. */
export const workOf = ({ D, H, O }) => 2 * (2 * D * H + 3 * H * O);

/** The model file. */
export const modelText = ({ D, H, O, bias }) =>
  [
    `input x[${D}]`,
    `param W0[${D}, ${H}]${bias ? `, b0[${H}]` : ""}, W1[${H}, ${O}]${bias ? `, b1[${O}]` : ""}`,
    `label y[${O}]`,
    "assume sum(k, y[k]) == 1",
    `h[j] = sum(i, W0[i, j] * x[i])${bias ? " + b0[j]" : ""}`,
    "a[j] = relu(h[j])",
    `z[k] = sum(j, W1[j, k] * a[j])${bias ? " + b1[k]" : ""}`,
    "p[k] = softmax(k, z[k])",
    "Cost = -sum(k, y[k] * log(p[k]))",
  ].join("\n");

/** Inputs of some samples, and parameters; `gradients()` makes empty ones. */
export function dataFor(sizes, samples) {
  const { D, H, O, bias } = sizes;
  const [small, smaller] = [1 / Math.sqrt(D), 1 / Math.sqrt(H)];
  const params = [
    noise(D * H, 77, small),
    ...(bias ? [noise(H, 79, 0.1)] : []),
    noise(H * O, 78, smaller),
    ...(bias ? [noise(O, 80, 0.1)] : []),
  ];
  const [x, y] = [noise(D * samples, 1), oneHot(samples, O)];
  const rows = (array, width) =>
    Array.from({ length: samples }, (_, s) => array.slice(s * width, (s + 1) * width));
  return {
    samples,
    x,
    y,
    /** The same, an array for each sample. */
    rows: () => ({ x: rows(x, D), y: rows(y, O) }),
    params,
    gradients: () => params.map(({ length }) => new Float64Array(length)),
  };
}

/** The formulas as nested loops over arrays that are allocated once. */
export function nestedLoops({ D, H, O, bias }) {
  const [h, a, z, d] = [H, H, O, O].map((length) => new Float64Array(length));
  /** Adds the gradient of one sample, divided by n, to the gradients; returns its cost. */
  const add = (x, xAt, y, yAt, params, gradients, n) => {
    const [W0, b0, W1, b1] = bias ? params : [params[0], undefined, params[1], undefined];
    const [dW0, db0, dW1, db1] = bias ? gradients : [gradients[0], undefined, gradients[1], undefined];
    for (let j = 0; j < H; j++) {
      let sum = bias ? b0[j] : 0;
      for (let i = 0; i < D; i++) sum += W0[i * H + j] * x[xAt + i];
      h[j] = sum;
      a[j] = Math.max(0, sum);
    }
    let top = -Infinity;
    for (let k = 0; k < O; k++) {
      let sum = bias ? b1[k] : 0;
      for (let j = 0; j < H; j++) sum += W1[j * O + k] * a[j];
      z[k] = sum;
      top = Math.max(top, sum);
    }
    let total = 0;
    for (let k = 0; k < O; k++) total += Math.exp(z[k] - top);
    let cost = 0;
    for (let k = 0; k < O; k++) {
      d[k] = (Math.exp(z[k] - top) / total - y[yAt + k]) / n;
      cost += y[yAt + k] * (top + Math.log(total) - z[k]);
    }
    for (let j = 0; j < H; j++) {
      let g = 0;
      for (let k = 0; k < O; k++) {
        dW1[j * O + k] += a[j] * d[k];
        g += W1[j * O + k] * d[k];
      }
      if (h[j] <= 0) g = 0;
      for (let i = 0; i < D; i++) dW0[i * H + j] += x[xAt + i] * g;
      if (bias) db0[j] += g;
    }
    if (bias) for (let k = 0; k < O; k++) db1[k] += d[k];
    return cost;
  };
  /** The mean cost of n samples and its gradients. */
  return (n, x, y, params, gradients) => {
    for (const gradient of gradients) gradient.fill(0);
    let cost = 0;
    for (let s = 0; s < n; s++) cost += add(x, s * D, y, s * O, params, gradients, n);
    return cost / n;
  };
}

const referees = new WeakSet();

/** The reference, after its gradient has been held against central differences in some directions. */
export function reference(sizes, data) {
  const loops = nestedLoops(sizes);
  const gradients = data.gradients();
  loops(data.samples, data.x, data.y, data.params, gradients);
  for (const [p, param] of data.params.entries()) {
    if (referees.has(param)) continue;
    const direction = noise(param.length, 5 + p);
    const slope = direction.reduce((sum, value, e) => sum + value * gradients[p][e], 0);
    const at = (step) => {
      const moved = data.params.with(
        p,
        param.map((value, e) => value + step * direction[e]),
      );
      return loops(data.samples, data.x, data.y, moved, data.gradients());
    };
    // So small that hardly a ReLU switches on the way.
    const step = 1e-7 / Math.sqrt(param.length);
    const central = (at(step) - at(-step)) / (2 * step);
    if (!(Math.abs(central - slope) < 1e-4 * (1e-2 + Math.abs(slope))))
      throw new Error(`the reference of ${nameOf(sizes)} is wrong: ${slope} instead of ${central}`);
    referees.add(param);
  }
  return loops;
}

/**
 * Throws unless a contender agrees with the reference on the mean over all samples.
 * @param {(gradients: Float64Array[]) => number | undefined | Promise<number | undefined>} contender writes the
 *   gradients, returns the cost where it knows it
 */
export async function check(name, sizes, data, contender, tolerance = 1e-11) {
  const [found, expected] = [data.gradients(), data.gradients()];
  const right = reference(sizes, data)(data.samples, data.x, data.y, data.params, expected);
  const cost = (await contender(found)) ?? right;
  const error = Math.max(
    difference([cost], [right]),
    ...found.map((part, p) => difference(part, expected[p])),
  );
  if (!(error < tolerance)) throw new Error(`${name} is wrong by ${error} (${nameOf(sizes)})`);
}

/** The same for a contender that takes one sample at a time. */
export async function checkSingle(name, sizes, data, contender, tolerance) {
  const { x, y } = data.rows();
  await check(
    name,
    sizes,
    data,
    (gradients) => {
      const one = data.gradients();
      let cost = 0;
      for (let s = 0; s < data.samples; s++) {
        cost += contender(x[s], y[s], one) / data.samples;
        for (const [p, gradient] of gradients.entries())
          for (let e = 0; e < gradient.length; e++) gradient[e] += one[p][e] / data.samples;
      }
      return Number.isNaN(cost) ? undefined : cost;
    },
    tolerance,
  );
}
