/** `npm run bench`: every contender's gradient is checked before anything is timed. */
import { cpus } from "node:os";
import { interleave, table } from "./interleave.mjs";
import { mnist } from "./mnist.mjs";
import { notes } from "./notes.mjs";

const { model } = cpus()[0] ?? { model: "unknown processor" };
console.log(
  `Node.js ${process.versions.node} (V8 ${process.versions.v8}), ${model}; processor time, medians`,
);

const show = (title, contenders, options) =>
  console.log(`\n${table(title, interleave(contenders, options))}`);

show("The notes' network 3-4-3: cost and 24 partials of one sample, f64", await notes());
const large = await mnist();
const few = { rounds: 9, slice: 2e7 };
show("784-128-10: mean cost and gradient of 64 samples, f64", large.batch, few);
show("784-128-10: cost and gradient of one sample, f64", large.single, few);
