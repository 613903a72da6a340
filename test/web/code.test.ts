import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPages, visit, type Pages } from "./support.ts";

let pages: Pages;

beforeAll(async () => {
  pages = await openPages();
});

afterAll(() => pages.close());

for (const way of ["served", "offline"] as const)
  describe(`the kernel, ${way}`, () => {
    it("agrees as it was generated; without one mask three partials break", async () => {
      const { page, faults } = await visit(pages, `${pages[way]}#/code`);
      await page.getByText("All 24 partials agree.").waitFor();
      const editor = page.getByRole("textbox", { name: "The kernel, to be changed" });
      const code = await editor.inputValue();
      expect(code).toContain("const t10 = is2 ? 0 : ");
      await editor.fill(code.replace("const t10 = is2 ? 0 : ", "const t10 = "));
      await page.getByText("3 of 24 partials disagree.").waitFor();
      const wrong = await page.locator("tr.disagrees th").allTextContents();
      expect(wrong).toEqual(["W0[1, 2]", "W0[2, 2]", "W0[3, 2]"]);
      expect(faults).toEqual([]);
      await page.context().close();
    });

    it("is ended when it runs on, and cannot reach the network", async () => {
      const { page } = await visit(pages, `${pages[way]}#/code`);
      const editor = page.getByRole("textbox", { name: "The kernel, to be changed" });
      const code = await editor.inputValue();
      await editor.fill(code.replace("{", "{ for (;;) {}"));
      await page.getByText("ran for more than a second").waitFor();
      await editor.fill(code.replace("{", "{ fetch('/'); "));
      await page.getByText("fetch is not a function").waitFor();
      await editor.fill(code.replace("{", "{ return document.title; "));
      await page.getByText("document is not defined").waitFor();
      await page.context().close();
    });

    it("does not run code from a link before it is told to", async () => {
      const { page } = await visit(pages, `${pages[way]}#/code`);
      const editor = page.getByRole("textbox", { name: "The kernel, to be changed" });
      await editor.fill((await editor.inputValue()).replace("{", "{ return 1; "));
      await page.waitForFunction(() => location.hash.includes("/1."));
      await page.waitForTimeout(500);
      const { page: again } = await visit(pages, page.url());
      await again.getByText("This code came with the link.").waitFor();
      await again.waitForTimeout(600);
      expect(await again.getByText(/partials (?:dis)?agree/).count()).toBe(0);
      await again.getByRole("button", { name: "Run it" }).click();
      await again.getByText("The cost is 1.000000").waitFor();
      await again.context().close();
      await page.context().close();
    });
  });
