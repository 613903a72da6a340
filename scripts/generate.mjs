/** `chainrule generate` in the root of the checkout, whose configuration names the models; --check fails where a kernel is stale. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./setup.mjs";

const command = [join(root, "bin/chainrule.js"), "generate", ...process.argv.slice(2)];
const run = spawnSync(process.execPath, command, { cwd: root, stdio: "inherit" });
process.exitCode = run.status ?? 1;
