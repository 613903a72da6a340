/** The perceptron of the notes, 3-4-3: one sample, and ten thousand. */
import * as by from "../nets/contenders.mjs";
import { dataFor } from "../nets/perceptron.mjs";
import { arrays, scalars } from "../peers/index.mjs";
import { Field } from "./suite.mjs";

const sizes = { D: 3, H: 4, O: 3, bias: false };

export async function single() {
  const task = { sizes, data: dataFor(sizes, 152) };
  const field = new Field();
  await field.addNative("gcc, loops", (name) => by.native(name, task, "loops"));
  await field.addNative("gcc, written out", (name) => by.native(name, task, "written"));
  await field.add("chainrule, bound", (name) => by.oursBound(name, task));
  await field.add("chainrule, bound, WebAssembly", (name) => by.oursBound(name, task, { target: "wasm" }));
  await field.add("chainrule, bound, gradient alone", (name) => by.oursBound(name, task, {}, true));
  await field.add("chainrule, plain call", (name) => by.ours(name, task));
  await field.add("chainrule, gradient alone", (name) => by.ours(name, task, {}, true));
  await field.add("by hand, written out", (name) => by.writtenOut(name, task));
  await field.add("by hand, loops", (name) => by.plainLoops(name, task));
  await field.addPeers(scalars, task);
  await field.addPeers(arrays, { sizes, data: dataFor(sizes, 1) });
  return field.suite({ title: "3-4-3, cost and 24 partials of one sample, f64" });
}

export async function batch() {
  const task = { sizes, data: dataFor(sizes, 10_000) };
  const field = new Field();
  await field.addNative("gcc, scalar batch", (name) => by.native(name, task, "batch"));
  await field.add("chainrule", (name) => by.oursBatch(name, task));
  await field.add("chainrule, WebAssembly", (name) => by.oursBatch(name, task, { target: "wasm" }));
  await field.add("chainrule, WebAssembly, in place", (name) => by.inPlace(name, task));
  await field.add("by hand, loops", (name) => by.plainBatch(name, task));
  await field.addPeers(arrays, task);
  return field.suite({ title: "3-4-3, mean cost and gradient of 10,000 samples, f64" });
}
