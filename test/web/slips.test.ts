import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Desk } from "../../web/routes/slips/desk.ts";
import { writeLink } from "../../web/state/link.ts";
import { openPages, violations, visit, type Pages, type View } from "./support.ts";

let pages: Pages;

/** The same checker in Node: what is right on a card is never typed in here. */
const desk = new Desk({});

beforeAll(async () => {
  pages = await openPages();
});

afterAll(() => pages.close());

const at = async (deck: string, number: number): Promise<string> =>
  (await writeLink("slips", { own: new Map([["slips", { deck, number, stage: deck === "faded" ? "mend" : "line" }]]) }))
    .hash; // prettier-ignore

async function solved(deck: "faded" | "notes" | "made", number: number) {
  const id = { deck, number } as const;
  const [view, verdict] = [await desk.open(id), await desk.judge(id)];
  const place = view!.lines.findIndex(({ start }) => start === verdict!.start);
  return { view: view!, verdict: verdict!, place };
}

const openCard = async (way: string, deck: string, number: number, view: View = {}) => {
  const opened = await visit(pages, `${way}${await at(deck, number)}`, view);
  await opened.page.locator(".card .lines").first().waitFor();
  return opened;
};

const check = (page: Page) => page.locator(".stage .primary");

for (const way of ["served", "offline"] as const)
  describe(`a card, ${way}`, () => {
    it("is judged line, slip and formula, right and wrong", async () => {
      const { page, faults } = await openCard(pages[way], "made", 0);
      const { view, verdict, place } = await solved("made", 0);
      const radios = page.locator('input[name="line"]');
      expect(await radios.count()).toBe(view.lines.length);
      const other = (place + 1) % view.lines.length;
      await radios.nth(other).check();
      await check(page).click();
      await page.getByText(`Line ${other + 1} holds`).waitFor();
      await radios.nth(place).check();
      await check(page).click();
      await page.getByText(`Line ${place + 1} it is.`).waitFor();
      const right = verdict.menu.findIndex((id) => verdict.kinds.includes(id));
      const kinds = page.locator('input[name="kind"]');
      expect(await kinds.count()).toBe(5);
      await kinds.nth((right + 1) % 5).check();
      await check(page).click();
      await page.locator(".fault", { hasText: "Another slip" }).waitFor();
      await kinds.nth(right).check();
      await check(page).click();
      const field = page.locator(".written");
      expect(await field.inputValue()).toBe(verdict.written);
      await check(page).click();
      await page.getByText("Not yet.").waitFor();
      expect(await page.locator(".feedback pre").first().textContent()).toContain(verdict.code!);
      await field.fill(verdict.expected!.text);
      await check(page).click();
      await page.locator(".verdict").waitFor();
      await page.getByText("Lines found 1, slips named 1, formulas right 1").waitFor();
      expect(await page.locator(".verdict .formula").getAttribute("aria-label")).toBe(verdict.expected!.text);
      expect(faults).toEqual([]);
      await page.context().close();
    });
  });

describe("find the slip", () => {
  it("can be done by keyboard alone", async () => {
    const { page } = await openCard(pages.served, "made", 1);
    const { verdict, place } = await solved("made", 1);
    await page.locator(".stage .primary:enabled").waitFor();
    await page.locator("legend[data-stage=line]").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    for (let k = 0; k < place; k++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("h");
    await page.getByText("the lines that are marked").waitFor();
    await page.keyboard.press("Enter");
    await page.locator("[data-stage=kind]:focus").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    const right = verdict.menu.findIndex((id) => verdict.kinds.includes(id));
    for (let k = 0; k < right; k++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.locator("[data-stage=mend]:focus").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(verdict.expected!.text);
    await page.keyboard.press("Enter");
    await page.locator("[data-stage=verdict]:focus").waitFor();
    await page.keyboard.press("j");
    await page.getByRole("heading", { name: "Card 3" }).waitFor();
    await page.keyboard.press("k");
    await page.getByRole("heading", { name: "Card 2" }).waitFor();
    await page.context().close();
  });

  it("shows the notes' slips and leads to the worked step", async () => {
    const { page } = await openCard(pages.served, "notes", 5);
    expect(await page.locator(".card .formula math").count()).toBeGreaterThan(1);
    for (let k = 0; k < 2; k++) await page.getByRole("button", { name: "Show me" }).click();
    await page.getByRole("button", { name: "Go on without" }).click();
    await page.locator(".verdict").getByText("The outer product is transposed").waitFor();
    await page.getByText("Lines found 0, slips named 0, formulas right 0").waitFor();
    await page.getByRole("link", { name: "The worked step" }).click();
    const step = page.locator('.steps [aria-current="step"]');
    await step.waitFor();
    expect(await step.locator(".formula").first().getAttribute("aria-label")).toMatch(/Cost.*W/);
    await page.context().close();
  });

  it("comes back from its link as it was left", async () => {
    const { page } = await openCard(pages.served, "made", 7);
    const { place } = await solved("made", 7);
    await page.locator('input[name="line"]').nth(place).check();
    await check(page).click();
    await page.locator('input[name="kind"]').nth(2).check();
    await page.waitForTimeout(600);
    const { page: again } = await visit(pages, page.url(), { lang: "ko-KR" });
    await again.locator('input[name="kind"]').nth(2).waitFor();
    expect(await again.locator('input[name="kind"]').nth(2).isChecked()).toBe(true);
    expect(await again.locator('input[name="line"]').nth(place).isChecked()).toBe(true);
    await again.getByRole("heading", { name: "Card 8" }).waitFor();
    await again.getByText("Lines found 1, slips named 0").waitFor();
    await again.context().close();
    await page.context().close();
  });

  it("opens damaged state at the beginning", async () => {
    const own = new Map([["slips", { deck: "none", number: -3, stage: 7, done: { a: 99 } }]]);
    const { page, faults } = await visit(pages, `${pages.served}${(await writeLink("slips", { own })).hash}`);
    await page.getByRole("heading", { name: /Card 1 of/ }).waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it.each([
    { lang: "en-US", width: 1280, dark: false, deck: "made" },
    { lang: "ko-KR", width: 320, dark: true, deck: "notes" },
    { lang: "ko-KR", width: 1280, dark: false, deck: "made" },
    { lang: "en-US", width: 320, dark: false, deck: "made" },
  ] as const)("has no violations at any stage: $lang, $width px, dark $dark", async ({ deck, ...view }) => {
    const { page } = await openCard(pages.served, deck, 4, view);
    for (const stage of ["line", "kind", "mend", "verdict"]) {
      await page.locator(`[data-stage=${stage}]`).waitFor();
      expect(await violations(page), stage).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide, stage).toBeLessThanOrEqual(0);
      if (stage !== "verdict") await page.locator(".actions button:enabled").last().click();
    }
    await page.context().close();
  });
});
