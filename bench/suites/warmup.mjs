/** The first calls of a batch kernel after its warm-up, held against the same calls when it has long been running. */
import { loadKernel } from "../../dist/codegen/index.js";
import { ofThread } from "../measure/clock.mjs";
import { median } from "../measure/statistics.mjs";
import { generated } from "../nets/contenders.mjs";
import { dataFor } from "../nets/perceptron.mjs";

const sizes = { D: 3, H: 4, O: 3, bias: false };
const SAMPLES = 10_000;

/** Median over fresh kernels of the median of the first ten calls, over that of the last ten of many. */
export async function warmup() {
  const { x, y } = dataFor(sizes, SAMPLES);
  const ratios = [];
  for (let kernel = 0; kernel < 9; kernel++) {
    const bound = (await loadKernel(generated(sizes))).createKernel();
    bound.warmup();
    const times = [];
    for (let call = 0; call < 200; call++) {
      const start = ofThread();
      bound.costAndGradientBatch(SAMPLES, x, y);
      times.push(ofThread() - start);
    }
    ratios.push(median(times.slice(0, 10)) / median(times.slice(-50)));
  }
  return { title: "3-4-3: the first ten batches of 10,000 after warmup(), over steady state", ratios };
}
