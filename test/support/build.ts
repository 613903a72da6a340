import { fileURLToPath } from "node:url";
import { spawnSync } from "node:child_process";

/** Brings dist/ up to date once per run, so that tests which spawn the command line meet today's sources. */
export default function setup(): void {
  const builder = fileURLToPath(new URL("../../scripts/build.mjs", import.meta.url));
  const run = spawnSync(process.execPath, [builder], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`dist/ could not be built:\n${run.stdout}${run.stderr}`);
}
