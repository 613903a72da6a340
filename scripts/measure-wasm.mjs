/**
 * WebAssembly kernels against C through gcc -O3 -march=native and the measured peaks, interleaved in one process;
 * every gradient is checked first.
 *
 *   node [--experimental-wasm-relaxed-simd] scripts/measure-wasm.mjs [rounds]
 */
import { build } from "./build.mjs";

const complaint = build();
if (complaint !== "") {
  console.error(complaint);
  process.exit(1);
}
const by = await import("../bench/nets/contenders.mjs");
const { dataFor } = await import("../bench/nets/perceptron.mjs");
const { interleave } = await import("../bench/measure/interleave.mjs");
const { peaks } = await import("../bench/measure/peaks.mjs");

const rounds = Number(process.argv[2] ?? 15);
const effort = { rounds, warmup: 2e8, slice: 1e7 };
const measured = await peaks({ rounds: 9, warmup: 5e7, slice: 5e6 });

async function report(title, contenders) {
  console.log(title);
  for (const { name, ratio, nanoseconds, share } of await interleave(contenders, effort, measured))
    console.log(
      `  ${name.padEnd(34)} ×${ratio.toFixed(3)}  ${(nanoseconds / 1000).toFixed(2)} µs  ${share === undefined ? "" : `${(share * 100).toFixed(0)} %`}`,
    );
}

const [f64, f32] = [{ target: "wasm" }, { target: "wasm", precision: "f32" }];
const small = { sizes: { D: 3, H: 4, O: 3, bias: false } };
small.data = dataFor(small.sizes, 10_000);
await report("3-4-3, 10,000 samples, f64", [
  await by.native("gcc, scalar batch", small, "batch"),
  await by.oursBatch("TypeScript", small),
  await by.oursBatch("WebAssembly, copied", small, f64),
  await by.inPlace("WebAssembly, in place", small, f64),
  await by.inPlace("WebAssembly, in place, loops", small, { ...f64, strategy: "loops" }),
]);
const sizes = { D: 784, H: 128, O: 10, bias: true };
const batch = { sizes, data: dataFor(sizes, 64) };
await report("784-128-10, 64 samples", [
  await by.native("gcc, loops, f32", batch, "batch", { real: "float", peak: "128 bit FMA, f32" }),
  await by.oursBatch("WebAssembly, f32, copied", batch, f32, "128 bit FMA, f32"),
  await by.inPlace("WebAssembly, f32", batch, f32, "128 bit FMA, f32"),
  await by.native("gcc, loops, f64", batch, "batch", { peak: "128 bit FMA, f64" }),
  await by.inPlace("WebAssembly, f64", batch, f64, "128 bit FMA, f64"),
]);
const one = { sizes, data: dataFor(sizes, 1) };
await report("784-128-10, one sample", [
  await by.native("gcc, loops, f32", one, "loops", { real: "float", peak: "128 bit FMA, f32" }),
  await by.inPlace("WebAssembly, f32", one, f32, "128 bit FMA, f32"),
  await by.native("gcc, loops, f64", one, "loops"),
  await by.inPlace("WebAssembly, f64", one, f64),
  await by.oursBound("TypeScript, bound", one),
]);
