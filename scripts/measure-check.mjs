/**
 * How long the check of a derivation of forty lines takes, warm: until its first line is judged, and whole. The text is
 * the derivation of examples/notes-corrected.md, its displays repeated until it has forty lines to judge.
 *
 *   node scripts/measure-check.mjs [rounds]
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.mjs";
import { root } from "./setup.mjs";

const complaint = build();
if (complaint !== "") {
  console.error(complaint);
  process.exit(1);
}
const { check } = await import("../dist/src/index.js");

const lines = 40;
const rounds = Number(process.argv[2] ?? 15);
const notes = readFileSync(join(root, "examples/notes-corrected.md"), "utf8");
const [head, tail] = notes.split("## Back propagation");
const displays = tail.split(/(?<=\$\$)\n\n(?=\$\$)/);

async function measured(text) {
  let [first, count] = [0, 0];
  const start = performance.now();
  const { verdict } = await check(text, {
    kind: "md",
    onLine: () => {
      count++;
      first ||= performance.now() - start;
    },
  });
  return { first, whole: performance.now() - start, count, verdict };
}

let text = `${head}## Back propagation\n`;
for (let k = 0; (await measured(text)).count < lines; k++)
  text += `\n${displays[k % displays.length].trim()}\n`;

const runs = [];
for (let round = 0; round < rounds; round++) runs.push(await measured(text));
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const shown = (pick) =>
  `${median(runs.map(pick)).toFixed(0)} ms (best ${Math.min(...runs.map(pick)).toFixed(0)} ms)`;
console.log(
  `${runs[0].count} lines, ${runs[0].verdict}: first verdict after ${shown((r) => r.first)}, all after ${shown((r) => r.whole)}; median of ${rounds}`,
);
