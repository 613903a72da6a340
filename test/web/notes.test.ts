import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { derive, evaluate, point, readModel, type Nested } from "../../src/index.ts";
import { openPages, visit, type Pages } from "./support.ts";

let pages: Pages;

beforeAll(async () => {
  pages = await openPages();
});

afterAll(() => pages.close());

const model = readModel(readFileSync("examples/notes.chain", "utf8"));
const numbers = JSON.parse(readFileSync("examples/notes.json", "utf8")) as Record<string, Nested>;

/** What the engine says the slopes are, in the form the page shows them. */
function slopes(at: Record<string, Nested>): readonly string[] {
  const derivation = derive(model);
  if ("known" in derivation) throw new Error("the notes have a cost");
  const order = ["W0", "W1"];
  return derivation.results
    .toSorted((a, b) => order.indexOf(a.wrt) - order.indexOf(b.wrt))
    .flatMap(({ value, axes }) => Array.from(evaluate(value, axes, point(at)).values))
    .map((x) => x.toFixed(4).replace("-", "−"));
}

const shownSlopes = async (page: Page): Promise<readonly string[]> =>
  (await page.locator(".slopes .slope:first-child").allTextContents()).map((text) => text.split(" ").at(-1)!);

const current = (page: Page): Promise<string | null> =>
  page.locator("[aria-current=step] .number").first().textContent();

/** Both ways of opening the page pass the same script. */
for (const way of ["served", "offline"] as const)
  describe(`the notes, ${way}`, () => {
    it("are stepped through by keyboard; the language changes at once and keeps the step", async () => {
      const { page, faults } = await visit(pages, pages[way]);
      await page.keyboard.press("j");
      await page.keyboard.press("j");
      expect(await current(page)).toBe("S3");
      await page.keyboard.press("k");
      expect(await current(page)).toBe("S2");
      await page.getByRole("button", { name: "한국어" }).click();
      await page.getByRole("heading", { level: 1, name: "살아 있는 노트" }).waitFor();
      expect(await page.locator("html").getAttribute("lang")).toBe("ko");
      expect(await current(page)).toBe("S2");
      await page.keyboard.press("End");
      expect(await current(page)).toBe("S11");
      expect(faults).toEqual([]);
      await page.context().close();
    });

    it("show the engine's slopes, 24 of them, each confirmed by a finite difference", async () => {
      const { page } = await visit(pages, pages[way]);
      expect(await shownSlopes(page)).toEqual(slopes(numbers));
      expect(await page.locator(".slopes.agrees, .slopes.zero").count()).toBe(24);
      await page.context().close();
    });

    it("recompute everything when a number is stepped, dragged, typed or reset", async () => {
      const { page } = await visit(pages, pages[way]);
      const field = page.getByRole("spinbutton", { name: "I[1]" });
      await field.focus();
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("Shift+ArrowUp");
      expect(await field.inputValue()).toBe("2.1");
      expect(await shownSlopes(page)).toEqual(slopes({ ...numbers, I: [2.1, 2, -1] }));
      await page.keyboard.press("r");
      expect(await field.inputValue()).toBe("1");
      const box = (await field.boundingBox())!;
      await page.mouse.move(box.x + 20, box.y + 10);
      await page.mouse.down();
      await page.mouse.move(box.x + 60, box.y + 10, { steps: 4 });
      await page.mouse.up();
      expect(await field.inputValue()).toBe("1.4");
      await field.fill("-0.25");
      expect(await shownSlopes(page)).toEqual(slopes({ ...numbers, I: [-0.25, 2, -1] }));
      await page.context().close();
    });

    it("tell a kink by its two slopes, and call a point where nothing moves vacuous", async () => {
      const { page } = await visit(pages, pages[way]);
      await page.getByLabel("Set to").selectOption("kink");
      expect(await page.locator(".slopes.kink").count()).toBe(3);
      expect(await page.locator(".slopes.disagrees").count()).toBe(0);
      const sides = await page.locator(".slopes.kink .slope:last-child").first().textContent();
      expect(sides).toContain("0.0000 | −0.5942");
      await page.getByLabel("Set to").selectOption("zero");
      expect(await page.locator(".summary").textContent()).toContain("proves nothing");
      await page.context().close();
    });

    it("list what comes along each path of a fork, and its sum, at the numbers in force", async () => {
      const { page } = await visit(pages, pages[way]);
      const rows = page.locator("#step-S9 .path-values tbody tr");
      const numbersOf = async (row: number): Promise<readonly number[]> =>
        (await rows.nth(row).locator("td").allTextContents()).map((text) => Number(text.replace("−", "-")));
      // a[1] reaches the cost through O[1], O[2] and O[3]: W1[1, k] (p[k] - y[k]).
      for (const [k, expected] of [0.2118, 0.2612, 0.0682, 0.5413].entries())
        expect((await numbersOf(0))[k]).toBeCloseTo(expected, 4);
      await page.getByRole("spinbutton", { name: "W1[2, 1]" }).fill("-3");
      const derivation = derive(model, { wrt: ["a"] });
      if ("known" in derivation) throw new Error("the notes have a cost");
      const { value, axes } = derivation.results[0];
      const W1 = (numbers["W1"] as number[][]).map((row, k) => (k === 1 ? [-3, ...row.slice(1)] : row));
      const slope = evaluate(value, axes, point({ ...numbers, W1 })).values;
      const terms = await numbersOf(1);
      // The rules for tables come with the page, not with another route.
      const collapse = await page
        .locator(".path-values")
        .first()
        .evaluate((table) => getComputedStyle(table).borderCollapse);
      expect(collapse).toBe("collapse");
      expect(terms.at(-1)).toBeCloseTo(slope[1], 4);
      expect(terms.slice(0, -1).reduce((a, b) => a + b)).toBeCloseTo(slope[1], 3);
      await page.context().close();
    });

    it("show how the error of finite differences depends on their step", async () => {
      const { page, faults } = await visit(pages, pages[way]);
      await page.getByText("How the error depends on ε").click();
      const curve = page.locator(".error-curve polyline");
      await curve.waitFor();
      const heights = (await curve.getAttribute("points"))!.split(" ").map((at) => Number(at.split(",")[1]));
      expect(heights).toHaveLength(12);
      // A valley: the smallest error, lowest in the picture, is at neither end.
      const lowest = heights.indexOf(Math.max(...heights));
      expect(lowest).toBeGreaterThan(1);
      expect(lowest).toBeLessThan(9);
      expect(faults).toEqual([]);
      await page.context().close();
    });

    it("light up a node in formula, graph, numbers and code, and pin it", async () => {
      const { page } = await visit(pages, pages[way]);
      await page.locator(".listing").waitFor();
      const id = await page.locator(".quantity", { hasText: "h" }).getAttribute("data-n");
      const lit = page.locator(`[data-n="${id}"]`);
      for (const place of [".formula", ".network", ".listing"])
        expect(await page.locator(`${place} [data-n="${id}"]`).count()).toBeGreaterThan(0);
      expect((await page.locator(".network svg").boundingBox())!.height).toBeGreaterThan(200);
      await lit.first().hover();
      const outline = (): Promise<string> =>
        lit.last().evaluate((element) => getComputedStyle(element).outlineStyle);
      expect(await outline()).toBe("solid");
      await page.keyboard.press("p");
      await page.mouse.move(0, 0);
      expect(await outline()).toBe("solid");
      await page.keyboard.press("Escape");
      expect(await outline()).toBe("none");
      await page.context().close();
    });

    it("come back from their address as they were", async () => {
      const { page } = await visit(pages, pages[way]);
      await page.getByRole("button", { name: "Matrices" }).click();
      await page.getByRole("spinbutton", { name: "W0[1, 2]" }).fill("0.75");
      await page.keyboard.press("Enter");
      await page.locator("#step-S8").click();
      await page.waitForFunction(() => location.hash.includes("/1."));
      await page.waitForTimeout(500);
      const address = page.url();
      const { page: again } = await visit(pages, address);
      expect(await again.getByRole("spinbutton", { name: "W0[1, 2]" }).inputValue()).toBe("0.75");
      expect(await current(again)).toBe("S8");
      expect(await again.getByRole("button", { name: "Matrices" }).getAttribute("aria-pressed")).toBe("true");
      await again.context().close();
      await page.context().close();
    });
  });

describe("the derivation", () => {
  it("can be read without JavaScript, in both languages", async () => {
    const { page } = await visit(pages, pages.served, { script: false });
    const text = await page.locator("main").innerText();
    expect(text).toContain("h[j] acts on Cost only through a[j]");
    expect(text).toContain("꺼진 유닛은 0입니다");
    expect(await page.locator("main math").count()).toBeGreaterThan(15);
    await page.context().close();
  });

  it("asks nothing of any network when it is opened from disk", async () => {
    const { page } = await visit(pages, pages.offline);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.reload();
    await page.locator(".listing").waitFor();
    expect(asked.filter((url) => !/^(?:file|data|blob):/.test(url))).toEqual([]);
    await page.context().close();
  });
});
