import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPages, visit, type Pages } from "./support.ts";

let pages: Pages;

beforeAll(async () => {
  pages = await openPages();
});

afterAll(() => pages.close());

const current = (page: Page): Promise<string | null> =>
  page.locator("[aria-current=step] .number").first().textContent();

describe("the derivation by keys alone", () => {
  it("is stepped by arrows and letters, to its ends, and not past them", async () => {
    const { page, faults } = await visit(pages, pages.served);
    const trail: (string | null)[] = [];
    for (const key of ["ArrowRight", "j", "ArrowLeft", "k", "k", "End", "ArrowRight", "Home"]) {
      await page.keyboard.press(key);
      trail.push(await current(page));
    }
    expect(trail).toEqual(["S2", "S3", "S2", "S1", "S1", "S11", "S11", "S1"]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("is unfolded step by step: idea, rule with the local chain, algebra", async () => {
    const { page } = await visit(pages, pages.served);
    await page.keyboard.press("End");
    const step = page.locator("#step-S11");
    const formulas = (): Promise<number> => step.locator("> .formula").count();
    // The rule: the local chain, the chain with what is known put in, and the closed form.
    expect(await formulas()).toBe(3);
    expect(await step.locator("> .formula").first().getAttribute("aria-label")).toBe(
      "partial of Cost with respect to W layer 0, row i, column j, equals partial of Cost with respect to h j, times partial of h j with respect to W layer 0, row i, column j",
    );
    expect(await step.locator("> .formula .changed").count()).toBeGreaterThan(0);
    await page.keyboard.press("Enter");
    expect(await step.locator(".small > li").count()).toBeGreaterThan(1);
    await page.keyboard.press("Enter");
    expect(await formulas()).toBe(1);
    expect(await step.locator(".small").count()).toBe(0);
    await page.context().close();
  });

  it("pins three nodes, each with a line of its own, and a fourth takes the place of the first", async () => {
    const { page } = await visit(pages, pages.served);
    for (const key of ["Home", "p", "j", "p", "j", "p"]) await page.keyboard.press(key);
    // Away from all of them, so that nothing is lit but what is pinned.
    await page.getByRole("button", { name: "Share" }).focus();
    const line = (step: string): Promise<string> =>
      page.locator(`#step-${step} .step-head`).evaluate((head) => getComputedStyle(head).outlineStyle);
    expect([await line("S1"), await line("S2"), await line("S3")]).toEqual(["solid", "dashed", "dotted"]);
    for (const key of ["j", "p"]) await page.keyboard.press(key);
    await page.getByRole("button", { name: "Share" }).focus();
    expect([await line("S1"), await line("S2"), await line("S4")]).toEqual(["none", "solid", "dotted"]);
    await page.keyboard.press("Escape");
    expect([await line("S2"), await line("S4")]).toEqual(["none", "none"]);
    await page.context().close();
  });

  it("says how many paths meet at a fork over an index", async () => {
    const { page } = await visit(pages, pages.served);
    const caption = page.locator("#step-S9 .path-values caption");
    await caption.waitFor();
    expect(await caption.textContent()).toContain("3 paths, added up");
    expect(await page.locator("#step-S9 .path-values thead th").allTextContents()).toEqual([
      "entry",
      "path 1",
      "path 2",
      "path 3",
      "sum",
    ]);
    await page.context().close();
  });
});
