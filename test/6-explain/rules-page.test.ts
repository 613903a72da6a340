import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { rulesPage } from "../../src/6-explain/rules-page.ts";
import { root } from "../support/sources.ts";

it("docs/RULES.md is what the tables of the engine say", () => {
  expect(readFileSync(join(root, "docs/RULES.md"), "utf8")).toBe(rulesPage());
});
