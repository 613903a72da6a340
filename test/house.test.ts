import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

it("the lock file carries no download addresses", () => {
  expect(readFileSync("package-lock.json", "utf8")).not.toContain('"resolved"');
});
