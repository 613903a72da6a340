/** Brings generated/ up to date with the models in examples/; with --check, fails where it is not. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./setup.mjs";

const models = readdirSync(join(root, "examples"))
  .filter((name) => name.endsWith(".chain"))
  .map((name) => `examples/${name}`);
const command = [
  join(root, "bin/chainrule.js"),
  "generate",
  ...models,
  "-o",
  "generated",
  ...process.argv.slice(2),
];
const run = spawnSync(process.execPath, command, { cwd: root, stdio: "inherit" });
process.exitCode = run.status ?? 1;
