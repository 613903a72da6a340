/**
 * Precision and recall of the checker on generated slips, as a table in Markdown: correct derivations of the models of
 * test/cases/slip-models.json with one slip each, seeded.
 *
 *   node scripts/slips.mjs [cases]
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
const { checkNow, Exercises, readModel } = await import("../dist/src/index.js");

const count = Number(process.argv[2] ?? 1000);
const models = JSON.parse(readFileSync(join(root, "test/cases/slip-models.json"), "utf8"));
const sources = models.map(({ text, of }) => new Exercises(readModel(text), of));

const blank = () => ({ applied: 0, found: 0, same: 0, other: 0, unnamed: 0, named: 0 });
const rows = new Map();
const row = (slip) => {
  if (!rows.has(slip)) rows.set(slip, blank());
  return rows.get(slip);
};
const alarms = [];
const judge = (text) => checkNow(text, { kind: "chain" }).lines;
const isWrong = ({ status, follows }) =>
  follows === undefined && (status === "refuted" || status === "conditional");

// Without a slip nothing is wrong.
for (const [k, exercises] of sources.entries())
  for (const line of judge(exercises.solution))
    if (line.status !== "proved") alarms.push(`${models[k].name}: ${line.text} is ${line.status}`);

for (let seed = 1; seed <= count; seed++) {
  const exercise = sources[seed % sources.length].at(seed);
  if (exercise === undefined) continue;
  const lines = judge(exercise.text);
  const slipped = lines.find(({ line }) => line === exercise.line);
  for (const line of lines)
    if (line !== slipped && line.status !== "proved")
      alarms.push(`seed ${seed}, line ${line.line}: ${line.status}`);
  const own = row(exercise.slip);
  own.applied++;
  if (!isWrong(slipped)) continue;
  own.found++;
  if (slipped.slip === undefined) own.unnamed++;
  else {
    row(slipped.slip).named++;
    if (slipped.slip === exercise.slip) own.same++;
    else own.other++;
  }
}

const percent = (part, whole) => (whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`);
const table = [
  "| slip | applied | found wrong | named so | another name, equally exact | not named | precision of the name |",
  "|---|--:|--:|--:|--:|--:|--:|",
  ...[...rows]
    .filter(([, r]) => r.applied > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([slip, r]) =>
        `| ${slip} | ${r.applied} | ${percent(r.found, r.applied)} | ${r.same} | ${r.other} | ${r.unnamed} | ${percent(r.same, r.named)} |`,
    ),
];
const total = [...rows.values()].reduce((sum, r) => {
  for (const key of Object.keys(sum)) sum[key] += r[key];
  return sum;
}, blank());
console.log(table.join("\n"));
console.log(
  `\n${total.applied} slips in ${models.length} models: ${total.found} found wrong (recall ${percent(total.found, total.applied)}), ` +
    `${total.same} named as applied, ${total.other} by another slip that gives exactly the same formula, ${total.unnamed} without a name; ` +
    `${alarms.length} of the right lines called wrong.`,
);
for (const alarm of alarms.slice(0, 20)) console.log(alarm);
process.exitCode = alarms.length > 0 || total.found < total.applied ? 1 : 0;
