import { fileURLToPath } from "node:url";
import { spawnSync } from "node:child_process";

/** Builds the page and the command line once per run, for the tests that open them in a browser. */
export default function setup(): void {
  for (const name of ["build.mjs", "web.mjs"]) {
    const builder = fileURLToPath(new URL(`../../scripts/${name}`, import.meta.url));
    const run = spawnSync(process.execPath, [builder], { encoding: "utf8" });
    if (run.status !== 0) throw new Error(`scripts/${name} failed:\n${run.stdout}${run.stderr}`);
  }
}
