/** Everything that computes a perceptron's gradient without a library: ours, by hand, in C. */
import { generateKernel, kernelRequest, loadKernel } from "../../dist/codegen/index.js";
import { readModel } from "../../dist/src/index.js";
import { again, moduleOf, overSamples } from "../measure/loops.mjs";
import { compile } from "../native/compile.mjs";
import { blockedText } from "./blocked.mjs";
import { check, checkSingle, modelText, nestedLoops, workOf } from "./perceptron.mjs";
import { headerText, moduleText } from "./written-out.mjs";

const PEAK = "scalar f64";

export const generated = (sizes, options = {}) =>
  generateKernel(kernelRequest(readModel(modelText(sizes)), { name: "net", version: "0", kernel: options }));

/** A contender for one sample, after its gradient has been checked; `call` takes x, y and maybe all arrays. */
async function single(name, { sizes, data }, { call, bound, gradients = data.gradients(), costs = true }) {
  const rest = bound ? [] : [...data.params, ...gradients];
  await checkSingle(name, sizes, data, (x, y, one) => {
    const cost = call(x, y, ...rest);
    for (const [p, gradient] of gradients.entries()) one[p].set(gradient);
    return costs ? cost : NaN;
  });
  return { name, work: workOf(sizes), peak: PEAK, run: await overSamples(call, data.rows(), rest) };
}

const arraysOf = (bound, wanted) => wanted.map((name) => bound[name]);

/** Our kernel that takes its arrays as arguments. */
export async function ours(name, task, options = {}, alone = false) {
  const kernel = await loadKernel(generated(task.sizes, options));
  return single(name, task, { call: alone ? kernel.gradient : kernel.costAndGradient, costs: !alone });
}

/** Our kernel bound to its arrays. */
export async function oursBound(name, task, options = {}, alone = false) {
  const made = generated(task.sizes, options);
  const kernel = await loadKernel(made);
  const bound = kernel.createKernel();
  const { params } = kernel.model;
  for (const [p, array] of arraysOf(bound, params).entries()) array.set(task.data.params[p]);
  bound.warmup();
  const call = bound[alone ? made.functions.gradient : made.functions.costAndGradient];
  return single(name, task, { call, bound: true, gradients: arraysOf(bound, params.map((p) => `d${p}`)), costs: !alone }); // prettier-ignore
}

/** Unrolled by hand. */
export async function writtenOut(name, task) {
  const { gradient } = await moduleOf(moduleText(task.sizes));
  return single(name, task, { call: gradient });
}

/** By hand, bound to its arrays: unrolled, or loops in blocks of eight. */
export async function boundByHand(name, task, text) {
  const gradients = task.data.gradients();
  const call = (await moduleOf(text(task.sizes))).bind(...task.data.params, ...gradients);
  return single(name, task, { call, bound: true, gradients });
}
export const unrolledText = moduleText;
export { blockedText };

/** The formulas as nested loops. */
export async function plainLoops(name, { sizes, data }) {
  const loops = nestedLoops(sizes);
  const [params, gradients] = [data.params, data.gradients()];
  const run = await overSamples((x, y) => loops(1, x, y, params, gradients), data.rows());
  return { name, work: workOf(sizes), peak: PEAK, run };
}

const kinds = { loops: 0, written: 1, batch: 2, blas: 3, twoThreads: 4 };

/** C: `kind` is `loops`, `written` (out), `batch`, `blas` or `twoThreads`; all but the first two do all samples at once. */
export async function native(name, { sizes, data }, kind, { real = "double", peak = PEAK } = {}) {
  const { D, H, O, bias } = sizes;
  const blas = kind === "blas";
  const library = compile("perceptron.c", { D, H, O, REAL: real, BIAS: Number(bias) },
    { blas, ...(kind === "written" ? { include: headerText(sizes) } : {}) }); // prettier-ignore
  const Numbers = real === "double" ? Float64Array : Float32Array;
  const [x, y, ...params] = [data.x, data.y, ...data.params].map((array) => new Numbers(array));
  const found = params.map(({ length }) => new Numbers(length));
  const whole = kind === "batch" || kind === "twoThreads" || blas;
  const tolerance = real === "double" ? 1e-11 : 1e-4;
  if (whole)
    await check(name, sizes, data, (gradients) => {
      const cost = library.run(kinds[kind], 1, data.samples, x, y, ...params, ...found);
      for (const [p, gradient] of found.entries()) gradients[p].set(gradient);
      return cost;
    }, tolerance); // prettier-ignore
  else
    await checkSingle(name, sizes, data, (row, label, one) => {
      const cost = library.run(kinds[kind], 1, 1, new Numbers(row), new Numbers(label), ...params, ...found);
      for (const [p, gradient] of found.entries()) one[p].set(gradient);
      return cost;
    }, tolerance); // prettier-ignore
  return {
    name,
    work: workOf(sizes) * (whole ? data.samples : 1),
    peak,
    run: (repeats) => void library.run(kinds[kind], repeats, data.samples, x, y, ...params, ...found),
  };
}

/** Our kernel for many samples at once. */
export async function oursBatch(name, { sizes, data }, options = {}, peak = PEAK) {
  const kernel = await loadKernel(generated(sizes, options));
  const Numbers = options.precision === "f32" ? Float32Array : Float64Array;
  const [x, y, ...params] = [data.x, data.y, ...data.params].map((array) => new Numbers(array));
  const found = params.map(({ length }) => new Numbers(length));
  const { createKernel, costAndGradientBatch } = kernel;
  createKernel().warmup();
  await check(name, sizes, data, (gradients) => {
    const cost = costAndGradientBatch(data.samples, x, y, ...params, ...found);
    for (const [p, gradient] of found.entries()) gradients[p].set(gradient);
    return cost;
  }, options.precision === "f32" ? 1e-4 : 1e-11); // prettier-ignore
  const args = [data.samples, x, y, ...params, ...found];
  return { name, work: workOf(sizes) * data.samples, peak, run: await again(costAndGradientBatch, args) };
}

/** Our WebAssembly with parameters and samples in its own memory, where nothing is copied; one sample, or all of them. */
export async function inPlace(name, { sizes, data }, options = {}, peak = PEAK) {
  const made = generated(sizes, { ...options, target: "wasm" });
  const kernel = await loadKernel(made);
  const bound = kernel.createKernel({ samples: data.samples });
  const { params, inputs, labels } = kernel.model;
  const [label] = labels;
  const input = Object.keys(inputs).find((key) => key !== label && !params.includes(key));
  bound.warmup();
  const fill = (values, numbers) => {
    for (const [k, number] of numbers.entries()) values[k] = number;
  };
  for (const [p, values] of arraysOf(bound, params).entries()) fill(values, data.params[p]);
  fill(bound[input], data.x);
  fill(bound[label], data.y);
  const isOne = data.samples === 1;
  const [x, y] = isOne ? [bound[input].subarray(0, sizes.D), bound[label].subarray(0, sizes.O)] : [bound[input], bound[label]]; // prettier-ignore
  const call = bound[isOne ? made.functions.costAndGradient : made.functions.costAndGradientBatch];
  const args = isOne ? [x, y] : [data.samples, x, y];
  await check(name, sizes, data, (gradients) => {
    const cost = call(...args);
    for (const [p, param] of params.entries()) gradients[p].set(bound[`d${param}`]);
    return cost;
  }, options.precision === "f32" ? 1e-4 : 1e-11); // prettier-ignore
  return { name, work: workOf(sizes) * data.samples, peak, run: await again(call, args) };
}

/** The plain loops for many samples. */
export async function plainBatch(name, { sizes, data }) {
  const args = [data.samples, data.x, data.y, data.params, data.gradients()];
  return { name, work: workOf(sizes) * data.samples, peak: PEAK, run: await again(nestedLoops(sizes), args) };
}
