import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { text } from "../../web/i18n/text.ts";
import { openPages, visit, type Pages } from "./support.ts";

let pages: Pages;

beforeAll(async () => {
  pages = await openPages();
});

afterAll(() => pages.close());

const names = { en: "English", ko: "한국어" } as const;

describe("the texts of a language", () => {
  it.each([
    { lang: "en", other: "ko", locale: "en-US" },
    { lang: "ko", other: "en", locale: "ko-KR" },
  ] as const)("come alone at first, and the others before they are asked for: $lang", async (view) => {
    const { page, faults } = await visit(pages, pages.served, { lang: view.locale });
    const fetched = (): Promise<string> =>
      page.evaluate(() =>
        performance
          .getEntriesByType("resource")
          .map(({ name }) => name)
          .join(),
      );
    expect(await fetched()).toMatch(new RegExp(`/${view.lang}-[\\w-]+\\.js`));
    expect(await fetched()).not.toMatch(new RegExp(`/${view.other}-[\\w-]+\\.js`));
    const because = page.locator(".because").first();
    const said = await because.textContent();
    expect(said).not.toBe("");
    await expect.poll(fetched).toMatch(new RegExp(`/${view.other}-[\\w-]+\\.js`));
    await page.context().setOffline(true);
    await page.getByRole("button", { name: names[view.other] }).click();
    await page.getByRole("heading", { name: text("derivation", view.other) }).waitFor();
    expect(await because.textContent()).not.toBe(said);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("stay as they are where others cannot be fetched", async () => {
    const { page, faults } = await visit(pages, pages.served);
    await page.context().setOffline(true);
    await page.getByRole("button", { name: names.ko }).click();
    await page.waitForTimeout(200);
    await page.getByRole("heading", { name: text("derivation", "en") }).waitFor();
    expect(faults.filter((fault) => !fault.includes("ERR_INTERNET_DISCONNECTED"))).toEqual([]);
    await page.context().close();
  });
});
