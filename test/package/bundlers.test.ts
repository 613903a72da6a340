import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { packedProject } from "../support/project.ts";
import { root } from "../support/sources.ts";

/** How each bundler builds `entry` into `out/NAME/bundle.mjs`; what goes wrong is thrown or returned as text. */
const builders: Readonly<Record<string, string>> = {
  vite: `import { build } from "vite";
    import chainrule from "chainrule/vite";
    await build({ root: ".", configFile: false, logLevel: "silent", plugins: [chainrule()], build: {
      lib: { entry, formats: ["es"], fileName: () => "bundle.mjs" }, outDir, minify: false, sourcemap: true } });`,
  rollup: `import { rollup } from "rollup";
    import chainrule from "chainrule/rollup";
    const bundle = await rollup({ input: entry, plugins: [chainrule()] });
    await bundle.write({ file: outDir + "/bundle.mjs", sourcemap: true });`,
  rolldown: `import { rolldown } from "rolldown";
    import chainrule from "chainrule/rolldown";
    const bundle = await rolldown({ input: entry, plugins: [chainrule()] });
    await bundle.write({ file: outDir + "/bundle.mjs", sourcemap: true });`,
  esbuild: `import { build } from "esbuild";
    import chainrule from "chainrule/esbuild";
    await build({ entryPoints: [entry], bundle: true, format: "esm", outfile: outDir + "/bundle.mjs",
      sourcemap: true, logLevel: "silent", plugins: [chainrule()] });`,
  webpack: `import webpack from "webpack";
    import chainrule from "chainrule/webpack";
    await packed(webpack, chainrule());`,
  rspack: `import { rspack } from "@rspack/core";
    import chainrule from "chainrule/rspack";
    await packed(rspack, chainrule());`,
};

const driver = (imports: string): string => `import { resolve } from "node:path";
const [entry, outDir] = process.argv.slice(2).map((path) => resolve(path));
const packed = (bundler, plugin) => new Promise((done, failed) => {
  bundler({ mode: "none", context: process.cwd(), entry, devtool: "source-map", plugins: [plugin],
    experiments: { outputModule: true },
    output: { path: outDir, filename: "bundle.mjs", module: true } }, (error, stats) => {
    if (error) return failed(error);
    if (stats.hasErrors()) return failed(new Error(stats.toJson().errors.map((e) => e.message).join("\\n")));
    done();
  });
});
try {
${imports.replaceAll(/import (.*) from "(.*)";/g, (_, names: string, from: string) =>
  names.startsWith("{")
    ? `const ${names} = await import("${from}");`
    : `const ${names} = (await import("${from}")).default;`,
)}
} catch (error) {
  const [first] = error.errors ?? [];
  console.log(JSON.stringify({ message: error.message, loc: error.loc ?? first?.location ?? first?.loc, id: error.id }));
  process.exitCode = 1;
}
process.exit();
`;

const main = `import { costAndGradient, model } from "./mlp.chain";
import * as single from "./mlp.chain?type=f32&batch=false";
import * as wasm from "./mlp.chain?target=wasm&type=f32";
const shapes = model.inputs;
const size = (name) => shapes[name].reduce((a, b) => a * b, 1);
const fill = (name, k) => Float64Array.from({ length: size(name) }, (_, i) => Math.sin(i + k));
const [I, W0, W1] = ["I", "W0", "W1"].map(fill);
const y = Float64Array.of(0, 1, 0);
const [dW0, dW1] = [new Float64Array(12), new Float64Array(12)];
const cost = () => costAndGradient(I, y, W0, W1, new Float64Array(12), new Float64Array(12));
const value = costAndGradient(I, y, W0, W1, dW0, dW1);
let worst = 0;
for (const [weights, gradient] of [[W0, dW0], [W1, dW1]])
  for (let k = 0; k < weights.length; k++) {
    const [before, h] = [weights[k], 1e-5];
    weights[k] = before + h;
    const right = cost();
    weights[k] = before - h;
    const left = cost();
    weights[k] = before;
    worst = Math.max(worst, Math.abs((right - left) / (2 * h) - gradient[k]));
  }
const round = (a) => Float32Array.from(a);
const s = single.costAndGradient(...[I, y, W0, W1].map(round), new Float32Array(12), new Float32Array(12));
const w = wasm.createKernel();
w.W0.set(W0);
w.W1.set(W1);
const byWasm = w.costAndGradient(round(I), round(y));
const farthest = Math.max(...[...dW0, ...dW1].map((x, k) => Math.abs(x - (k < 12 ? w.dW0[k] : w.dW1[k - 12]))));
const isWasm = w.memory instanceof WebAssembly.Memory;
console.log(JSON.stringify({ byWasm, farthest, isWasm, value, worst, moved: dW1.some((x) => x !== 0), single: s, precision: single.model.precision,
  batch: "costBatch" in single }));
`;

describe("from the packed tarball,", () => {
  const { project, put, node } = packedProject();

  beforeAll(() => {
    copyFileSync(join(root, "examples/notes.chain"), join(project, "mlp.chain"));
    put("main.js", main);
    put("broken.chain", "input hidden[4]\nf = sum(i, hiden[i])\n");
    put("broken.js", 'import { f } from "./broken.chain";\nconsole.log(f);\n');
    put("option.js", 'import { cost } from "./mlp.chain?tpye=f32";\nconsole.log(cost);\n');
    for (const [name, text] of Object.entries(builders)) put(`build-${name}.mjs`, driver(text));
  });

  describe.each(Object.keys(builders))("%s", (name) => {
    const build = (entry: string): { status: number | null; out: string; err: string } =>
      node(`build-${name}.mjs`, entry, `out/${name}`);
    it("builds a model into code that computes its gradient", () => {
      const built = build("main.js");
      expect([built.status, built.out, built.err]).toEqual([0, "", ""]);
      const { status, out, err } = node(`out/${name}/bundle.mjs`);
      expect([status, err]).toEqual([0, ""]);
      const result = JSON.parse(out) as Record<string, number>;
      expect(result).toMatchObject({ isWasm: true, moved: true, precision: "f32", batch: false });
      expect(result.worst).toBeLessThan(1e-8);
      expect(result.single).toBeCloseTo(result.value!, 5);
      expect(result.byWasm).toBeCloseTo(result.value!, 5);
      expect(result.farthest).toBeLessThan(1e-5);
    });
    it("gives a source map that leads to the model", () => {
      const { sources, sourcesContent } = JSON.parse(
        readFileSync(join(project, `out/${name}/bundle.mjs.map`), "utf8"),
      ) as { readonly sources: readonly string[]; readonly sourcesContent: readonly string[] };
      const k = sources.findIndex((source) => source.includes("mlp.chain"));
      expect(sources.join(" ")).toContain("mlp.chain");
      expect(sourcesContent[k]).toContain("softmax");
    });
    it("shows the mistakes of a model at their place, with the line", () => {
      const { status, out } = build("broken.js");
      expect(status).toBe(1);
      const { message, loc } = JSON.parse(out) as {
        readonly message: string;
        readonly loc?: { readonly line: number; readonly column: number; readonly file: string };
      };
      expect(message).toMatch(/error\[E0201\][\s\S]*broken\.chain:2:12[\s\S]*hiden\[i\][\s\S]*\^\^\^\^\^/);
      expect(message).not.toMatch(/\n\s+at \w/);
      if (name !== "webpack" && name !== "rspack")
        expect(loc).toMatchObject({ line: 2, column: 11, file: expect.stringContaining("broken.chain") });
    });
    it("shows a wrong option of an import", () => {
      const { status, out } = build("option.js");
      expect(status).toBe(1);
      expect((JSON.parse(out) as { message: string }).message).toMatch(
        /E1052.*tpye[\s\S]*did you mean type\?/,
      );
    });
  });

  it("Vite's server gives the new kernel when a model has changed", () => {
    put("live.chain", "param w[2]\nf = sum(w)\n");
    put("live.js", 'export { f } from "./live.chain";\n');
    put(
      "serve.mjs",
      `import { writeFileSync } from "node:fs";
      import { createServer } from "vite";
      import chainrule from "chainrule/vite";
      const server = await createServer({ configFile: false, logLevel: "silent", plugins: [chainrule()],
        server: { middlewareMode: true, ws: false }, appType: "custom" });
      const value = async () => (await server.ssrLoadModule("/live.js")).f(Float64Array.of(2, 3));
      const before = await value();
      writeFileSync("live.chain", "param w[2]\\nf = sum(w .* w)\\n");
      let after = before;
      for (let k = 0; k < 500 && after === before; k++) {
        await new Promise((later) => setTimeout(later, 20));
        after = await value();
      }
      await server.close();
      console.log(before, after);
      process.exit();`,
    );
    expect(node("serve.mjs")).toEqual({ status: 0, out: "5 13\n", err: "" });
  });

  it("imports are typed, and a wrong call does not compile", () => {
    expect(existsSync(join(project, "mlp.d.chain.ts"))).toBe(true);
    const options = {
      strict: true,
      noEmit: true,
      module: "esnext",
      moduleResolution: "bundler",
      target: "es2022",
      lib: ["es2022"],
      types: [],
      allowArbitraryExtensions: true,
    };
    put(
      "tsconfig.json",
      JSON.stringify({ compilerOptions: options, files: ["right.ts", "wrong.ts", "query.ts", "wasm.d.ts"] }),
    );
    put(
      "right.ts",
      `import { costAndGradient, createKernel, model } from "./mlp.chain";
      const a = new Float64Array(12);
      const value: number = costAndGradient(a, a, a, a, a, a);
      const rows: 3 = model.inputs.W0[0];
      const kernel = createKernel();
      kernel.gradient(a, a);
      export const all = [value, rows, kernel.dW0.length];\n`,
    );
    put(
      "wasm.d.ts",
      `declare module "*/mlp.chain?target=wasm" {
        const kernel: typeof import("./mlp.chain");
        export = kernel;
      }\n`,
    );
    put(
      "query.ts",
      `import { gradient, model } from "./mlp.chain?target=wasm";
      const a = new Float64Array(12);
      export const rows: 3 = model.inputs.W0[0];
      gradient(a, a, a, a, a, a);
      gradient(a);\n`,
    );
    put(
      "wrong.ts",
      `import { costAndGradient, model } from "./mlp.chain";
      const a = new Float64Array(12);
      costAndGradient(a, a, a, a, a);
      costAndGradient(a, a, a, a, a, [1]);
      export const rows: 4 = model.inputs.W0[0];
      export { cots } from "./mlp.chain";\n`,
    );
    const { out } = node("node_modules/typescript/bin/tsc", "-p", ".");
    const places = out
      .split("\n")
      .flatMap((line) => /^(\w+\.ts)\((\d+)/.exec(line)?.slice(1).join(":") ?? []);
    expect(places, out).toEqual(["query.ts:5", "wrong.ts:3", "wrong.ts:4", "wrong.ts:5", "wrong.ts:6"]);
  });
});
