import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operationsText } from "../../codegen/index.ts";
import { numberText } from "../../web/app/number-text.ts";
import { webAssemblyText } from "../../web/engine/kernel-text.ts";
import { isLesson, openLesson, type Lesson } from "../../web/engine/lesson.ts";
import { pointFrom } from "../../web/engine/point.ts";
import { readerOf, type Reading } from "../../web/engine/reading.ts";
import { watched } from "../../web/engine/watched.ts";
import { viewOf } from "../../web/routes/code/views.ts";
import { root } from "../support/sources.ts";
import { openPages, violations, visit, type Pages } from "./support.ts";

let pages: Pages;

beforeAll(async () => {
  pages = await openPages();
});

afterAll(() => pages.close());

/** The lesson of the page, and its numbers, in Node. */
function notes(): readonly [Lesson, Reading["values"]] {
  const lesson = openLesson(readFileSync(join(root, "examples/notes.chain"), "utf8"));
  if (!isLesson(lesson)) throw new Error("the notes cannot be differentiated");
  const numbers = JSON.parse(readFileSync(join(root, "examples/notes.json"), "utf8")) as Parameters<typeof pointFrom>[0];
  const point = pointFrom(numbers);
  return [lesson, readerOf(lesson, point)(point).values];
} // prettier-ignore

for (const way of ["served", "offline"] as const)
  describe(`the kernel, ${way}`, () => {
    it("agrees as it was generated; without one mask three partials break", async () => {
      const { page, faults } = await visit(pages, `${pages[way]}#/code`);
      await page.getByText("All 24 partials agree.").waitFor();
      const editor = page.getByRole("textbox", { name: "The kernel, to be changed" });
      const code = await editor.inputValue();
      expect(code).toContain("const t10 = is2 ? 0 : ");
      await editor.fill(code.replace("const t10 = is2 ? 0 : ", "const t10 = "));
      await page.getByText("3 of 24 partials disagree.").waitFor();
      const wrong = await page.locator("tr.disagrees th").allTextContents();
      expect(wrong).toEqual(["W0[1, 2]", "W0[2, 2]", "W0[3, 2]"]);
      expect(faults).toEqual([]);
      await page.context().close();
    });

    it("is ended when it runs on, and cannot reach the network", async () => {
      const { page } = await visit(pages, `${pages[way]}#/code`);
      const editor = page.getByRole("textbox", { name: "The kernel, to be changed" });
      const code = await editor.inputValue();
      await editor.fill(code.replace("{", "{ for (;;) {}"));
      await page.getByText("ran for more than a second").waitFor();
      await editor.fill(code.replace("{", "{ fetch('/'); "));
      await page.getByText("fetch is not a function").waitFor();
      await editor.fill(code.replace("{", "{ return document.title; "));
      await page.getByText("document is not defined").waitFor();
      await page.context().close();
    });

    it("does not run code from a link before it is told to", async () => {
      const { page } = await visit(pages, `${pages[way]}#/code`);
      const editor = page.getByRole("textbox", { name: "The kernel, to be changed" });
      await editor.fill((await editor.inputValue()).replace("{", "{ return 1; "));
      await page.waitForFunction(() => location.hash.includes("/1."));
      await page.waitForTimeout(500);
      const { page: again } = await visit(pages, page.url());
      await again.getByText("This code came with the link.").waitFor();
      await again.waitForTimeout(600);
      expect(await again.getByText(/partials (?:dis)?agree/).count()).toBe(0);
      await again.getByRole("button", { name: "Run it" }).click();
      await again.getByText("The cost is 1.000000").waitFor();
      await again.context().close();
      await page.context().close();
    });
  });

describe("the forms of the kernel", () => {
  it("show what the engine writes, linked, with the values of every statement", async () => {
    const { page, faults } = await visit(pages, `${pages.served}#/code`);
    const [lesson, values] = notes();
    for (const [name, title] of [["unrolled", "TypeScript, unrolled"], ["loops", "TypeScript, loops"], ["wasm", "WebAssembly"]] as const) {
      await page.getByRole("button", { name: title, exact: true }).click();
      const view = viewOf(lesson, name)!;
      const listing = page.getByRole("group", { name: title, exact: true });
      await listing.waitFor();
      expect(await listing.locator(".line").count()).toBe(view.lines.length);
      expect(await page.locator(".operations").textContent()).toContain(operationsText(view.counts));
      const command = (await page.locator(".command").textContent())!.trim();
      expect(command).toMatch(/^chainrule generate examples\/notes\.chain --/);
      const [, ...args] = command.split(" ");
      const printed = spawnSync(process.execPath, ["bin/chainrule.js", ...args], { cwd: root, encoding: "utf8" });
      expect(printed.status).toBe(0);
      if (name === "wasm") continue;
      const text = view.lines.map(({ pieces }) => pieces.map((piece) => piece.text).join("")).join("\n");
      expect(printed.stdout).toContain(text.split("\n")[2]);
    }
    await page.getByRole("button", { name: "TypeScript, unrolled" }).click();
    for (const [k, h] of values.get("h")!.values.entries()) {
      const line = page.locator(".listing .line", { hasText: `const h_${k + 1} =` });
      expect(await line.locator(".live").textContent()).toContain(numberText(h));
      expect(await line.locator(".id").getAttribute("data-n")).toBe(lesson.identity.idOfName("h"));
    }
    expect(faults).toEqual([]);
    await page.context().close();
  }); // prettier-ignore

  it("are copied as they stand", async () => {
    const { page } = await visit(pages, `${pages.served}#/code`);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "WebAssembly" }).click();
    await page.getByRole("button", { name: "Copy the code" }).click();
    await page.getByText("Copied.").waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.trim()).toBe(webAssemblyText(notes()[0], "0")!.text.trim());
    await page.context().close();
  });

  it("are chosen by keys alone, and have no violations: in Korean, narrow and dark", async () => {
    const { page } = await visit(pages, `${pages.served}#/code`, { lang: "ko-KR", width: 320, dark: true });
    await page.locator(".forms button").first().focus();
    for (const name of ["TypeScript, 펼친 꼴", "TypeScript, 반복문", "WebAssembly"]) {
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name }).waitFor();
      expect(await violations(page), name).toEqual([]);
      expect(await page.locator(".operations").textContent()).toMatch(/연산: \d+ ×, .*비교 \d+/);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
    }
    await page.context().close();
  });

  it.each(["served", "offline"] as const)("are raced against differences: %s", async (way) => {
    const { page, faults } = await visit(pages, `${pages[way]}#/code`);
    await page.getByRole("button", { name: "Measure here" }).click();
    await page.getByText(/the differences take [\d.]+ times as long/).waitFor();
    const times = await page.locator(".bars dd").allTextContents();
    for (const time of times) expect(parseFloat(time)).toBeGreaterThan(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

describe("watched code", () => {
  it("computes what it did, and tells what each statement computes", () => {
    const { code, targets } = watched("function f(x, dx) {\n  const a = x[0] *\n      2;\n  let e = 0;\n  dx[0] = a;\n  return a;\n}"); // prettier-ignore
    expect(targets).toEqual(["a", "dx[0]"]);
    const f = runInNewContext(`(${code})`) as (x: number[], dx: number[], seen: number[]) => number;
    const [dx, seen] = [[0], [0, 0]];
    expect(f([3], dx, seen)).toBe(6);
    expect([dx, seen]).toEqual([[6], [6, 6]]);
  });
});
