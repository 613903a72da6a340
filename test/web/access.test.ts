import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPages, violations, visit, type Pages } from "./support.ts";

let pages: Pages;

beforeAll(async () => {
  pages = await openPages();
});

afterAll(() => pages.close());

/** A selector that shows a route is there. */
const routes = { notes: ".listing", code: ".rows" } as const;

describe.each(Object.entries(routes))("the route %s", (route, shown) => {
  it.each([
    { lang: "en-US", width: 1280, dark: false },
    { lang: "ko-KR", width: 1280, dark: true },
    { lang: "en-US", width: 320, dark: true },
    { lang: "ko-KR", width: 320, dark: false },
  ] as const)(
    "has no violations of WCAG and no sideways scroll: $lang, $width px, dark $dark",
    async (view) => {
      const { page } = await visit(pages, `${pages.served}#/${route}`, view);
      await page.locator(shown).waitFor();
      expect(await violations(page)).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide).toBeLessThanOrEqual(0);
      await page.context().close();
    },
  );
});

describe("the dialogs", () => {
  it.each(["served", "offline"] as const)(
    "open, close with Escape and open again by keys alone: %s",
    async (way) => {
      const { page, faults } = await visit(pages, pages[way]);
      const dialog = page.getByRole("dialog");
      for (let round = 0; round < 2; round++) {
        await page.keyboard.press("?");
        await dialog.getByText("Keyboard", { exact: false }).first().waitFor();
        expect(await violations(page)).toEqual([]);
        await page.keyboard.press("Escape");
        await dialog.waitFor({ state: "detached" });
      }
      await page.getByRole("button", { name: "Share" }).press("Enter");
      const address = dialog.getByRole("textbox");
      await expect.poll(() => address.inputValue()).toContain("#/notes");
      expect(await violations(page)).toEqual([]);
      expect(faults).toEqual([]);
      await page.context().close();
    },
  );
});

describe("axe", () => {
  it("sees what is wrong", async () => {
    const { page } = await visit(pages, pages.served);
    await page.evaluate(() => document.querySelector("input.number")?.removeAttribute("aria-label"));
    expect((await violations(page)).join()).toContain("label");
    await page.context().close();
  });
});
