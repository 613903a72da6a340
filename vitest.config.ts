import { defineConfig } from "vitest/config";

/** Tests that open the built page in a browser. */
const inBrowser = ["test/web/**/*.test.ts"];

/** Tests that run what is built, the command line and workers; only they need dist/. */
const spawning = [
  "test/cli/**/*.test.ts",
  "test/package/**/*.test.ts",
  "test/runtime/**/*.test.ts",
  "test/docs*.test.ts",
];

export default defineConfig({
  test: {
    // By default a core is left free for the runner, which waits most of the time: of two, that is half.
    maxWorkers: "100%",
    testTimeout: 120_000,
    hookTimeout: 180_000,
    coverage: { include: ["src/**", "codegen/**", "cli/**", "train/**"] },
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["test/**/*.test.ts"], exclude: [...spawning, ...inBrowser] },
      },
      { extends: true, test: { name: "cli", include: spawning, globalSetup: ["test/support/build.ts"] } },
      { extends: true, test: { name: "web", include: inBrowser, globalSetup: ["test/support/site.ts"] } },
    ],
  },
});
