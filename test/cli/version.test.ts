import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const command = fileURLToPath(new URL("../../bin/chainrule.js", import.meta.url));

it("the command runs from a checkout", () => {
  expect(execFileSync(process.execPath, [command, "--help"], { encoding: "utf8" })).toContain("chainrule");
});
