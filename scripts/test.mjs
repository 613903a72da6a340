/**
 * `npm test`: sets the checkout up and runs every check there is. `npm test -- PATTERN…` runs only the tests
 * whose path matches.
 *
 * Types, lint, format and the freshness of generated/ run beside each other and speak when they fail; then
 * come the tests. The last line is
 * "N passed, N failed", over tests and checks together; the exit code is 0 only when nothing failed.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, setUp } from "./setup.mjs";

const patterns = process.argv.slice(2);
const startedAt = performance.now();
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Runs a program of node_modules or of the checkout on Node.js; resolves to its exit status and output. */
function run(program, args, stdio) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, program), ...args], { cwd: root, stdio });
    const chunks = [];
    child.stdout?.on("data", (chunk) => chunks.push(chunk));
    child.stderr?.on("data", (chunk) => chunks.push(chunk));
    child.on("close", (status) => resolve({ status, output: Buffer.concat(chunks).toString("utf8") }));
  });
}

/** One check that prints nothing but its name and time, unless it fails. */
async function check({ name, program, args, remedy }) {
  const since = performance.now();
  const { status, output } = await run(program, args, ["ignore", "pipe", "pipe"]);
  const passed = status === 0;
  process.stdout.write(`${passed ? "ok    " : "FAILED"}  ${name}  ${seconds(since)}\n`);
  if (!passed) process.stdout.write(`${output.trimEnd()}\n        ${remedy}\n\n`);
  return { name, passed: passed ? 1 : 0, failed: passed ? 0 : 1 };
}

/** The tests themselves, with the runner's own display; counted from its JSON report. */
async function tests() {
  const folder = mkdtempSync(join(tmpdir(), "chainrule-test-"));
  const report = join(folder, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  try {
    const { status } = await run(
      "node_modules/vitest/vitest.mjs",
      ["run", ...reporters, ...patterns],
      ["ignore", "inherit", "inherit"],
    );
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8"));
    const failedOtherwise = status !== 0 && numFailedTests === 0 ? 1 : 0;
    return { name: "tests", passed: numPassedTests, failed: numFailedTests + failedOtherwise };
  } catch (error) {
    process.stdout.write(`The test runner left no report: ${error.message}\n`);
    return { name: "tests", passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const checks = [
  {
    name: "types",
    program: "node_modules/typescript/bin/tsc",
    args: ["--noEmit"],
    remedy: "Again alone: npx tsc --noEmit",
  },
  {
    name: "types of the page",
    program: "node_modules/typescript/bin/tsc",
    args: ["--noEmit", "-p", "web"],
    remedy: "Again alone: npx tsc --noEmit -p web",
  },
  { name: "lint", program: "node_modules/oxlint/bin/oxlint", args: [], remedy: "Again alone: npm run lint" },
  {
    name: "format",
    program: "node_modules/oxfmt/bin/oxfmt",
    args: ["--check"],
    remedy: "Mend it with: npm run format",
  },
  {
    name: "generated/ is fresh",
    program: "scripts/generate.mjs",
    args: ["--check"],
    remedy: "Bring it up to date with: npm run generate",
  },
  {
    name: "docs/API.md is fresh",
    program: "scripts/api.mjs",
    args: ["--check"],
    remedy: "Bring it up to date with: node scripts/api.mjs",
  },
];

setUp();
const results = patterns.length > 0 ? [] : await Promise.all(checks.map(check));
results.push(await tests());

const failing = results.filter(({ failed }) => failed > 0).map(({ name }) => name);
const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
const verdict = failing.length > 0 ? `Not well: ${failing.join(", ")} failed.` : "All is well.";
process.stdout.write(
  `\n${verdict} ${seconds(startedAt)}\n${total("passed")} passed, ${total("failed")} failed\n`,
);
process.exitCode = failing.length > 0 ? 1 : 0;
