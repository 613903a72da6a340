import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { chainrule, folder } from "../support/cli.ts";
import { root } from "../support/sources.ts";

const model = "input x[3]\nparam w[3]\nf = sum(x .* w)\n";
const open = "size n\nparam w[n]\ng = sum(w .* w)\n";

/** A project with a configuration; `chainrule` means this package there. */
function project(config: string, files: Readonly<Record<string, string>> = {}): string {
  const path = folder({ "chainrule.config.ts": config, "m.chain": model, "open.chain": open, ...files });
  mkdirSync(join(path, "node_modules"));
  symlinkSync(root, join(path, "node_modules/chainrule"), "dir");
  return path;
}

const typed = `import { defineConfig } from "chainrule/config";
export default defineConfig({
  outDir: "kernels",
  dts: true,
  models: ["m.chain", { file: "open.chain", name: "squares", sizes: { n: 2 }, type: "f32", batch: false }],
});`;

describe("generate with a configuration", () => {
  it("needs no arguments, and gives every model what is said for it", async () => {
    const cwd = project(typed);
    const { code, err, out } = await chainrule(["generate"], { cwd });
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("written  kernels/squares.ts  from ../open.chain");
    expect(readdirSync(join(cwd, "kernels")).sort()).toEqual([
      "chainrule.manifest.json",
      "m.ts",
      "m.ts.map",
      "squares.ts",
      "squares.ts.map",
    ]);
    const text = readFileSync(join(cwd, "kernels/squares.ts"), "utf8");
    expect(text).toContain("w: Float32Array");
    expect(text).not.toContain("Batch");
    expect(readFileSync(join(cwd, "m.d.chain.ts"), "utf8")).toContain(
      "export declare function fAndGradient(",
    );
    expect((await chainrule(["generate", "--check"], { cwd })).code).toBe(0);
  });
  it("removes what the configuration no longer asks for: kernels and types", async () => {
    const cwd = project(typed);
    await chainrule(["generate"], { cwd });
    writeFileSync(join(cwd, "chainrule.config.ts"), typed.replace(/, \{ file.*\}\]/, "]"));
    rmSync(join(cwd, "open.chain"));
    writeFileSync(join(cwd, "mine.d.chain.ts"), "export {};\n");
    const check = await chainrule(["generate", "--check"], { cwd });
    expect([check.code, check.out]).toEqual([1, expect.stringContaining("left over  kernels/squares.ts\n")]);
    const { out } = await chainrule(["generate"], { cwd });
    expect(out).toContain("removed  open.d.chain.ts");
    expect(existsSync(join(cwd, "open.d.chain.ts"))).toBe(false);
    expect(existsSync(join(cwd, "mine.d.chain.ts"))).toBe(true);
    expect(readdirSync(join(cwd, "kernels"))).not.toContain("squares.ts");
  });
  it("lets the command line win, and the place of the configuration count", async () => {
    const cwd = project("", { "chainrule.config.ts": "" });
    rmSync(join(cwd, "chainrule.config.ts"));
    mkdirSync(join(cwd, "sub"));
    writeFileSync(join(cwd, "sub/m.chain"), model);
    writeFileSync(join(cwd, "sub/chainrule.config.ts"), 'export default { models: ["m.chain"] };');
    const args = ["generate", "--config", "sub/chainrule.config.ts", "--type", "f32"];
    expect((await chainrule(args, { cwd })).out).toContain("written  sub/generated/m.ts  from ../m.chain");
    expect(readFileSync(join(cwd, "sub/generated/m.ts"), "utf8")).toContain("Float32Array");
    const printed = await chainrule([...args, "--print", "--no-batch"], { cwd });
    expect(printed.out).not.toContain("Batch");
    const named = await chainrule([...args.slice(0, 3), "m.chain"], { cwd });
    expect([named.code, named.err]).toEqual([2, expect.stringContaining("E1056")]);
  });
  it.each([
    ["no configuration and no model", undefined, "E1050", "chainrule.config.ts"],
    ["an unknown option", 'export default { models: [], tpye: "f32" };', "E1052", "did you mean type?"],
    ["a wrong value", 'export default { models: ["m.chain"], type: "f46" };', "E1053", 'type is "f46"'],
    ["a model that is not there", 'export default { models: ["no.chain"] };', "E1001", "no.chain"],
    ["a slip", "export default {", "E1051", "chainrule.config.ts cannot be loaded"],
    [
      "a size the model lacks",
      'export default { models: ["m.chain"], sizes: { k: 1 } };',
      "E1043",
      "no size k",
    ],
    ["a variable it lacks", 'export default { models: ["m.chain"], wrt: ["v"] };', "E1047", "it has"],
  ])("complains of %s", async (_what, config, code, text) => {
    const cwd = project(config ?? "");
    if (config === undefined) rmSync(join(cwd, "chainrule.config.ts"));
    const run = await chainrule(["generate"], { cwd });
    expect([run.code, run.out]).toEqual([2, ""]);
    expect(run.err).toContain(code);
    expect(run.err).toContain(text);
    expect(run.err).not.toMatch(/\n\s+at /);
    expect(existsSync(join(cwd, "generated"))).toBe(false);
    const json = await chainrule(["generate", "--json"], { cwd });
    expect(JSON.parse(json.out)).toMatchObject({ diagnostics: [{ code, severity: "error" }] });
  });
  it("explains its messages", async () => {
    const { code, out } = await chainrule(["explain", "E1053"]);
    expect([code, out]).toEqual([0, expect.stringContaining("belongs there")]);
  });
});

describe("generate", () => {
  const cacheOf = (cwd: string): string => join(cwd, "node_modules/.cache/chainrule");
  it("keeps what it made, and gives the same bytes from there", async () => {
    const cwd = project('export default { models: ["m.chain"] };');
    await chainrule(["generate"], { cwd });
    const text = readFileSync(join(cwd, "generated/m.ts"), "utf8");
    const names = readdirSync(cacheOf(cwd));
    expect(names.length).toBeGreaterThan(0);
    rmSync(join(cwd, "generated"), { recursive: true });
    await chainrule(["generate"], { cwd });
    expect(readFileSync(join(cwd, "generated/m.ts"), "utf8")).toBe(text);
    for (const name of names) writeFileSync(join(cacheOf(cwd), name), "junk");
    rmSync(join(cwd, "generated"), { recursive: true });
    await chainrule(["generate"], { cwd });
    expect(readFileSync(join(cwd, "generated/m.ts"), "utf8")).toBe(text);
  });
  it("keeps nothing, or elsewhere, where it is told to", async () => {
    const cwd = project('export default { models: ["m.chain"] };');
    await chainrule(["generate", "--no-cache"], { cwd });
    await chainrule(["generate", "--cache-dir", "kept"], { cwd });
    expect(existsSync(cacheOf(cwd))).toBe(false);
    expect(readdirSync(join(cwd, "kept")).length).toBeGreaterThan(0);
  });
  it("can run many times at once", async () => {
    const cwd = project('export default { models: ["m.chain"] };');
    const runs = await Promise.all([1, 2, 3].map(() => chainrule(["generate"], { cwd })));
    expect(runs.map(({ code, err }) => [code, err])).toEqual(runs.map(() => [0, ""]));
    expect((await chainrule(["generate", "--check"], { cwd })).code).toBe(0);
    expect(readdirSync(join(cwd, "generated")).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
  it("overwrites somebody else's file with --force alone", async () => {
    const cwd = project('export default { models: ["m.chain"], dts: true };', {
      "m.d.chain.ts": "// mine\n",
    });
    const refused = await chainrule(["generate"], { cwd });
    expect([refused.code, refused.err]).toEqual([
      2,
      expect.stringContaining("m.d.chain.ts was not generated"),
    ]);
    expect((await chainrule(["generate", "--force"], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, "m.d.chain.ts"), "utf8")).toMatch(/^\/\/ @generated by chainrule/);
  });
});

describe("generate --watch", () => {
  /** A watching process, and a way to wait for what it says. */
  function watching(cwd: string): {
    says: (text: string) => Promise<string>;
    end: (signal: NodeJS.Signals) => Promise<number | null>;
  } {
    const child = spawn(process.execPath, [join(root, "bin/chainrule.js"), "generate", "--watch"], {
      cwd,
      env: { ...process.env, NO_COLOR: "1", CHAINRULE_AS_BUILT: "1" },
    });
    let heard = "";
    const ended = new Promise<number | null>((done) => child.on("close", done));
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => {
        heard += chunk.toString();
      });
    onTestFinished(() => void child.kill("SIGKILL"));
    return {
      says: async (text) => {
        const until = performance.now() + 60_000;
        while (!heard.includes(text)) {
          if (performance.now() > until) throw new Error(`nobody says ${text}:\n${heard}`);
          await new Promise((later) => void setTimeout(later, 10));
        }
        const said = heard;
        heard = "";
        return said;
      },
      end: async (signal) => {
        child.kill(signal);
        return ended;
      },
    };
  }
  it("generates again when a model or the configuration changes, says what is wrong and goes on, and ends cleanly", async () => {
    const cwd = project('export default { models: ["m.chain", "open.chain"], sizes: {} };', {
      "open.chain": open.replace("size n", "size n = 2"),
    });
    const { says, end } = watching(cwd);
    await says("Up to date");
    const read = (name: string): string => readFileSync(join(cwd, "generated", name), "utf8");
    const untouched = read("open.ts");
    utimesSync(join(cwd, "generated/open.ts"), 1, 1);
    writeFileSync(join(cwd, "m.chain"), model.replace("x .* w", "x .* w .* w"));
    const second = await says("Up to date");
    expect(second).toContain("written  generated/m.ts");
    expect(second).not.toContain("open.ts");
    expect(read("m.ts")).toMatch(/^\/\/ f = .*w/m);
    expect(read("open.ts")).toBe(untouched);
    writeFileSync(join(cwd, "m.chain"), model.replace("x .* w", "x .* v"));
    expect(await says("E0201")).toContain("m.chain:3:");
    writeFileSync(join(cwd, "m.chain"), model);
    await says("Up to date");
    writeFileSync(join(cwd, "chainrule.config.ts"), 'export default { models: ["m.chain"], type: "f46" };');
    await says("E1053");
    writeFileSync(join(cwd, "chainrule.config.ts"), 'export default { models: ["m.chain"], type: "f32" };');
    expect(await says("Up to date")).toContain("removed  generated/open.ts");
    expect(read("m.ts")).toContain("Float32Array");
    expect(await end("SIGINT")).toBe(0);
    expect(readdirSync(join(cwd, "generated")).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
  it("ends with the configuration's complaint when there is nothing to begin with", async () => {
    const cwd = folder();
    const { code, err } = await chainrule(["generate", "--watch"], { cwd });
    expect([code, err]).toEqual([2, expect.stringContaining("E1050")]);
  });
});
