import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blankIds, type FadedLine } from "../../web/engine/faded-line.ts";
import { fadedOf } from "../../web/engine/faded.ts";
import { slipNames } from "../../web/routes/slips/names.ts";
import { writeLink } from "../../web/state/link.ts";
import { openPages, violations, visit, type Pages } from "./support.ts";

let pages: Pages;
/** The same blanks in Node: what is right is never typed in here. */
let lines: readonly FadedLine[];

beforeAll(async () => {
  pages = await openPages();
  lines = await fadedOf(readFileSync("examples/notes.chain", "utf8"));
});

afterAll(() => pages.close());

const lineOf = (blank: string): FadedLine => lines.find((line) => line.blank === blank)!;

const nameOf = (slip: string | undefined, lang: "en" | "ko"): string => {
  const [, name] = Object.entries(slipNames).find(([id]) => id === slip) ?? [];
  if (name === undefined) throw new Error(`no slip is called ${slip}`);
  return name[lang];
};

const at = async (round: number): Promise<string> =>
  (await writeLink("notes", { own: new Map([["faded", { round, answers: {} }]]) })).hash;

/** Chooses by arrows alone, from the first choice on, and checks by Enter. */
async function choose(page: Page, blank: string, choice: number): Promise<void> {
  const radios = page.locator(`input[name="blank-${blank}"]`);
  await radios.first().focus();
  await page.keyboard.press("Space");
  for (let k = 0; k < choice; k++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
}

describe("the blanks of a derivation", () => {
  it("are six in the notes, each with one right choice and others that slips lead to", () => {
    expect(lines.map(({ blank }) => blank).toSorted()).toEqual([...blankIds].toSorted());
    for (const { blank, choices, shape } of lines) {
      expect(
        choices.filter(({ holds }) => holds),
        blank,
      ).toHaveLength(1);
      expect(choices.length, blank).toBeGreaterThanOrEqual(3);
      expect(new Set(choices.map(({ mathml }) => mathml)).size, blank).toBe(choices.length);
      for (const { holds, slip } of choices)
        if (!holds && shape === undefined) expect(nameOf(slip, "en")).not.toBe("");
    }
    expect(lineOf("range").choices.map(({ slip }) => slip)).toContain("wrong-range");
    expect(lineOf("index").choices.map(({ slip }) => slip)).toContain("wrong-index");
    expect(lineOf("mask").choices.map(({ slip }) => slip)).toContain("dropped-activation-derivative");
    expect(lineOf("transpose").choices.map(({ slip }) => slip)).toContain("transposed-outer-product");
    expect(lineOf("assumption").choices.map(({ slip }) => slip)).toContain("unstated-assumption");
    expect(lineOf("factor").choices.map(({ slip }) => slip)).toContain("matrix-for-transpose");
  });

  it("leave the rest of the formula standing", () => {
    const { open, choices } = lineOf("mask");
    expect(open.mathml).toContain("☐");
    expect(open.speech.en).toContain("equals blank times the sum over k of W layer 1");
    expect(open.speech.ko).toContain("빈칸");
    expect(choices.map(({ speech }) => speech.en)).toContain("a j");
    expect(lineOf("index").open.speech.en).toMatch(/equals I i times .*, times blank$/);
    expect(lineOf("range").open.speech.en).toMatch(/equals blank$/);
  });

  it("are where another model has a place for them, and nowhere in a text without a derivation", async () => {
    const layer = "input x[3]\nparam W[3, 2]\nlabel y[2]\nz[k] = sum(i, x[i] * W[i, k])\n";
    const found = await fadedOf(
      `${layer}assume sum(k, y[k]) == 1\np[k] = softmax(k, z[k])\nC = -sum(k, y[k] * log(p[k]))\n`,
    );
    expect(found.map(({ blank }) => blank).toSorted()).toEqual(["assumption", "transpose"]);
    for (const { choices } of found) expect(choices.filter(({ holds }) => holds)).toHaveLength(1);
    expect(await fadedOf("f = (")).toEqual([]);
  });
});

describe.each(["served", "offline"] as const)("the derivation with blanks, %s", (way) => {
  it("judges right and wrong answers by keyboard, and names the slip", async () => {
    const { page, faults } = await visit(pages, pages[way]);
    const summary = page.locator(".faded > summary");
    await summary.focus();
    await page.keyboard.press("Enter");
    await page.locator(".faded .blank").waitFor();
    expect(await page.locator(".faded .blank").count()).toBe(1);
    const { choices } = lineOf("range");
    const wrong = choices.findIndex(({ holds }) => !holds);
    const right = choices.findIndex(({ holds }) => holds);
    await choose(page, "range", wrong);
    await expect
      .poll(() => page.locator(".faded .fault").textContent())
      .toContain(nameOf(choices.find(({ holds }) => !holds)?.slip, "en"));
    expect(await page.locator(".faded .repetition").textContent()).toContain("Right: 0 of 1");
    await choose(page, "range", right);
    await page.locator(".faded .feedback .well").waitFor();
    expect(await page.locator(".faded .repetition").textContent()).toContain("Right: 1 of 1");
    expect(await violations(page)).toEqual([]);
    // The steps of the worked derivation stay where they are while arrows choose.
    expect(await page.locator("[aria-current=step] .number").first().textContent()).toBe("S1");
    await page.getByRole("button", { name: "Again, with 2 blanks" }).press("Enter");
    await expect.poll(() => page.locator(".faded .blank").count()).toBe(2);
    expect(await page.locator(".faded .feedback .well").count()).toBe(0);
    await page.getByRole("link", { name: "Then: find the slip" }).press("Enter");
    await page.locator(".decks").waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("has all six blanks in the end, told by slips and shapes, on a phone and in Korean", async () => {
    const { page, faults } = await visit(pages, `${pages[way]}${await at(6)}`, {
      lang: "ko-KR",
      width: 320,
      dark: true,
    });
    await page.locator(".faded .blank").nth(5).waitFor();
    for (const { blank, choices } of lines) {
      const form = page.locator(".faded form", { has: page.locator(`input[name="blank-${blank}"]`) });
      const wrong = choices.findIndex(({ holds }) => !holds);
      await choose(page, blank, wrong);
      const { slip, shapes } = choices.find(({ holds }) => !holds)!;
      await form.locator(".fault").waitFor();
      const said = await form.locator(".feedback").innerText();
      if (slip !== undefined) expect(said).toContain(nameOf(slip, "ko"));
      if (shapes !== undefined) for (const shape of shapes) expect(said).toContain(shape);
    }
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    for (const { blank, choices } of lines)
      await choose(
        page,
        blank,
        choices.findIndex(({ holds }) => holds),
      );
    await expect.poll(() => page.locator(".faded .repetition").textContent()).toContain("6/6");
    // What was answered is in the address.
    await expect.poll(() => page.url()).toMatch(/#\/notes\/1\./);
    await page.waitForTimeout(600);
    const again = await visit(pages, page.url(), { lang: "ko-KR" });
    await expect.poll(() => again.page.locator(".faded .repetition").textContent()).toContain("6/6");
    expect([...faults, ...again.faults]).toEqual([]);
    await page.context().close();
    await again.page.context().close();
  });
});
