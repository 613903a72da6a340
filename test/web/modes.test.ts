import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPages, type Pages } from "./support.ts";

let pages: Pages;

beforeAll(async () => {
  pages = await openPages();
});

afterAll(() => pages.close());

/** A selector that shows a route is there. */
const routes = { notes: ".listing", slips: ".card .lines", free: ".derived .steps > li", train: "svg.curve", code: ".rows" } as const; // prettier-ignore

type Mode = Parameters<Pages["browser"]["newContext"]>[0];

async function open(route: keyof typeof routes, mode: Mode): Promise<Page> {
  const context = await pages.browser.newContext({ viewport: { width: 1280, height: 900 }, ...mode });
  const page = await context.newPage();
  await page.goto(`${pages.served}#/${route}`);
  await page.locator(routes[route]).first().waitFor();
  return page;
}

const each = Object.keys(routes) as readonly (keyof typeof routes)[];

describe.each(each)("with the colours of the system, %s", (route) => {
  it("tells what is chosen from what is not, and shows the focus", async () => {
    const page = await open(route, { forcedColors: "active" });
    const looks = await page.evaluate(() => {
      const look = (element: Element): string => {
        const { backgroundColor, borderBottomColor } = getComputedStyle(element);
        return `${backgroundColor} ${borderBottomColor}`;
      };
      const groups = [...document.querySelectorAll(".choice, .top nav")];
      return groups.map((group) => {
        const are = (wanted: boolean): readonly string[] =>
          [...group.children]
            .filter((one) => one.matches('[aria-pressed="true"], [aria-current="page"]') === wanted)
            .map(look);
        return { chosen: are(true), others: are(false) };
      });
    });
    expect(looks.length).toBeGreaterThan(1);
    for (const { chosen, others } of looks) for (const look of chosen) expect(others).not.toContain(look);
    await page.evaluate(() => document.getElementById("main")?.focus());
    for (let k = 0; k < 3; k++) {
      await page.keyboard.press("Tab");
      // A field that lies over its own text shows its focus around both.
      const outline = await page.evaluate(() => {
        const framed = document.activeElement!.closest(".overlay") ?? document.activeElement!;
        const { outlineStyle, outlineWidth } = getComputedStyle(framed);
        return `${outlineStyle} ${outlineWidth}`;
      });
      expect(outline).toMatch(/^solid [23]px/);
    }
    await page.context().close();
  });
});

describe.each(each)("with motion reduced, %s", (route) => {
  it("moves nothing by itself", async () => {
    const page = await open(route, { reducedMotion: "reduce" });
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)).toBe("auto");
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    await page.context().close();
  });
});

describe("training with motion reduced", () => {
  it("goes to its end at once", async () => {
    const page = await open("train", { reducedMotion: "reduce" });
    await page.evaluate(() => {
      const seen = new Set<string>();
      (globalThis as unknown as { seen: Set<string> }).seen = seen;
      new MutationObserver(() => seen.add(document.querySelector(".meter span")!.textContent)).observe(
        document.querySelector(".meter")!,
        { subtree: true, characterData: true, childList: true },
      );
    });
    await page.getByRole("button", { name: "Play" }).click();
    await page.getByText("Epoch 500 of 500", { exact: true }).waitFor();
    const seen = await page.evaluate(() => [...(globalThis as unknown as { seen: Set<string> }).seen]);
    expect(seen).toEqual(["Epoch 500 of 500"]);
    await page.context().close();
  });
});

describe.each(each)("at twice the size, %s", (route) => {
  it.each([640, 320])("does not scroll sideways: %i pixels of the style sheet", async (width) => {
    const page = await open(route, { viewport: { width, height: 450 }, deviceScaleFactor: 2, locale: "ko-KR" }); // prettier-ignore
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});
