import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Browser, Page } from "playwright-core";
import { openBrowser, serveSite, type Site } from "../support/browser.ts";

let browser: Browser;
let site: Site;

beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), serveSite()]);
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

async function open(hash = "", lang = "en-US"): Promise<Page> {
  const page = await browser.newPage({ locale: lang, viewport: { width: 1280, height: 900 } });
  await page.goto(`${site.url}${hash}`);
  await page.locator("html[data-ready]").waitFor();
  return page;
}

describe("the page", () => {
  it("shows the derivation and changes its language at once, keeping the step", async () => {
    const page = await open();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    expect(await page.locator("[aria-current=step] .number").first().textContent()).toBe("S3");
    await page.getByRole("button", { name: "한국어" }).click();
    expect(await page.locator("h1").textContent()).toBe("살아 있는 노트");
    expect(await page.locator("[aria-current=step] .number").first().textContent()).toBe("S3");
    expect(await page.locator("html").getAttribute("lang")).toBe("ko");
    await page.close();
  });
});
