import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll } from "vitest";
import { sharedFolder } from "./cli.ts";
import { packInto } from "./pack.ts";
import { root } from "./sources.ts";

/** What a program left behind. */
interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** A project of somebody else. */
export interface Project {
  readonly project: string;
  readonly put: (name: string, text: string) => void;
  /** Runs Node.js in the project. */
  readonly node: (...args: readonly string[]) => Ran;
}

/** The bundlers; Rolldown is a part of Vite. */
const BUNDLERS = ["vite", "rollup", "rolldown", "esbuild", "webpack", "@rspack/core"];

/** A project, for all tests of a group, that has the packed tarball, what that needs, and every bundler. */
export function packedProject(): Project {
  const project = sharedFolder();
  const put = (name: string, text: string): void => writeFileSync(join(project, name), text);
  const link = (name: string): void => {
    const to = join(project, "node_modules", name);
    mkdirSync(dirname(to), { recursive: true });
    if (!existsSync(to)) symlinkSync(join(root, "node_modules", name), to, "dir");
  };
  beforeAll(() => {
    const tarball = packInto(project);
    const home = join(project, "node_modules/chainrule");
    mkdirSync(home, { recursive: true });
    execFileSync("tar", ["-xzf", tarball, "-C", home, "--strip-components=1"]);
    const { dependencies } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    for (const name of [...Object.keys(dependencies), ...BUNDLERS, "typescript"]) link(name);
    put("package.json", JSON.stringify({ name: "other", private: true, type: "module" }));
  }, 120_000);
  return {
    project,
    put,
    node: (...args) => {
      const run = spawnSync(process.execPath, args, { cwd: project, encoding: "utf8", timeout: 100_000 });
      return { status: run.status, out: run.stdout, err: run.stderr };
    },
  };
}
