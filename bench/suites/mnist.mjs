/** The network 784-128-10 with biases: batches of 64, and one sample. */
import * as by from "../nets/contenders.mjs";
import { dataFor } from "../nets/perceptron.mjs";
import { arrays } from "../peers/index.mjs";
import { Field } from "./suite.mjs";

const sizes = { D: 784, H: 128, O: 10, bias: true };

const few = { rounds: 9, slice: 5e6 };

export async function batch() {
  const task = { sizes, data: dataFor(sizes, 64) };
  const field = new Field();
  const single = { real: "float", peak: "128 bit FMA, f32" };
  await field.add("chainrule, f64", (name) => by.oursBatch(name, task));
  await field.add("chainrule, f32", (name) => by.oursBatch(name, task, { precision: "f32" }));
  await field.add("chainrule, WebAssembly, f64", (name) => by.inPlace(name, task, {}, "128 bit FMA, f64"));
  await field.add("chainrule, WebAssembly, f32", (name) =>
    by.inPlace(name, task, { precision: "f32" }, single.peak),
  );
  await field.add("chainrule, WebAssembly, f32, copied", (name) =>
    by.oursBatch(name, task, { target: "wasm", precision: "f32" }, single.peak),
  );
  await field.add("by hand, loops, f64", (name) => by.plainBatch(name, task));
  await field.addNative("gcc, loops, f64", (name) =>
    by.native(name, task, "batch", { peak: "128 bit FMA, f64" }),
  );
  await field.addNative("gcc, loops, f32", (name) => by.native(name, task, "batch", single));
  await field.addNative("OpenBLAS, f64", (name) => by.native(name, task, "blas", { peak: "128 bit FMA, f64" }), "openblas"); // prettier-ignore
  await field.addNative("OpenBLAS, f32", (name) => by.native(name, task, "blas", single), "openblas");
  await field.addPeers(arrays, task);
  return field.suite({ title: "784-128-10, mean cost and gradient of 64 samples", effort: few });
}

export async function single() {
  const task = { sizes, data: dataFor(sizes, 1) };
  const field = new Field();
  await field.add("chainrule, f64", (name) => by.ours(name, task));
  await field.add("chainrule, bound, f64", (name) => by.oursBound(name, task));
  await field.add("chainrule, WebAssembly, f64", (name) => by.inPlace(name, task));
  await field.add("chainrule, WebAssembly, f32", (name) =>
    by.inPlace(name, task, { precision: "f32" }, "128 bit FMA, f32"),
  );
  await field.add("by hand, loops, f64", (name) => by.plainLoops(name, task));
  await field.addNative("gcc, loops, f64", (name) => by.native(name, task, "loops"));
  await field.addNative("gcc, loops, f32", (name) =>
    by.native(name, task, "loops", { real: "float", peak: "128 bit FMA, f32" }),
  );
  await field.addNative("OpenBLAS, f32", (name) =>
    by.native(name, task, "blas", { real: "float", peak: "128 bit FMA, f32" }), "openblas"); // prettier-ignore
  await field.addPeers(arrays, task);
  return field.suite({ title: "784-128-10, cost and gradient of one sample", effort: few });
}
