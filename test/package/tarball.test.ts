import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, relative } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { sharedFolder } from "../support/cli.ts";
import { packInto } from "../support/pack.ts";
import { root } from "../support/sources.ts";

const npm = (cwd: string, ...args: readonly string[]): string =>
  execFileSync("npm", [...args, "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd,
    encoding: "utf8",
  });

describe("the packed tarball, installed in another project,", () => {
  const project = sharedFolder();
  const home = join(project, "node_modules/chainrule");
  const files = (): readonly string[] =>
    readdirSync(home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(home, join(entry.parentPath, entry.name)));
  const text = (name: string): string => readFileSync(join(home, name), "utf8");

  beforeAll(() => {
    const tarball = packInto(project);
    writeFileSync(
      join(project, "package.json"),
      JSON.stringify({ name: "other", private: true, type: "module" }),
    );
    npm(project, "install", "--omit=dev", tarball);
  }, 300_000);

  it("has the command", () => {
    const run = (...args: readonly string[]): string =>
      execFileSync("npx", ["--no-install", "chainrule", ...args], { cwd: project, encoding: "utf8" });
    expect(run("--help")).toContain("Usage: chainrule");
    expect(run("--version").trim()).toBe(
      (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }).version,
    );
  });
  it("has every entry that it announces", () => {
    const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      exports: Record<string, unknown>;
    };
    const entries = Object.keys(exports).filter((entry) => !entry.endsWith(".json"));
    const names = entries.map((entry) => entry.replace(/^\./, "chainrule"));
    const program = `for (const name of ${JSON.stringify(names)}) if (Object.keys(await import(name)).length === 0) throw name`;
    execFileSync(process.execPath, ["--input-type=module", "--eval", program], { cwd: project });
  });
  it("carries no tests, no sources of the tool chain and no folder of the machine it was built on", () => {
    const strange = /^(?:test|scripts|src|bench|\.ci)\b|\.(?:test|spec)\.|\.tsbuildinfo$|\.map$|\.tgz$/;
    expect(files().filter((name) => strange.test(name))).toEqual([]);
    const telling = [root, homedir(), "file:///"];
    expect(files().filter((name) => telling.some((path) => text(name).includes(path)))).toEqual([]);
    expect(files().length).toBeGreaterThan(5);
  });
  it("imports its own files and what it declares to depend on, and nothing else", () => {
    const { dependencies, peerDependencies } = JSON.parse(text("package.json")) as Readonly<
      Record<"dependencies" | "peerDependencies", Readonly<Record<string, string>>>
    >;
    const known = new Set([...Object.keys({ ...dependencies, ...peerDependencies }), "chainrule"]);
    const imported = /(?:^import |^(?:import|export|\}).* from |\bimport\()"([^"]+)"/gm;
    const foreign = files()
      .filter((name) => name.startsWith("dist/") && /\.(?:js|d\.ts)$/.test(name))
      .flatMap((name) => [...text(name).matchAll(imported)].map(([, from]) => ({ name, from: from! })))
      .filter(({ from }) => !from.startsWith(".") && !from.startsWith("node:"))
      .filter(({ from }) => !known.has(/^(?:@[^/]+\/)?[^/]+/.exec(from)![0]));
    expect(foreign).toEqual([]);
  });
});

describe("the packed tarball", () => {
  const folder = sharedFolder();
  const tool = (name: string, ...args: readonly string[]): string => {
    const run = spawnSync("npx", ["--no-install", name, ...args], { cwd: root, encoding: "utf8" });
    return run.status === 0 ? "clean" : `${run.stdout}${run.stderr}`;
  };

  beforeAll(() => void packInto(folder), 120_000);
  const tarball = (): string => join(folder, readdirSync(folder)[0]!);

  it("has nothing that publint finds fault with", () => {
    expect(tool("publint", "run", tarball(), "--strict")).toBe("clean");
  }, 120_000);
  it("has types at every entry that are those of its code", () => {
    // The package is ES modules only, so that `require` and the resolution of Node.js before 12.7 are left out: the
    // profile ignores nothing else.
    expect(tool("attw", tarball(), "--profile", "esm-only")).toBe("clean");
  }, 180_000);
});
