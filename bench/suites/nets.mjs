/** Networks of growing size, one sample: what is fastest changes on the way, the generator has to change with it. */
import * as by from "../nets/contenders.mjs";
import { dataFor, nameOf, parametersOf } from "../nets/perceptron.mjs";
import { Field } from "./suite.mjs";

/** Longer unrolled code is optimised by no engine; compiling it would take the time of everything else. */
const UNROLL_BY_HAND = 900;

const net = (text) => {
  const [D, H, O] = text.split("-").map(Number);
  return { D, H, O, bias: false };
};

async function suite(sizes) {
  const task = { sizes, data: dataFor(sizes, 64) };
  const field = new Field();
  const parameters = parametersOf(sizes);
  await field.add("chainrule, bound", (name) => by.oursBound(name, task));
  await field.add("chainrule, plain call", (name) => by.ours(name, task));
  await field.add("chainrule, bound, WebAssembly", (name) => by.oursBound(name, task, { target: "wasm" }));
  if (parameters < UNROLL_BY_HAND) {
    await field.add("by hand, written out", (name) => by.writtenOut(name, task));
    await field.add("by hand, written out, bound", (name) => by.boundByHand(name, task, by.unrolledText));
  }
  await field.add("by hand, loops in blocks of 8, bound", (name) =>
    by.boundByHand(name, task, by.blockedText),
  );
  await field.add("by hand, loops", (name) => by.plainLoops(name, task));
  await field.addNative("gcc, loops", (name) => by.native(name, task, "loops"));
  return field.suite({ title: `${nameOf(sizes)}, ${parameters} parameters, one sample, f64` });
}

export const nets = Object.fromEntries(
  ["8-8-4", "8-16-4", "12-16-4", "16-16-4", "16-24-8", "16-32-10", "24-32-10", "32-64-10", "64-64-10"].map(
    (name) => [`net ${name}`, () => suite(net(name))],
  ),
);

/** From 20 to a million parameters; what counts is the time per parameter. */
const sweepNets = ["2-4-3", "4-8-4", "8-12-4", "12-16-6", "16-20-8", "16-28-10", "20-32-10", "24-40-10", "32-48-10",
  "48-64-10", "64-96-10", "128-128-10", "256-256-10", "512-512-10", "1000-1000-10"]; // prettier-ignore

/** A suite of its own for each network, in which every contender is one of ours. */
export const sweep = Object.fromEntries(
  sweepNets.map((name) => [
    `sweep ${name}`,
    async () => {
      const sizes = net(name);
      const task = { sizes, data: dataFor(sizes, parametersOf(sizes) > 50_000 ? 4 : 32) };
      const field = new Field();
      await field.add("chainrule, bound", (label) => by.oursBound(label, task));
      await field.add("chainrule, plain call", (label) => by.ours(label, task));
      await field.add("chainrule, bound, WebAssembly", (label) =>
        by.oursBound(label, task, { target: "wasm" }),
      );
      return field.suite({
        title: `${name}, ${parametersOf(sizes)} parameters`,
        parameters: parametersOf(sizes),
      });
    },
  ]),
);
