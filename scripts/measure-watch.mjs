/**
 * How long `chainrule generate --watch` takes from a change of a model to the new kernel: one line for each example,
 * the median and the longest of several edits, in milliseconds. Every edit changes a number in the formula.
 */
import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./setup.mjs";

const EDITS = 12;
/** The first edits run code that is not compiled yet. */
const WARMUP = 6;
const later = (ms) => new Promise((done) => void setTimeout(done, ms));

async function measure(name) {
  const folder = mkdtempSync(join(tmpdir(), "chainrule-watch-"));
  const model = join(folder, `${name}.chain`);
  const kernel = join(folder, "generated", `${name}.ts`);
  copyFileSync(join(root, "examples", `${name}.chain`), model);
  const text = readFileSync(model, "utf8");
  const command = [join(root, "bin/chainrule.js"), "generate", `${name}.chain`, "--watch"];
  const child = spawn(process.execPath, command, { cwd: folder, stdio: "ignore" });
  try {
    while (!existsSync(kernel)) await later(5);
    await later(500);
    const times = [];
    for (let k = 0; k < WARMUP + EDITS; k++) {
      const before = readFileSync(kernel, "utf8");
      writeFileSync(model, text.replace(/^Cost = /m, `Cost = ${k + 2} * `));
      const since = performance.now();
      while (readFileSync(kernel, "utf8") === before) await later(1);
      if (k >= WARMUP) times.push(performance.now() - since);
      await later(150);
    }
    times.sort((a, b) => a - b);
    process.stdout.write(
      `${name}  median ${times[EDITS / 2].toFixed(0)} ms, longest ${times.at(-1).toFixed(0)} ms\n`,
    );
  } finally {
    child.kill("SIGINT");
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const name of ["notes", "softmax-regression", "two-three-two"]) await measure(name);
