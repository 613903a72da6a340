/**
 * Pictures of every part of the page into docs/pictures: light and in English, dark and in Korean, wide and narrow.
 * The page must have been built (`node scripts/web.mjs`). With names of routes, only those.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openBrowser, serve } from "./browser.mjs";
import { root } from "./setup.mjs";

/** What shows that a route is there, and what is done in it first. */
const routes = {
  notes: { shown: ".listing" },
  slips: { shown: ".card" },
  free: { shown: ".signs li[class]" },
  train: {
    shown: ".picture, canvas, svg",
    act: async (page) => {
      await page.locator(".progress button").first().click();
      await page.waitForTimeout(2500);
    },
  },
  code: { shown: ".rows" },
};

const looks = [
  { name: "light", colorScheme: "light", locale: "en-US" },
  { name: "dark", colorScheme: "dark", locale: "ko-KR" },
];

const sizes = [
  { name: "wide", width: 1280, height: 900 },
  { name: "narrow", width: 360, height: 780 },
];

const folder = join(root, "docs/pictures");
const wanted = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const [server, browser] = await Promise.all([serve(), openBrowser()]);
try {
  for (const { name: look, colorScheme, locale } of looks)
    for (const { name: size, width, height } of sizes)
      for (const [route, { shown, act }] of Object.entries(routes)) {
        if (wanted.length > 0 && !wanted.includes(route)) continue;
        const page = await browser.newPage({
          colorScheme,
          locale,
          viewport: { width, height },
          deviceScaleFactor: 1.5,
          reducedMotion: "reduce",
        });
        await page.goto(`${server.url}#/${route}`);
        await page.locator(shown).first().waitFor();
        await act?.(page);
        await page.waitForTimeout(700);
        const session = await page.context().newCDPSession(page);
        const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 70 });
        writeFileSync(join(folder, `${route}-${size}-${look}.webp`), Buffer.from(data, "base64"));
        await page.close();
      }
} finally {
  await browser.close();
  server.close();
}
