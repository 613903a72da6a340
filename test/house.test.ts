import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type Breach,
  foreignWords,
  habitBreaches,
  importBreaches,
  importCycles,
  lengthBreaches,
} from "./support/house.ts";
import { root, type Source, sources } from "./support/sources.ts";

/** Files above 400 lines, each a table that is better read whole, with its own cap. */
const longTables: Readonly<Record<string, number>> = {};

const areas = ["src", "codegen", "cli", "train", "unplugin", "generated", "web", "bench", "examples", "test"];
const code = areas
  .filter((area) => existsSync(join(root, area)))
  .flatMap((area) => sources(area, [".ts", ".tsx"]));
const product = code.filter(({ path }) => /^(?:src|codegen|cli|train|unplugin|web)\//.test(path));
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  readonly exports: Readonly<Record<string, string | { readonly default: string }>>;
};

const lockFile = readFileSync(join(root, "package-lock.json"), "utf8");

interface Locked {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Node's look-up: in the package's own node_modules, then in those of the folders above it. */
function isLocked(locked: Readonly<Record<string, Locked>>, path: string, name: string): boolean {
  const inner = path === "" ? `node_modules/${name}` : `${path}/node_modules/${name}`;
  if (inner in locked) return true;
  return (
    path !== "" && isLocked(locked, path.slice(0, Math.max(0, path.lastIndexOf("/node_modules/"))), name)
  );
}

const paths = (breaches: readonly Breach[]): readonly string[] => breaches.map(({ path }) => path);
const file = (path: string, text: string): Source => ({ path, text });

describe("the house", () => {
  it("keeps the import law", () => expect(importBreaches(code)).toEqual([]));
  it("has no import cycles", () => expect(importCycles(code)).toEqual([]));
  it("has no file too long to be read at once", () => {
    expect(lengthBreaches(product, 400, longTables)).toEqual([]);
  });
  it("has short files as a rule", () => {
    const lengths = product.map(({ text }) => text.split("\n").length).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(150);
  });
  it("has no bad habits", () => {
    expect(habitBreaches(product)).toEqual([]);
  });
  it("names no machine and no private folder", () => {
    const texts = sources(".", [
      ".ts",
      ".tsx",
      ".css",
      ".md",
      ".mjs",
      ".js",
      ".json",
      ".chain",
      ".yml",
      ".html",
    ]);
    expect(foreignWords(texts.filter(({ path }) => path !== "test/house.test.ts"))).toEqual([]);
  });
  it("has a lock file without download addresses", () => {
    expect(lockFile).not.toContain('"resolved"');
  });
  it("has a lock file that npm ci accepts: every package it names is locked, for all platforms", () => {
    const locked = (JSON.parse(lockFile) as { packages: Record<string, Locked> }).packages;
    const missing = Object.entries(locked).flatMap(([path, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies }).filter(
        (name) => !isLocked(locked, path, name),
      ),
    );
    expect(missing).toEqual([]);
  });
  it("exports only what has a source", () => {
    const targets = Object.values(manifest.exports).flatMap((target) =>
      typeof target === "string" ? [] : [target.default],
    );
    const missing = targets.filter(
      (target) => !existsSync(join(root, target.replace("./dist/", "").replace(/\.js$/, ".ts"))),
    );
    expect(missing).toEqual([]);
  });
});

describe("the house test sees", () => {
  it("an import from a later room", () => {
    const breach = file("src/1-parse/a.ts", 'import {\n  b,\n} from "../2-elaborate/b.ts";');
    expect(paths(importBreaches([breach]))).toEqual([breach.path]);
  });
  it("core leaning on a room", () => {
    expect(importBreaches([file("src/core/a.ts", 'export { b } from "../4-simplify/b.ts";')])).toHaveLength(
      1,
    );
  });
  it("a lazy import that breaks the law", () => {
    expect(importBreaches([file("src/1-parse/a.ts", 'await import("../7-verify/b.ts")')])).toHaveLength(1);
  });
  it("an inner file used from outside", () => {
    const inner = [file("cli/a.ts", 'import { b } from "../src/core/expr.ts";')];
    expect(importBreaches(inner)).toHaveLength(1);
    expect(
      importBreaches([file("codegen/1-lower/a.ts", 'import { b } from "../../src/1-parse/b.ts";')]),
    ).toHaveLength(1);
  });
  it("an engine file that names a package or Node.js", () => {
    expect(importBreaches([file("src/1-parse/a.ts", 'import { x } from "node:fs";')])).toHaveLength(1);
    expect(importBreaches([file("src/1-parse/a.ts", 'import x from "commander";')])).toHaveLength(1);
  });
  it("an inner file used from the page", () => {
    expect(importBreaches([file("web/a.tsx", 'import { b } from "../src/core/expr.ts";')])).toHaveLength(1);
    expect(importBreaches([file("web/a.tsx", 'import { b } from "../cli/frame.ts";')])).toHaveLength(1);
  });
  it("generated code that imports, and code that imports a test", () => {
    expect(importBreaches([file("generated/a.ts", 'import { x } from "../src/index.ts";')])).toHaveLength(1);
    expect(
      importBreaches([file("cli/a.ts", 'import { x } from "../test/support/sources.ts";')]),
    ).toHaveLength(1);
  });
  it("nothing wrong in imports from core, the own room, an earlier room and doors", () => {
    const lawful = [
      file("src/3-differentiate/a.ts", 'import "../core/b.ts"; import "./c.ts"; import "../1-parse/d.ts";'),
      file("src/index.ts", 'export { a } from "./7-verify/a.ts";'),
      file(
        "codegen/2-schedule/a.ts",
        'import "../1-lower/b.ts"; import "../../src/core/c.ts"; import "../../src/index.ts";',
      ),
      file("cli/a.ts", 'import "../src/index.ts"; import "./b.ts"; import { styleText } from "node:util";'),
    ];
    expect(importBreaches(lawful)).toEqual([]);
  });
  it("a cycle of three files", () => {
    const ring = ["a", "b", "c"].map((name, k) => file(`cli/${name}.ts`, `import "./${"bca"[k]}.ts";`));
    expect(importCycles(ring)).toHaveLength(1);
    expect(importCycles(ring.slice(0, 2))).toEqual([]);
    const types = ring.map(({ path, text }) =>
      file(path, text.replace("import ", "import type { A } from ")),
    );
    expect(importCycles(types)).toEqual([]);
  });
  it("a file that grew too long", () => {
    expect(lengthBreaches([file("src/a.ts", "x\n".repeat(401))], 400)).toHaveLength(1);
    expect(lengthBreaches([file("src/a.ts", "x\n".repeat(400))], 400)).toEqual([]);
  });
  it.each([
    ["const a: any = 1;"],
    ["const a = b as any;"],
    ["const a: Map<string, any> = b;"],
    ["// @ts-expect-error later"],
    ["// TODO: later"],
    ["export let count = 0;"],
    ["const memo = new Map<string, number>();"],
    ["const f = new Function(text);"],
    ['export { a } from "./a.ts";'],
  ])("the bad habit in %s", (text) => {
    expect(habitBreaches([file("src/1-parse/a.ts", text)])).toHaveLength(1);
  });
  it.each([
    ["/** Stands for any: the rest. */"],
    ["  let inside = 0;"],
    ["const any = 1;"],
    ["const m = new Map([[1, 2]]);"],
  ])("nothing wrong in %s", (text) => expect(habitBreaches([file("src/1-parse/a.ts", text)])).toEqual([]));
  it("a machine's path and a folder outside", () => {
    const outside = ["..", "shared", "notes"].join("/");
    const machine = ["", "work", "main"].join("/");
    expect(foreignWords([file("a.md", `see ${outside}`), file("b.md", `in ${machine}`)])).toHaveLength(2);
  });
});
