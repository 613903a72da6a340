/** Contenders in C: compiled when the benchmark runs, and loaded into this process. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "chainrule-bench-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

const gcc = (...args) => spawnSync("gcc", args, { encoding: "utf8" });

/** The first line of `gcc --version`; undefined where there is no compiler. */
export const compiler = gcc("--version").stdout?.split("\n")[0];

/** `-lopenblas` and its header, where they are installed. */
export const hasOpenBlas = (() => {
  if (compiler === undefined) return false;
  const source = join(folder, "probe.c");
  writeFileSync(source, "#include <cblas.h>\nint main(void) { openblas_set_num_threads(1); return 0; }\n");
  const { status } = gcc(source, "-o", join(folder, "probe"), "-lopenblas");
  return status === 0 && existsSync(join(folder, "probe"));
})();

const flags = ["-O3", "-march=native", "-shared", "-fPIC", "-I", here];
let serial = 0;

/**
 * Compiles a file of this folder and loads it.
 * @param {Readonly<Record<string, string | number>>} defines
 * @param {{ include?: string, blas?: boolean, plain?: boolean }} [more] C text for the file that WRITTEN names;
 *   whether to link OpenBLAS; whether products and sums must stay apart
 */
export function compile(file, defines, { include, blas = false, plain = false } = {}) {
  const name = join(folder, `${++serial}`);
  const given = { ...defines, BLAS: Number(blas) };
  if (include !== undefined) {
    writeFileSync(`${name}.h`, include);
    given.WRITTEN = `"${name}.h"`;
  }
  const { status, stderr } = gcc(
    ...flags,
    ...(plain ? ["-ffp-contract=off"] : []),
    ...Object.entries(given).map(([key, value]) => `-D${key}=${value}`),
    join(here, file),
    "-o",
    `${name}.node`,
    ...(blas ? ["-lopenblas"] : []),
    "-lm",
    "-pthread",
  );
  if (status !== 0) throw new Error(`gcc cannot compile ${file}: ${stderr}`);
  const module = { exports: {} };
  process.dlopen(module, `${name}.node`);
  return module.exports;
}
