import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

it("training runs in a browser: no Node.js modules, and the readers of CSV and Iris are loaded only when used", () => {
  const files = readdirSync("train", { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  expect(files.length).toBeGreaterThan(20);
  const imports = files.flatMap((name) => [
    ...readFileSync(`train/${name}`, "utf8").matchAll(/^(?:import|export) (?!type).*from "([^."][^"]*)"/gm),
  ]);
  expect(new Set(imports.map((found) => found[1]))).toEqual(
    new Set(["@humanwhocodes/momoa", "asciichart", "get-east-asian-width"]),
  );
  for (const name of files)
    expect(readFileSync(`train/${name}`, "utf8")).not.toMatch(/node:|\bprocess\.|\bBuffer\b/);
});
