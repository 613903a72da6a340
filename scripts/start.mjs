/** `npm start`: sets the checkout up, then runs the main job, `chainrule tour`. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root, setUp } from "./setup.mjs";

setUp();
const command = [join(root, "bin/chainrule.js"), "tour", ...process.argv.slice(2)];
const run = spawnSync(process.execPath, command, { cwd: root, stdio: "inherit" });
process.exitCode = run.status ?? 1;
