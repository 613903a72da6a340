import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { chainrule, folder as emptyFolder } from "../support/cli.ts";

describe("chainrule tour", () => {
  it("goes from the notes' formulas to a trained network, and every check holds", async () => {
    const folder = emptyFolder();
    const { code, out } = await chainrule(["tour", "-o", folder, "--epochs", "60"]);
    expect(code).toBe(0);
    expect(out).toMatch(/h    = +1\.5 +-1\.2 +0\.5 +0\.9/);
    expect(out).toContain("Cost = 2.045613");
    expect(out).toContain("matrix form  outer(a, p - y)");
    expect(out).toContain("matrix form  outer(I, (W1 * (p - y)) .* (h > 0))");
    expect(out).toContain("24 partials: 24 agree, 0 at a kink, 0 disagree");
    expect(out).toMatch(/finished after 60 epochs/);
    expect(out).toMatch(/confusion table/);
    expect(readFileSync(join(folder, "notes.ts"), "utf8")).toContain("export function costAndGradient(");
  });

  it("speaks Korean", async () => {
    const folder = emptyFolder();
    const { code, out } = await chainrule(["tour", "-o", folder, "--epochs", "5", "--lang", "ko"]);
    expect(code).toBe(0);
    expect(out).toContain("연쇄법칙");
  });

  it("refuses a number of epochs that is none", async () => {
    const { code, err } = await chainrule(["tour", "--epochs", "many"]);
    expect([code, err]).toEqual([2, expect.stringContaining("many")]);
  });
});
