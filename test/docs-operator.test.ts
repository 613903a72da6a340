import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "./support/sources.ts";

const page = readFileSync(join(root, "docs/ADD-AN-OPERATOR.md"), "utf8");

interface Edit {
  readonly file: string;
  readonly lines: readonly string[];
}

/** The edits of the page in their order; a block without a file of its own belongs to the file named last. */
function edits(): readonly Edit[] {
  const found: Edit[] = [];
  let file = "";
  for (const [, named, block] of page.matchAll(/`((?:src|codegen)\/[^`]+\.ts)`|```diff\n([\s\S]*?)```/g)) {
    if (named !== undefined) file = named;
    else found.push({ file, lines: block!.trimEnd().split("\n") });
  }
  return found;
}

/** The text with one block carried out: the lines marked " " and "-" stand there, "+" is put after them. */
function applied(text: string, { file, lines }: Edit): string {
  const before = lines.filter((line) => !line.startsWith("+")).map((line) => line.slice(1)).join("\n"); // prettier-ignore
  const after = lines.filter((line) => !line.startsWith("-")).map((line) => line.slice(1)).join("\n"); // prettier-ignore
  const count = text.split(before).length - 1;
  if (count !== 1) throw new Error(`${file}: ${count} places like\n${before}`);
  return text.replace(before, () => after);
}

describe("the page on adding an operator, followed literally", () => {
  // Inside the checkout, so that the copy finds the packages.
  const copy = mkdtempSync(join(root, "dist.operator-"));
  const run = (program: string, ...args: readonly string[]) =>
    spawnSync(process.execPath, [join(root, "node_modules", program), ...args], {
      cwd: copy,
      encoding: "utf8",
    });

  beforeAll(() => {
    for (const name of [
      "src",
      "codegen",
      "test",
      "tsconfig.json",
      "vitest.config.ts",
      "package.json",
      "examples",
      "docs",
    ])
      cpSync(join(root, name), join(copy, name), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
    const only = { extends: "./tsconfig.json", include: ["src", "codegen"] };
    writeFileSync(join(copy, "tsconfig.only.json"), JSON.stringify(only));
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it("first makes the compiler name every table that lacks the row, then satisfies it", () => {
    const [name, ...rows] = edits();
    const change = (edit: Edit): void => {
      const path = join(copy, edit.file);
      writeFileSync(path, applied(readFileSync(path, "utf8"), edit));
    };
    change(name!);
    const complaints = run("typescript/bin/tsc", "--noEmit", "-p", "tsconfig.only.json").stdout;
    const tables = new Set(
      [...complaints.matchAll(/^(\S+?)\(.*TS2741: Property 'atan' is missing/gm)].map(([, file]) => file),
    );
    expect(tables.size).toBe(9);
    for (const file of tables) expect(rows.map((row) => row.file)).toContain(file);
    for (const row of rows) change(row);
    expect(run("typescript/bin/tsc", "--noEmit", "-p", "tsconfig.only.json").stdout).toBe("");
  }, 240_000);

  it("lets the language, the derivative, the printer and the kernels know the operator", () => {
    writeFileSync(
      join(copy, "test/atan.test.ts"),
      [
        'import { expect, it } from "vitest";',
        'import { derive, evaluate, namingOf, point, readModel, toText } from "../src/index.ts";',
        'import { kernelRequest, loadKernel } from "../codegen/index.ts";',
        'it("knows atan", async () => {',
        '  const model = readModel("param x\\nf = atan(x)^2");',
        "  expect(model.diagnostics).toEqual([]);",
        "  const found = derive(model);",
        '  if ("known" in found) throw new Error(found.kind);',
        "  const [{ value }] = found.results as [{ value: Parameters<typeof toText>[0] }];",
        '  expect(toText(value, namingOf(model))).toBe("2 * atan(x) / (x^2 + 1)");',
        "  expect(evaluate(value, [], point({ x: 0.5 })).values[0]).toBeCloseTo((2 * Math.atan(0.5)) / 1.25, 14);",
        '  const request = kernelRequest(model, { name: "atan", version: "0" });',
        '  if ("known" in request) throw new Error(request.kind);',
        "  const kernel = await loadKernel(request);",
        "  const dx = new Float64Array(1);",
        "  expect(kernel.costAndGradient(Float64Array.of(0.5), dx)).toBeCloseTo(Math.atan(0.5) ** 2, 14);",
        "  expect(dx[0]).toBeCloseTo((2 * Math.atan(0.5)) / 1.25, 14);",
        "});",
      ].join("\n"),
    );
    const { status, stdout, stderr } = run(
      "vitest/vitest.mjs",
      "run",
      "--root",
      copy,
      "test/atan.test.ts",
      "test/3-differentiate",
    );
    expect(status, `${stdout}\n${stderr}`).toBe(0);
  }, 240_000);
});
