import { beforeAll, describe, expect, it } from "vitest";
import { packedProject } from "../support/project.ts";

/**
 * How each bundler is told to build `live.js` again when something changes. After every build `built(message)` is
 * called, with the message of the error if there was one.
 */
const watchers: Readonly<Record<string, string>> = {
  vite: `const { build } = await import("vite");
    const watcher = await build({ root: ".", configFile: false, logLevel: "silent", plugins: [chainrule()],
      build: { watch: {}, outDir, lib: { entry: "live.js", formats: ["es"], fileName: () => "bundle.mjs" } } });
    events(watcher);`,
  rollup: `const { watch } = await import("rollup");
    events(watch({ input: "live.js", plugins: [chainrule()], output: { file: outDir + "/bundle.mjs" } }));`,
  rolldown: `const { watch } = await import("rolldown");
    events(watch({ input: "live.js", plugins: [chainrule()], output: { file: outDir + "/bundle.mjs" } }));`,
  esbuild: `const { context } = await import("esbuild");
    const report = { name: "report", setup: (build) => build.onEnd(({ errors }) => void built(errors[0]?.text)) };
    await (await context({ entryPoints: ["live.js"], bundle: true, format: "esm", outfile: outDir + "/bundle.mjs",
      logLevel: "silent", plugins: [chainrule(), report] })).watch();`,
  webpack: `packed((await import("webpack")).default);`,
  rspack: `packed((await import("@rspack/core")).rspack);`,
};

/** Builds a right model, breaks it, mends it; prints what its function gives, and the message in between. */
const driver = (name: string, start: string): string => `import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import chainrule from "chainrule/${name}";
const outDir = resolve("watched/${name}");
const model = (formula) => writeFileSync("live.chain", "param w[2]\\nf = " + formula + "\\n");
const events = (watcher) => watcher.on("event", (event) => {
  if (event.code === "BUNDLE_END") event.result?.close?.();
  if (event.code === "ERROR") void built(event.error.message);
  if (event.code === "END") void built();
});
const packed = (bundler) => bundler({ mode: "none", context: process.cwd(), entry: "./live.js", devtool: false,
  plugins: [chainrule()], experiments: { outputModule: true },
  output: { path: outDir, filename: "bundle.mjs", module: true, library: { type: "module" } },
}).watch({ aggregateTimeout: 5 }, (error, stats) => void built(error?.message ?? stats.toJson().errors[0]?.message));
const value = async () => (await import(outDir + "/bundle.mjs?" + Math.random())).f(Float64Array.of(2, 3));

// What each build has to give before the model is changed again. A build may come twice, or before its change.
const stages = [
  { wanted: (message, result) => result === 5, next: "sum(v)" },
  { wanted: (message) => message?.includes("E0201") && message.includes("live.chain:2:9"), next: "sum(w .* w)" },
  { wanted: (message, result) => result === 13 },
];
async function built(message) {
  const result = message === undefined ? await value() : undefined;
  const [stage] = stages;
  if (stage === undefined || !stage.wanted(message, result)) return;
  stages.shift();
  console.log(result ?? "refused");
  if (stage.next === undefined) process.exit();
  setTimeout(model, 400, stage.next);
}
setTimeout(() => process.exit(3), 60000).unref();
${start}
`;

describe("while the bundler watches, a changed model is built again, a broken one is shown, a mended one is built,", () => {
  const { put, node } = packedProject();
  beforeAll(() => {
    put("live.js", 'export { f } from "./live.chain";\n');
    for (const [name, start] of Object.entries(watchers)) put(`watch-${name}.mjs`, driver(name, start));
  });
  it.each(Object.keys(watchers))("by %s", (name) => {
    put("live.chain", "param w[2]\nf = sum(w)\n");
    expect(node(`watch-${name}.mjs`)).toMatchObject({ status: 0, out: "5\nrefused\n13\n" });
  });
});
