/**
 * `npm run bench [-- --only TEXT] [--json FILE] [--quick]`: every suite in a process of its own, its contenders
 * interleaved there. Every contender's gradient is checked before anything is timed; a wrong one ends the run.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { table } from "./measure/text.mjs";
import { names } from "./suites/names.mjs";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    json: { type: "string" },
    quick: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
  },
});

const here = fileURLToPath(new URL(".", import.meta.url));
const wanted = names.filter((name) => name.includes(values.only));
if (wanted.length === 0) {
  console.error(`no suite is called like "${values.only}"; there are: ${names.join(", ")}`);
  process.exit(2);
}
if (values.list) {
  console.log(wanted.join("\n"));
  process.exit(0);
}

if (!existsSync(join(here, "node_modules"))) {
  console.error("installing what is compared with (bench/package.json) …");
  const { status } = spawnSync("npm", ["ci", "--ignore-scripts"], { cwd: here, stdio: ["ignore", 2, 2] });
  if (status !== 0) console.error("it could not be installed: libraries will be skipped");
}

const version = (command) => {
  try {
    return execFileSync(command, ["--version"], { encoding: "utf8" }).split("\n")[0];
  } catch {
    return undefined;
  }
};

const { dependencies } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
const machine = {
  processor: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  node: process.versions.node,
  v8: process.versions.v8,
  gcc: version("gcc"),
  packages: dependencies,
};
console.log(`${machine.processor}, ${machine.cores} cores; Node.js ${machine.node} (V8 ${machine.v8}); ${machine.gcc ?? "no gcc"}`); // prettier-ignore
console.log("processor time, medians; ratios are medians of ratios within a round");

const answer = join(tmpdir(), `chainrule-bench-${process.pid}.json`);
const suites = {};
for (const name of wanted) {
  const { status } = spawnSync(
    process.execPath,
    [join(here, "suites/child.mjs"), name, answer, ...(values.quick ? ["--quick"] : [])],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
  if (status !== 0) {
    console.error(`the suite "${name}" failed`);
    process.exit(1);
  }
  const suite = JSON.parse(readFileSync(answer, "utf8"));
  rmSync(answer);
  suites[name] = suite;
  console.log(`\n${suite.rows === undefined ? `${suite.title}: ${suite.ratios.map((r) => r.toFixed(2)).join(" ")}` : table(suite)}`); // prettier-ignore
}
if (values.json !== undefined)
  writeFileSync(
    values.json,
    `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), load: loadavg(), quick: values.quick, machine, suites }, undefined, 2)}\n`,
  );
