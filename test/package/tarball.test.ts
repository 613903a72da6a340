import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { sharedFolder } from "../support/cli.ts";
import { root } from "../support/sources.ts";

const npm = (cwd: string, ...args: readonly string[]): string =>
  execFileSync("npm", [...args, "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd,
    encoding: "utf8",
  });

describe("the packed tarball, installed in another project,", () => {
  const project = sharedFolder();

  beforeAll(() => {
    npm(root, "pack", "--ignore-scripts", "--pack-destination", project);
    const tarball = readdirSync(project).find((name) => name.endsWith(".tgz"))!;
    writeFileSync(
      join(project, "package.json"),
      JSON.stringify({ name: "other", private: true, type: "module" }),
    );
    npm(project, "install", "--omit=dev", `./${tarball}`);
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
    const files = readdirSync(join(project, "node_modules/chainrule"), { recursive: true, encoding: "utf8" });
    expect(files.filter((name) => /^(?:test|scripts|src|\.ci)\b|\.tsbuildinfo$|\.map$/.test(name))).toEqual(
      [],
    );
    const texts = files.filter((name) => name.endsWith(".js"));
    const built = texts.filter((name) =>
      readFileSync(join(project, "node_modules/chainrule", name), "utf8").includes(root),
    );
    expect(built).toEqual([]);
    expect(texts.length).toBeGreaterThan(5);
  });
});
