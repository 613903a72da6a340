/** `npm run bench`: every contender's gradient is checked before anything is timed. */
import { cpus } from "node:os";
import { interleave, table } from "./interleave.mjs";
import { notes } from "./notes.mjs";

const suites = [["The notes' network 3-4-3: cost and 24 partials of one sample, f64", notes]];

console.log(
  `Node.js ${process.versions.node} (V8 ${process.versions.v8}), ${cpus()[0]?.model ?? "unknown processor"}`,
);
for (const [title, suite] of suites) console.log(`\n${table(title, interleave(await suite()))}`);
