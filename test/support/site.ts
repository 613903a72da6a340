import { fileURLToPath } from "node:url";
import { spawnSync } from "node:child_process";

/** Builds the page once per run, for the tests that open it in a browser. */
export default function setup(): void {
  const builder = fileURLToPath(new URL("../../scripts/web.mjs", import.meta.url));
  const run = spawnSync(process.execPath, [builder], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`dist-web/ could not be built:\n${run.stdout}${run.stderr}`);
}
