import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { root } from "../support/sources.ts";

it("npx chainrule works in the checkout", () => {
  const printed = execFileSync("npx", ["--no-install", "chainrule", "--help"], {
    cwd: root,
    encoding: "utf8",
  });
  expect(printed).toContain("Usage: chainrule");
});
