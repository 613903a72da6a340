/** One suite in this process: `node child.mjs NAME ANSWER [--quick]` writes its rows to the file ANSWER. */
import { writeFileSync } from "node:fs";
import { interleave } from "../measure/interleave.mjs";
import { peaks } from "../measure/peaks.mjs";
import { suites } from "./names.mjs";

const [name, answer, quick] = process.argv.slice(2);
const usual =
  quick === undefined ? { rounds: 11, warmup: 3e8, slice: 3e6 } : { rounds: 5, warmup: 1e8, slice: 2e6 };
const { contenders, effort, ...suite } = await suites[name]();
const measure = async () => {
  const all = { ...usual, ...(quick === undefined ? effort : {}) };
  const known = await peaks({ rounds: 7, warmup: 2e7, slice: 2e6 });
  const rows = await interleave(contenders, all, known);
  return { rows, peaks: Object.fromEntries(known) };
};
writeFileSync(answer, JSON.stringify({ ...suite, ...(contenders === undefined ? {} : await measure()) }));
// Worker threads of the libraries would keep the process alive.
process.exit(0);
