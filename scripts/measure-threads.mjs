/**
 * The speed-up of threads over one, and from how many rows on it pays: calls of one and of several threads in turn,
 * the median of their ratios, and the ratio of the best of each, which a busy machine disturbs least.
 *
 *   node scripts/measure-threads.mjs [threads] [part of the name of a case, or "C" for what two threads of the same
 *   work in C are worth on this machine, where there is a compiler: no kernel can be split better than that]
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build, isFresh } from "./build.mjs";
import { root } from "./setup.mjs";
import { compiler } from "../bench/native/compile.mjs";

const complaint = isFresh() ? "" : build();
if (complaint !== "") {
  console.error(complaint);
  process.exit(1);
}
const from = (path) => import(new URL(`../dist/${path}.js`, import.meta.url));
const [{ readModel }, { generateKernel, kernelRequest }, { createTeam }] = await Promise.all(
  ["src/index", "codegen/index", "codegen/runtime"].map((path) => from(path)),
);

const threads = Number(process.argv[2] ?? 2);
const rounds = 41;
/** Milliseconds of the calls of a round. */
const SLICE = 2;
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

function fill(team) {
  let state = 1;
  for (const values of Object.values(team.inputs))
    for (let e = 0; e < values.length; e++) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      values[e] = state / 2147483648;
    }
}

/** Loops in C on two threads over one: rows split in halves, gradients added. */
async function machine() {
  const [by, { dataFor }] = await Promise.all(
    ["nets/contenders", "nets/perceptron"].map((path) => import(`../bench/${path}.mjs`)),
  );
  const small = { D: 3, H: 4, O: 3, bias: false };
  const large = { D: 784, H: 128, O: 10, bias: true };
  for (const { net, sizes, real, samples } of [
    { net: "3-4-3", sizes: small, real: "double", samples: 10_000 },
    { net: "784-128-10", sizes: large, real: "float", samples: 64 },
    { net: "784-128-10", sizes: large, real: "double", samples: 64 },
  ]) {
    const task = { sizes, data: dataFor(sizes, samples) };
    const one = await by.native("one", task, "batch", { real });
    const two = await by.native("two", task, "twoThreads", { real });
    const time = ({ run }, repeats) => {
      const since = performance.now();
      run(repeats);
      return (performance.now() - since) / repeats;
    };
    const repeats = Math.max(8, Math.ceil((5 * SLICE) / Math.min(...[1, 2, 3].map(() => time(one, 4)))));
    const pairs = Array.from({ length: rounds }, () => [time(one, repeats), time(two, repeats)]);
    const ratio = median(pairs.map(([single, double]) => single / double));
    const best =
      Math.min(...pairs.map(([single]) => single)) / Math.min(...pairs.map(([, double]) => double));
    console.log(
      `C ${net} ${real}, ${samples} rows: ${ratio.toFixed(2)} times as fast on 2 threads, at best ${best.toFixed(2)}`,
    );
  }
}
if (compiler !== undefined && "C".includes(process.argv[3] ?? "")) await machine();

const cases = [
  { file: "notes", kernel: {}, rows: [20, 50, 100, 200, 500, 1000, 10_000] },
  { file: "notes", kernel: { target: "wasm" }, rows: [100, 200, 500, 1000, 2000, 10_000] },
  { file: "mnist", kernel: {}, rows: [2, 8, 64, 256] },
  { file: "mnist", kernel: { target: "wasm" }, rows: [2, 8, 64, 256] },
  { file: "mnist", kernel: { target: "wasm", precision: "f32" }, rows: [2, 8, 64, 256] },
];
for (const { file, kernel, rows } of cases) {
  const name = [file, ...Object.values(kernel)].join(" ");
  if (!name.includes(process.argv[3] ?? "")) continue;
  const model = readModel(readFileSync(join(root, "examples", `${file}.chain`), "utf8"));
  const generated = generateKernel(kernelRequest(model, { name: file, version: "0", kernel }));
  const capacity = Math.max(...rows);
  const [one, several] = await Promise.all(
    [1, threads].map((count) => createTeam(generated, { threads: count, capacity, splitFrom: 2 })),
  );
  fill(one);
  fill(several);
  for (const n of rows) {
    const time = (team, calls) => {
      const since = performance.now();
      for (let k = 0; k < calls; k++) team.costAndGradientBatch(n);
      return (performance.now() - since) / calls;
    };
    for (const team of [one, several]) for (let k = 0; k < 5; k++) time(team, 4);
    const calls = Math.max(1, Math.round(SLICE / Math.min(...[1, 2, 3].map(() => time(one, 4)))));
    const pairs = Array.from({ length: rounds }, () => [time(one, calls), time(several, calls)]);
    const ratio = median(pairs.map(([alone, together]) => alone / together));
    const [least, shared] = [0, 1].map((k) => Math.min(...pairs.map((pair) => pair[k])));
    const best = least / shared;
    const alone = median(pairs.map(([ms]) => ms));
    console.log(
      `${name}, ${n} rows: ${(1000 * alone).toFixed(1)} µs on one thread, ${ratio.toFixed(2)} times as fast on ${threads}, at best ${best.toFixed(2)}`,
    );
  }
  await Promise.all([one.close(), several.close()]);
}
