/** `node bench/report.mjs [FILE]`: writes the tables of docs/PERFORMANCE.md from what `npm run bench -- --json FILE` measured. */
import { readFileSync, writeFileSync } from "node:fs";
import { duration, ratioText } from "./measure/text.mjs";

const [file = new URL("results.json", import.meta.url)] = process.argv.slice(2);
const { date, machine, suites } = JSON.parse(readFileSync(file, "utf8"));
const page = new URL("../docs/PERFORMANCE.md", import.meta.url);
const [START, END] = ["<!-- measured -->", "<!-- end of what was measured -->"];

const peakText = ({ share, peak }) => (share === undefined ? "" : `${(100 * share).toFixed(0)} % of ${peak}`);

function suiteText({ title, rows, ratios, skipped = [] }) {
  if (rows === undefined)
    return `### ${title}\n\n${ratios.map((ratio) => ratio.toFixed(2)).join(", ")} (one number for each of ${ratios.length} fresh kernels)`;
  return [
    `### ${title}`,
    "",
    "| contender | time | ratio | GFLOP/s | of the peak |",
    "|---|--:|--:|--:|---|",
    ...rows.map(
      (row) =>
        `| ${row.name} | ${duration(row.nanoseconds)} | ${ratioText(row.ratio)} | ${row.gflops === undefined ? "" : row.gflops.toFixed(2)} | ${peakText(row)} |`,
    ),
    ...skipped.map(({ name, because }) => `| ${name} | | | | not measured: ${because} |`),
  ].join("\n");
}

const tables = Object.entries(suites).filter(([name]) => !name.startsWith("sweep"));
const sweep = Object.entries(suites).filter(([name]) => name.startsWith("sweep"));
const text = [
  `Measured on ${date}: ${machine.processor}, ${machine.cores} cores; Node.js ${machine.node} (V8 ${machine.v8}); ${machine.gcc ?? "no gcc"}; ${Object.entries(
    machine.packages,
  )
    .map(([name, version]) => `${name} ${version}`)
    .join(", ")}.`,
  ...tables.map(([, suite]) => suiteText(suite)),
  "### One sample of networks of growing size, f64",
  [
    "| network | parameters | bound | GFLOP/s | plain call | GFLOP/s | WebAssembly | GFLOP/s |",
    "|---|--:|--:|--:|--:|--:|--:|--:|",
    ...sweep.map(([, { title, parameters, rows }]) => {
      const kinds = ["chainrule, bound", "chainrule, plain call", "chainrule, bound, WebAssembly"];
      const cells = kinds.map((kind) => rows.find(({ name }) => name === kind));
      const texts = cells.flatMap((row) =>
        row === undefined ? ["", ""] : [duration(row.nanoseconds), row.gflops.toFixed(2)],
      );
      return `| ${[title.split(",")[0], parameters, ...texts].join(" | ")} |`;
    }),
  ].join("\n"),
].join("\n\n");
const old = readFileSync(page, "utf8");
const [from, to] = [old.indexOf(START), old.indexOf(END)];
if (from < 0 || to < from)
  throw new Error(`docs/PERFORMANCE.md has no place for tables: "${START}", then "${END}"`);
writeFileSync(page, `${old.slice(0, from + START.length)}\n\n${text}\n\n${old.slice(to)}`);
