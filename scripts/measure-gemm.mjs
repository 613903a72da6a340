/**
 * GFLOP/s of the matrix products, and of whole gradients of 784-128-10 over 64 samples, beside the peak of 128-bit multiply-adds, measured in the same run, alternating in
 * slices of a third of a millisecond; the best slice of each counts, which a busy machine disturbs least. Relaxed SIMD needs --experimental-wasm-relaxed-simd on Node 20.
 *
 *   node [--experimental-wasm-relaxed-simd] scripts/measure-gemm.mjs [rounds]
 */
import { build } from "./build.mjs";

const complaint = build();
if (complaint !== "") {
  console.error(complaint);
  process.exit(1);
}
const from = (path) => import(new URL(`../dist/codegen/3-emit/wasm/${path}.js`, import.meta.url));
const [
  { Module },
  { constant },
  { doubles, singles },
  { supports },
  gemm,
  { laneCount, laneSize, packedBytes },
] = await Promise.all(
  ["module", "constants", "vector/algebra", "features", "gemm/multiply", "gemm/shape"].map((path) =>
    from(path),
  ),
);

const rounds = Number(process.argv[2] ?? 200);
const instance = (module) => new WebAssembly.Instance(new WebAssembly.Module(module.bytes())).exports;

/** Multiply-adds in registers only: as many independent sums as hide the latency. */
function peak(of, sums = 12) {
  const module = new Module();
  module.memory({ minimum: 1 });
  module.procedure({ params: ["i32"], exported: "run" }, (body, turns) => {
    const x = body.local(of.type, of.number(0.999));
    const y = body.local(of.type, of.number(1e-9));
    const all = Array.from({ length: sums }, (_, k) => body.local(of.type, of.number(k)));
    body.count(constant("i32", 0), turns, 1, () => {
      for (let u = 0; u < 4; u++) for (const sum of all) body.set(sum, of.madd(sum, x, y));
    });
    body.store(
      { base: constant("i32", 0) },
      all.reduce((a, b) => of.add(a, b)),
    );
  });
  const turns = 20_000 / 4;
  const { run } = instance(module);
  return { flops: turns * 4 * sums * laneCount(of.type) * 2, run: () => run(turns) };
}

const align = (x) => Math.ceil(x / 64) * 64;

function product(shape, { transposition, m, n, k, prepacked = false }) {
  const size = laneSize(shape.of.type);
  const module = new Module();
  const at = { a: 64 };
  at.b = align(at.a + m * k * size);
  at.c = align(at.b + k * n * size);
  at.space = align(at.c + m * n * size);
  module.memory({ minimum: Math.ceil((at.space + packedBytes(shape, k, n)) / 65536) + 1 }, "memory");
  if (prepacked) gemm.defineMultiply(module, shape, false, "run");
  else gemm.defineProduct(module, gemm.defineGemm(module, shape), shape.of.type, transposition, "run");
  const { run, memory } = instance(module);
  const numbers = size === 4 ? new Float32Array(memory.buffer) : new Float64Array(memory.buffer);
  for (let i = at.a / size; i < at.c / size; i++) numbers[i] = Math.sin(i) / 8;
  const [aColumns, bColumns] = [transposition === "left" ? m : k, transposition === "right" ? k : n];
  return {
    flops: 2 * m * n * k,
    run: prepacked
      ? () => run(m, n, k, at.a, k * size, at.space, at.c, n * size)
      : () => run(m, n, k, at.a, aColumns * size, at.b, bColumns * size, at.c, n * size, at.space),
  };
}

const { inPlace } = await import("../bench/nets/contenders.mjs");
const { dataFor } = await import("../bench/nets/perceptron.mjs");
const net = { D: 784, H: 128, O: 10, bias: true };

/** Cost and gradient of a batch, whose samples lie in the memory of the kernel. */
async function gradient(precision, fused) {
  const task = { sizes: net, data: dataFor(net, 64) };
  const { work, run } = await inPlace("784-128-10", task, { precision, fused });
  return { flops: work, run: () => run(1) };
}

/** The best slice of each, alternating. */
function bestOf(jobs) {
  const best = jobs.map(() => 0);
  for (const job of jobs) for (let w = 0; w < 20; w++) time(job);
  for (let r = 0; r < rounds; r++)
    for (const [k, job] of jobs.entries()) best[k] = Math.max(best[k], job.flops / time(job));
  return best;
}

/** Seconds of a run, from a slice. */
function time(job) {
  const repeats = Math.max(1, Math.round(1.2e7 / job.flops));
  const start = performance.now();
  for (let k = 0; k < repeats; k++) job.run();
  return (performance.now() - start) / 1e3 / repeats;
}

const sizes = [
  { name: "forward", transposition: "none", m: 64, n: 128, k: 784 },
  { name: "forward, packed before", transposition: "none", m: 64, n: 128, k: 784, prepacked: true },
  { name: "weights' gradient", transposition: "left", m: 784, n: 128, k: 64 },
  { name: "input's gradient", transposition: "right", m: 64, n: 784, k: 128 },
  { name: "odd", transposition: "none", m: 61, n: 123, k: 251 },
];

console.log(
  `Node ${process.version}, V8 ${process.versions.v8}; % of the 128-bit peak of the same kind in the same run`,
);
for (const [type, algebra] of [
  ["f32x4", singles],
  ["f64x2", doubles],
])
  for (const fused of supports("relaxedSimd") ? [false, true] : [false]) {
    const of = algebra(fused);
    const reference = peak(of);
    const [most, whole] = bestOf([reference, await gradient(type === "f32x4" ? "f32" : "f64", fused)]);
    const title = `${type} ${fused ? "fused" : "plain"}, 784-128-10, 64 samples`;
    console.log(
      `${title.padEnd(44)} ${((100 * whole) / most).toFixed(0)} % of ${(most / 1e9).toFixed(1)} GFLOP/s`,
    );
    for (const [rows, unroll] of [
      [4, 1],
      [4, 2],
      [4, 4],
      [5, 1],
    ]) {
      const shape = { of, rows, vectors: 2, unroll };
      const jobs = sizes.map((size) => ({ name: size.name, ...product(shape, size) }));
      const all = [reference, ...jobs];
      const [top, ...found] = bestOf(all);
      const line = jobs.map(({ name }, k) => `${name} ${((100 * found[k]) / top).toFixed(0)} %`).join(", ");
      const kind = `${type} ${fused ? "fused" : "plain"} ${rows}×2 unroll ${unroll}`;
      console.log(`${kind.padEnd(30)} peak ${(top / 1e9).toFixed(1)} GFLOP/s: ${line}`);
    }
  }
