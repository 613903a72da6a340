import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateKernel, kernelRequest } from "../../codegen/index.ts";
import { check, checkReport, readModel, textOf, toLatex } from "../../src/index.ts";
import { isLesson, openLesson } from "../../web/engine/lesson.ts";
import { inRows } from "../../web/engine/rows.ts";
import { stepsOf } from "../../web/engine/steps.ts";
import { text as say } from "../../web/i18n/text.ts";
import { kindOf, readKept } from "../../web/routes/free/text.ts";
import { writeLink } from "../../web/state/link.ts";
import { root } from "../support/sources.ts";
import { openPages, violations, visit, type Pages } from "./support.ts";

let pages: Pages;

beforeAll(async () => {
  pages = await openPages();
});

afterAll(() => pages.close());

const example = (name: string): string => readFileSync(join(root, "examples", name), "utf8");

const field = (page: Page) => page.getByRole("textbox", { name: "Your text" });

const linkTo = async (kept: unknown): Promise<string> =>
  `${pages.served}${(await writeLink("free", { own: new Map([["free", kept]]) })).hash}`;

const judged = (page: Page): Promise<readonly string[]> =>
  page.locator(".judged li").evaluateAll((items) => items.map((item) => item.className));

for (const way of ["served", "offline"] as const)
  describe(`a text of one's own, ${way}`, () => {
    it("is checked as the engine checks it; a repair is made by keys alone and taken back", async () => {
      const { page, faults } = await visit(pages, `${pages[way]}#/free`);
      await page.getByText("✗ 1 of 2 lines are wrong.").waitFor();
      const text = example("objectives/logistic-regression.chain");
      const { lines } = await check(text, { kind: "chain" });
      expect(await judged(page)).toEqual(lines.map(({ status }) => status));
      const wrong = lines.flatMap(({ diagnostics }) => diagnostics).find(({ fix }) => fix !== undefined);
      const title = textOf(wrong!.code, "title", wrong!.params, "en");
      expect(await page.locator(".findings .title").first().textContent()).toContain(
        title.replaceAll("`", ""),
      );
      const { start, end } = wrong!.labels.find(() => true)!.span;
      expect(await page.locator(".draft u").allTextContents()).toContain(text.slice(start, end));
      await page
        .getByRole("button", { name: /^Repair/ })
        .first()
        .focus();
      await page.keyboard.press("Enter");
      await page.getByText("✓ Everything holds: 2 lines.").waitFor();
      expect(await field(page).inputValue()).toBe(
        text.slice(0, wrong!.fix!.span.start) + wrong!.fix!.text + text.slice(wrong!.fix!.span.end),
      );
      await page.getByRole("button", { name: "Undo" }).click();
      await page.getByText("✗ 1 of 2 lines are wrong.").waitFor();
      expect(await field(page).inputValue()).toBe(text);
      expect(faults).toEqual([]);
      await page.context().close();
    });

    it("is derived as the engine derives it, in indices and in matrices", async () => {
      const { page } = await visit(pages, `${pages[way]}#/free`);
      await page.getByLabel("Begin with").selectOption({ value: "least-squares" });
      const lesson = openLesson(example("objectives/least-squares.chain"));
      if (!isLesson(lesson)) throw new Error("the example cannot be derived");
      for (const form of ["index", "matrix"] as const) {
        await page.getByRole("button", { name: form === "index" ? "Indices" : "Matrices" }).click();
        const steps = stepsOf(lesson, form, "en", say("step.definition", "en"), inRows);
        const last = steps.at(-1)!;
        await page.locator(`#step-${last.id} .formula[aria-label="${last.result.speech}"]`).first().waitFor();
        expect(await page.locator(".derived .steps > li").count()).toBe(steps.length);
      }
      await page.context().close();
    });
  });

describe("a text of one's own", () => {
  it("that is a derivation gets the engine's verdict on every line", async () => {
    const { page } = await visit(pages, await linkTo({ example: "notes-as-written" }));
    await page.getByText(/^✗ \d+ of \d+ lines are wrong/).waitFor();
    const { lines } = await check(example("notes-as-written.md"), { kind: "md" });
    expect(await judged(page)).toEqual(lines.map(({ status }) => status));
    await page.getByLabel("Begin with").selectOption({ value: "notes-corrected" });
    await page.getByText(/^✓ Everything holds/).waitFor();
    expect(await page.locator(".findings .error").count()).toBe(0);
    await page.context().close();
  });

  it("shows a mistake where it is typed, and goes there", async () => {
    const { page } = await visit(pages, `${pages.served}#/free`);
    await field(page).fill("input x[3]\nparam w[3]\nL = sum(i, v[i] * x[i])");
    await page.locator(".findings .error").first().waitFor();
    expect(await page.locator(".findings .code").first().textContent()).toBe("E0201");
    expect(await page.locator(".draft u.error").first().textContent()).toBe("v");
    await page.getByRole("button", { name: "Line 3" }).first().click();
    const chosen = await field(page).evaluate((element) => {
      const { value, selectionStart, selectionEnd } = element as HTMLTextAreaElement;
      return document.activeElement === element && value.slice(selectionStart, selectionEnd);
    });
    expect(chosen).toBe("v");
    await page.context().close();
  });

  it("is read as LaTeX where it is LaTeX, and typed key by key", async () => {
    const { page } = await visit(pages, `${pages.served}#/free`);
    await field(page).fill("");
    await page.getByText("Nothing is said of an empty text.").waitFor();
    await field(page).pressSequentially("\\frac{\\partial}{\\partial x} x^2 = 3x");
    await page.getByText("✗ 1 of 1 lines are wrong.").waitFor();
    await page.context().close();
  });

  it("can be given up, and is taken up again", async () => {
    const { page } = await visit(pages, `${pages.served}#/free`);
    // The text to begin with can be given up, too, as long as it is being checked.
    await page.locator("#free-verdict").getByText(/^[✗◌✓]|derived/).first().waitFor(); // prettier-ignore
    const [model = "", formulas = ""] = example("notes-as-written.md").split("## Forward");
    await field(page).fill(model + formulas.repeat(9));
    await page.getByRole("button", { name: "Cancel" }).press("Enter");
    await page.getByText("Cancelled.").waitFor();
    await field(page).fill(example("objectives/logistic-regression.chain"));
    await page.getByText("✗ 1 of 2 lines are wrong.").waitFor();
    await page.context().close();
  });

  it("is saved: the checker's report, Markdown, LaTeX and the kernel, as the engine gives them", async () => {
    const { page, faults } = await visit(pages, `${pages.served}#/free`);
    const text = example("softmax-regression.chain");
    await page.getByLabel("Begin with").selectOption({ value: "softmax-regression" });
    const saved = async (name: string): Promise<string> => {
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name, exact: true }).click()]);
      return readFileSync(await download.path(), "utf8");
    };
    const model = readModel(text);
    const report = checkReport(await check(text, { kind: "chain" }), "en");
    expect(JSON.parse(await saved("JSON report"))).toEqual(JSON.parse(JSON.stringify(report)));
    const lesson = openLesson(text);
    if (!isLesson(lesson)) throw new Error("the example cannot be derived");
    const formulas = lesson.derivation.results.map(({ value, axes }) => toLatex(value, axes, lesson.naming, "index"));
    expect(formulas.length).toBeGreaterThan(0);
    const [latex, markdown] = [await saved("LaTeX"), await saved("Markdown")];
    for (const formula of formulas) {
      expect(latex).toContain(` = ${formula}\n`);
      expect(markdown).toContain(` = ${formula}\n$$`);
    }
    expect(markdown).toContain(text.trimEnd());
    const request = kernelRequest(model, { name: "model", version: "0", kernel: { batch: false } });
    if ("known" in request) throw new Error("the example has no kernel");
    expect(await saved("TypeScript")).toBe(generateKernel(request).files[0].text);
    await page.getByLabel("Begin with").selectOption({ value: "notes-as-written" });
    await page.getByText(/^✗ \d+ of \d+ lines are wrong/).waitFor();
    expect(await saved("Markdown")).toMatch(/^- Line \d+: ✗ wrong; .+ \(E\d+\)/m);
    expect(await page.getByRole("button", { name: "TypeScript" }).count()).toBe(0);
    expect(faults).toEqual([]);
    await page.context().close();
  }); // prettier-ignore

  it("travels in a link", async () => {
    const { page } = await visit(pages, `${pages.served}#/free`);
    const text = "input x\nf = x^3 # 한글 <b>";
    await field(page).fill(text);
    await page.getByLabel("Written in").selectOption({ value: "chain" });
    await page.waitForFunction(() => location.hash.includes("/1."));
    await page.waitForTimeout(600);
    const { page: again } = await visit(pages, page.url());
    expect(await field(again).inputValue()).toBe(text);
    expect(await again.getByLabel("Written in").inputValue()).toBe("chain");
    await again.context().close();
    await page.context().close();
  });

  it("from a hostile link is text and nothing else", async () => {
    const text =
      "<img src=x onerror=\"document.title='taken'\"> $$ <script>document.title='taken'</script> $$";
    const { page, faults } = await visit(pages, await linkTo({ text, kind: "md", example: "__proto__" }));
    expect(await field(page).inputValue()).toBe(text);
    await page.locator(".verdict", { hasNotText: "Checking" }).waitFor();
    expect(await page.title()).not.toBe("taken");
    expect(await page.locator("main img, main script").count()).toBe(0);
    expect(faults).toEqual([]);
    await page.context().close();
    const { page: other } = await visit(pages, await linkTo({ text: 7, example: "toString", kind: "exe" }));
    await other.getByText("✗ 1 of 2 lines are wrong.").waitFor();
    await other.context().close();
  });

  it.each([
    { lang: "en-US", width: 1280, dark: true },
    { lang: "ko-KR", width: 320, dark: false },
  ] as const)("has no violations of WCAG: $lang, $width px, dark $dark", async (view) => {
    const { page } = await visit(pages, `${pages.served}#/free`, view);
    await page.locator(".findings .fix").first().waitFor();
    await page.locator(".derived .step").first().waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    await page.context().close();
  });
});

describe("what is known of a text before it is read", () => {
  it.each([
    ["f = x^2", "chain"],
    ["# Title\n\nIf $x$ then", "md"],
    ["text\n\n$$x = 1$$", "md"],
    ["\\frac{a}{b}", "latex"],
    ["\\begin{document}\\[x\\]", "tex"],
  ])("%j is written in %s", (text, kind) => {
    expect(kindOf(text)).toBe(kind);
  });
  it("is believed as far as it is valid", () => {
    expect(readKept({ text: "x".repeat(20_001), kind: "html", example: 3 })).toEqual({});
    expect(readKept(null)).toBeUndefined();
  });
});
