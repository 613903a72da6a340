import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cardTexts } from "../../web/build/card-texts.ts";
import { Desk } from "../../web/routes/slips/desk.ts";
import { slipNames } from "../../web/routes/slips/names.ts";
import { afterAnswer, daysUntil, type Revisit } from "../../web/routes/slips/revisits.ts";
import { writeLink } from "../../web/state/link.ts";
import { root } from "../support/sources.ts";
import { openPages, violations, visit, type Pages } from "./support.ts";

const DAY = 86_400_000;
const card = { deck: "made", number: 4 } as const;

describe("the list of cards that come back", () => {
  it("brings a card after 1, 3 and 7 days, then no more", () => {
    let list: readonly Revisit[] = [];
    let now = 1_000;
    for (const days of [1, 3, 7]) {
      list = afterAnswer(list, card, true, now);
      expect(list.map((one) => daysUntil(one, now))).toEqual([days]);
      expect(afterAnswer(list, card, true, now + 1)).toBe(list);
      now += days * DAY;
      expect(list.map((one) => daysUntil(one, now))).toEqual([0]);
    }
    expect(afterAnswer(list, card, true, now)).toEqual([]);
  });

  it("begins anew with a card that was not found, and holds fifty", () => {
    const late: Revisit = { ...card, round: 2, due: 0 };
    expect(afterAnswer([late], card, false, 5)).toEqual([{ ...card, round: 0, due: 5 + DAY }]);
    const many = Array.from({ length: 60 }, (_, number) => number).reduce<readonly Revisit[]>(
      (list, number) => afterAnswer(list, { deck: "made", number }, true, 0),
      [],
    );
    expect(many.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, k) => k + 10));
  });
});

interface Page {
  readonly title: string;
  readonly why: string;
}

describe("the pages of slips", () => {
  it("are all there in both languages, each with an example, wrong and right", async () => {
    const [, json = ""] = /^export const slipPages = (.*);$/m.exec(await cardTexts()) ?? [];
    const pages = JSON.parse(json) as Record<string, { en: Page; ko: Page; wrong: string; right: string }>;
    const files = readdirSync(join(root, "docs/slips")).map((name) => name.slice(0, -3));
    expect(Object.keys(pages)).toEqual(files);
    for (const name of Object.keys(slipNames)) expect(pages).toHaveProperty([name]);
    for (const [name, { en, ko, wrong, right }] of Object.entries(pages)) {
      expect(en.title, name).toMatch(/^[A-Z⊙]/);
      expect(ko.title, name).toMatch(/[가-힣]/);
      for (const { why } of [en, ko]) expect(why, name).not.toMatch(/E\d{4}/);
      // A check that proves nothing is no line of a derivation.
      expect(wrong === "", name).toBe(name === "vacuous-check");
      if (wrong !== "") expect(right, name).not.toBe(wrong);
    }
  });
});

let pages: Pages;

beforeAll(async () => {
  pages = await openPages();
});

afterAll(() => pages.close());

describe("a card", () => {
  it("shows a counterexample before the answer, explains its slip after, and comes back", async () => {
    const own = new Map([["slips", { ...card, stage: "line" }]]);
    const { hash } = await writeLink("slips", { own });
    const { page, faults } = await visit(pages, `${pages.served}${hash}`);
    const verdict = (await new Desk({}).judge(card))!;
    await page.getByRole("button", { name: "Show a counterexample" }).click();
    const numbers = await page.locator(".countered").textContent();
    expect(numbers).toContain("Finite differences give");
    expect(await page.locator(".slipped").count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    for (const name of ["Show me", "Show me", "Go on without"])
      await page.getByRole("button", { name }).last().click();
    await page.locator(".verdict .pair figure").first().waitFor();
    const wrong = await page.locator(".verdict figure pre").first().textContent();
    expect(wrong).toContain("claim");
    expect(verdict.kinds[0]).toBeDefined();
    const list = page.locator(".revisits");
    await list.getByText("in 1 day").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.evaluate((day) => {
      const kept = JSON.parse(localStorage.getItem("chainrule.revisits")!) as { due: number }[];
      localStorage.setItem("chainrule.revisits", JSON.stringify(kept.map((one) => ({ ...one, due: one.due - day }))));
    }, DAY); // prettier-ignore
    await page.goto(`${pages.served}#/notes`);
    await page.reload();
    await page.goto(`${pages.served}#/slips`);
    await list.getByText("due now").waitFor();
    await list.getByRole("button", { name: "Made-up card 5" }).click();
    await page.getByRole("heading", { name: "Card 5" }).waitFor();
    await list.getByRole("button", { name: "Clear the list" }).click();
    await list.getByText("Nothing yet.").waitFor();
    expect(await page.evaluate(() => localStorage.getItem("chainrule.revisits"))).toBeNull();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("is not asked for again by storage that holds something else", async () => {
    const { page, faults } = await visit(pages, pages.served);
    await page.evaluate(() => localStorage.setItem("chainrule.revisits", '[{"deck":"../x","number":1e9}]'));
    await page.goto(`${pages.served}#/slips`);
    await page.locator(".revisits").getByText("Nothing yet.").waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
