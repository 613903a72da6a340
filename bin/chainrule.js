#!/usr/bin/env node
// In a checkout, dist/ is first brought up to date with the sources; an installed package carries dist/ only.
// CHAINRULE_AS_BUILT=1 runs dist/ as it is: tests build once and then start the command many times.
import { existsSync } from "node:fs";

const builder = new URL("../scripts/build.mjs", import.meta.url);
if (existsSync(builder) && process.env.CHAINRULE_AS_BUILT !== "1") {
  const { build, isFresh } = await import(builder.href);
  const complaint = isFresh() ? "" : build();
  if (complaint) {
    process.stderr.write(`chainrule: the sources do not compile\n${complaint}`);
    process.exit(2);
  }
}
const { main } = await import("../dist/cli/main.js");
process.exitCode = await main(process.argv.slice(2));
