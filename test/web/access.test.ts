import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPages, violations, visit, type Pages } from "./support.ts";

let pages: Pages;

beforeAll(async () => {
  pages = await openPages();
});

afterAll(() => pages.close());

/** A selector that shows a route is there. */
const routes = { notes: ".listing", slips: ".card .lines", free: ".derived .steps > li", train: "svg.curve", code: ".rows" } as const; // prettier-ignore

/** Languages and themes as one page goes through them; what only colours decide is not asked for again in the other theme. */
const looks = [
  { language: "English", theme: "light", rules: undefined },
  { language: "English", theme: "dark", rules: ["color-contrast", "link-in-text-block"] },
  { language: "한국어", theme: "dark", rules: undefined },
  { language: "한국어", theme: "light", rules: ["color-contrast", "link-in-text-block"] },
] as const;

describe.each(Object.entries(routes))("the route %s", (route, shown) => {
  it("has no violations of WCAG in either language and theme, and no sideways scroll at 320 pixels", async () => {
    const { page, faults } = await visit(pages, `${pages.served}#/${route}`);
    await page.locator(shown).first().waitFor();
    for (const { language, theme, rules } of looks) {
      await page.getByRole("button", { name: language }).click();
      await page.locator("header select").selectOption(theme);
      await page.locator(`html[data-theme="${theme}"][lang="${language === "English" ? "en" : "ko"}"]`).waitFor();
      await page.locator(shown).first().waitFor();
      expect(await violations(page, rules), `${language}, ${theme}`).toEqual([]);
      await page.setViewportSize({ width: 320, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), language).toBeLessThanOrEqual(0);
      await page.setViewportSize({ width: 1280, height: 900 });
    }
    expect(faults).toEqual([]);
    await page.context().close();
  }); // prettier-ignore

  it("is gone through with the Tab key alone: every control is reached, shows its focus and lets go of it", async () => {
    const { page } = await visit(pages, `${pages.served}#/${route}`);
    await page.locator(shown).first().waitFor();
    const count = await page.evaluate(watchFocus);
    expect(count).toBeGreaterThan(8);
    expect(await page.evaluate("focusSeen.missed().length")).toBe(count);
    for (let k = 0; k < count + 40; k++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate("focusSeen.isRound")) break;
    }
    expect(await page.evaluate("focusSeen.isRound")).toBe(true);
    expect(await page.evaluate("focusSeen.missed()")).toEqual([]);
    expect(await page.evaluate("focusSeen.dim")).toEqual([]);
    await page.context().close();
  });
});

/**
 * In the page: notes what is focused from now on. Tells how many controls there are; `focusSeen` then has those that were
 * missed, those whose focus cannot be seen, and whether the round is complete.
 */
function watchFocus(): number {
  const kinds = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const isThere = (one: Element): boolean =>
    one.checkVisibility({ visibilityProperty: true }) && !one.matches(":disabled, [tabindex='-1']");
  // Of radio buttons with one name a single one is in the order of Tab: arrow keys do the rest.
  const groupOf = (one: Element): unknown => (one instanceof HTMLInputElement && one.type === "radio" ? one.name : one);
  const controls = [...document.querySelectorAll(kinds)].filter(isThere);
  const reached = new Set<unknown>();
  const nameOf = (one: Element): string => one.outerHTML.slice(0, 120);
  const focusSeen = {
    isRound: false,
    dim: [] as string[],
    missed: () => controls.filter((one) => one.isConnected && isThere(one) && !reached.has(groupOf(one))).map(nameOf),
  };
  let first: Element | undefined;
  document.addEventListener("focusin", ({ target }) => {
    const one = target as Element;
    focusSeen.isRound ||= one === first;
    first ??= one;
    reached.add(groupOf(one));
    // A field that lies over its own text shows its focus around both.
    const { outlineStyle, outlineWidth } = getComputedStyle(one.closest(".overlay") ?? one);
    if (!/^(?:solid [2-9]|auto )/.test(`${outlineStyle} ${outlineWidth}`)) focusSeen.dim.push(nameOf(one));
  });
  Object.assign(globalThis, { focusSeen });
  return controls.length;
} // prettier-ignore

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
