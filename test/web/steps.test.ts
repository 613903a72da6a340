import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rulePage } from "../../src/index.ts";
import { verdictsOf } from "../../web/engine/verdicts.ts";
import { openPages, violations, visit, type Pages } from "./support.ts";

let pages: Pages;

beforeAll(async () => {
  pages = await openPages();
});

afterAll(() => pages.close());

const notes = readFileSync("examples/notes.chain", "utf8");
const needs = "sum(k, y[k]) == 1";

describe("the checker's verdict on the steps of a derivation", () => {
  it("names the equation a step needs, and no step that does not need it", async () => {
    const verdicts = await verdictsOf(notes);
    expect(verdicts.map(({ status }) => status)).toEqual(["proved", ...Array<string>(5).fill("conditional")]);
    expect(verdicts.slice(1).map((one) => one.needs)).toEqual(Array.from({ length: 5 }, () => [needs]));
  });

  it("needs nothing where the model assumes nothing", async () => {
    const verdicts = await verdictsOf("input x[3]\nparam w[3]\ns = sum(i, w[i] * x[i])\nC = 1/2 * s^2\n");
    expect(verdicts.map(({ status, needs: all }) => [status, all])).toEqual([
      ["proved", []],
      ["proved", []],
    ]);
  });

  it("is no verdict where there is nothing to differentiate", async () => {
    expect(await verdictsOf("f = (")).toEqual([]);
  });
});

describe.each(["served", "offline"] as const)("the steps, %s", (way) => {
  it("show what the checker says of each, in a sign and in words", async () => {
    const { page, faults } = await visit(pages, pages[way]);
    const status = (step: string) => page.locator(`#step-${step} .status`);
    await status("S11").waitFor();
    expect(await status("S1").textContent()).toBe("= by definition");
    expect(await status("S6").textContent()).toBe("✓ proved");
    for (const step of ["S7", "S8", "S9", "S10", "S11"])
      expect(await status(step).textContent()).toBe(`⇒ proved if ${needs}`);
    await page.getByRole("button", { name: "한국어" }).click();
    await expect.poll(() => status("S11").textContent()).toBe(`⇒ ${needs}이면 증명됨`);
    expect(await violations(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("open the pages of their rules by keyboard, in both languages", async () => {
    const { page } = await visit(pages, pages[way]);
    const why = page.locator("#step-S10 .why");
    await why.locator("summary").focus();
    await page.keyboard.press("Enter");
    for (const rule of ["chain-rule", "d-relu"] as const) {
      const { title, because, facts } = rulePage(rule, "en");
      const text = await why.getByRole("region", { name: title, exact: true }).innerText();
      for (const part of [title, because, ...facts.map((fact) => fact.text), `chainrule explain ${rule}`])
        expect(text).toContain(part);
    }
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "한국어" }).click();
    await expect.poll(() => why.innerText()).toContain(rulePage("d-relu", "ko").because);
    await why.locator("summary").focus();
    await page.keyboard.press("Space");
    expect(await why.evaluate((details) => (details as HTMLDetailsElement).open)).toBe(false);
    await page.context().close();
  });

  it("show the shape of every factor in matrix notation, and say it", async () => {
    const { page, faults } = await visit(pages, pages[way], { width: 320 });
    await page.getByRole("button", { name: "Matrices" }).press("Enter");
    const formula = page.locator("#step-S8 .formula").last();
    await formula.locator(".note").first().waitFor();
    expect(await formula.locator(".note").allTextContents()).toEqual(["4×3", "4×1", "1×3"]);
    expect(await formula.getAttribute("aria-label")).toContain(
      "a transposed times the quantity p minus y, end quantity, shapes 4 by 1, 1 by 3, together 4 by 3",
    );
    expect(await page.locator("#step-S11 .formula").last().locator(".note").allTextContents()).toEqual([
      "3×4", "3×1", "1×3", "3×4", "1×4",
    ]); // prettier-ignore
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
