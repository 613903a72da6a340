import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readModel } from "../../src/index.ts";
import {
  chooseColumns,
  irisFeatures,
  readIris,
  readJson,
  train,
  split,
  trainableModel,
  writeWeights,
  type Evaluation,
  type TrainingResult,
  type Weights,
} from "../../train/index.ts";
import { presets } from "../../web/routes/train/presets.ts";
import { commandOf, keptFrom, keptOf, usual } from "../../web/routes/train/settings.ts";
import { readLink, writeLink } from "../../web/state/link.ts";
import { root } from "../support/sources.ts";
import { openPages, violations, visit, type Pages } from "./support.ts";

let pages: Pages;

beforeAll(async () => {
  pages = await openPages();
});

afterAll(() => pages.close());

const example = (name: string): string => readFileSync(join(root, "examples", name), "utf8");

/** What the engine makes of the same settings, in Node. */
async function engine(settings: Partial<typeof usual> = {}): Promise<TrainingResult> {
  const { data, hidden, seed, rate, epochs, batch } = { ...usual, ...settings };
  const model = readModel(example(hidden === 4 ? "notes.chain" : "notes-eight.chain"));
  const found = await trainableModel(model, { name: "train", version: "0" });
  if ("known" in found) throw new Error("the notes cannot be trained");
  const table = data === "iris" ? await readIris() : readJson(example("penguins.json"), "penguins");
  const rows = chooseColumns(table, data === "iris" ? { features: irisFeatures } : {});
  return train(found.kernel, rows, { seed, rate, epochs, ...(batch === 0 ? {} : { batchSize: batch }) });
}

/** The file that the page offers. */
async function savedWeights(page: Page): Promise<string> {
  const link = await page.getByRole("link", { name: "Save the weights" }).getAttribute("href");
  return decodeURIComponent(link!.replace(/^[^,]*,/, ""));
}

/** Classes that no row is given. */
const neverPredicted = (confusion: Evaluation["confusion"]): number =>
  confusion!.filter((_, k) => confusion!.every((row) => row[k] === 0)).length;

/** Training rows whose every h is at most 0: counted from the weights and the data alone. */
async function silentRows({ scaling, params, seed, heldOutShare }: Weights): Promise<number> {
  const { features, rows } = split(chooseColumns(await readIris(), { features: irisFeatures }), heldOutShare, seed).training;
  const [{ values }] = params.filter(({ name }) => name === "W0") as [(typeof params)[0]];
  const input = (row: number): readonly number[] =>
    [0, 1].map((i) => (features[2 * row + i] - scaling!.means[i]) / scaling!.deviations[i]).concat(1);
  const isOff = (row: number, j: number): boolean =>
    input(row).reduce((h, x, i) => h + x * values[4 * i + j], 0) <= 0;
  return Array.from({ length: rows }, (_, row) => [0, 1, 2, 3].every((j) => isOff(row, j))).filter(Boolean).length;
} // prettier-ignore

const epochIs = (page: Page, epoch: number, of = 500): Promise<void> =>
  page.getByText(`Epoch ${epoch} of ${of}`, { exact: true }).waitFor();

const tableOf = async (page: Page, name: string): Promise<readonly (readonly number[])[]> => {
  const rows = await page.getByRole("table", { name }).locator("tbody tr").all();
  return Promise.all(rows.map(async (row) => (await row.locator("td").allTextContents()).map(Number)));
};

describe("training in the page", () => {
  it("ends in the engine's weights, bit for bit, and shows the engine's numbers", async () => {
    const { page, faults } = await visit(pages, `${pages.served}#/train`);
    await page.getByRole("button", { name: "To the end" }).click();
    await epochIs(page, 500);
    const expected = await engine();
    expect(await savedWeights(page)).toBe(writeWeights(expected.weights));
    expect(await tableOf(page, "Held out")).toEqual(expected.heldOut.confusion);
    expect(await tableOf(page, "Training")).toEqual(expected.training.confusion);
    const [{ active, rows }] = expected.units as [(typeof expected.units)[0]];
    const counts = await page.locator(".units .count").allTextContents();
    expect(counts.map((text) => text.replace(/ · dead$/, ""))).toEqual(
      active.map((count) => `on for ${count} of ${rows}`),
    );
    expect(await page.locator(".figures .value").first().textContent()).toBe(
      expected.training.loss.toFixed(4),
    );
    expect(await page.locator("svg.curve").getAttribute("aria-label")).toContain(
      `from ${expected.losses[0]?.toFixed(3)} to ${expected.losses.at(-1)!.toFixed(3)} over 500 epochs`,
    );
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("does the same in mini-batches of penguins, set by keys alone", async () => {
    const { page } = await visit(pages, `${pages.served}#/train`);
    await page.getByRole("button", { name: "Penguins" }).focus();
    await page.keyboard.press("Enter");
    for (let k = 0; k < 2; k++) await page.keyboard.press("Tab");
    for (const value of ["11", "0.2", "30", "16"]) {
      await page.keyboard.press("Tab");
      await page.keyboard.type(value);
    }
    await page.keyboard.press("Enter");
    await epochIs(page, 0, 30);
    await page.getByRole("button", { name: "Play" }).focus();
    await page.keyboard.press("Space");
    await epochIs(page, 30, 30);
    const expected = await engine({ data: "penguins", seed: 11, rate: 0.2, epochs: 30, batch: 16 });
    expect(await savedWeights(page)).toBe(writeWeights(expected.weights));
    expect(await page.locator(".command").textContent()).toContain("--rate 0.2 --seed 11 --batch-size 16");
    await page.context().close();
  });

  it("gives every lesson the loss of the engine in Node, and says what it is stuck at", async () => {
    const { page, faults } = await visit(pages, `${pages.served}#/train`);
    for (const { settings } of presets) {
      const name = JSON.stringify(settings);
      await page.locator(".presets button").nth(presets.findIndex((one) => one.settings === settings)).click();
      await page.locator('.presets [aria-pressed="true"]').waitFor();
      await epochIs(page, 500);
      const { training, units } = await engine(settings);
      const shown = page.locator(".figures data").first();
      await expect.poll(() => shown.getAttribute("value").then(Number), name).toBeCloseTo(training.loss, 12);
      expect(await page.locator(".units li").count(), name).toBe(settings.hidden);
      expect(await page.locator(".units .dead").count(), name).toBe(units[0].active.filter((n) => n === 0).length);
      const never = neverPredicted(training.confusion);
      expect(await page.locator(".stopped", { hasText: "Never predicted" }).count(), name).toBe(Number(never > 0));
    }
    expect(faults).toEqual([]);
    await page.context().close();
  }); // prettier-ignore

  it("leads from a run that got stuck to the mask, and keeps the lesson in the link", async () => {
    const { page } = await visit(pages, `${pages.served}#/train`, { lang: "ko-KR" });
    await page.getByRole("button", { name: "시드 11: 아무것도 못 배움" }).press("Enter");
    const said = page.locator(".stopped");
    await said.waitFor();
    const { weights, training } = await engine({ seed: 11 });
    const silent = await silentRows(weights);
    expect(silent).toBeGreaterThan(0);
    expect(await said.textContent()).toContain(`${training.rows}개 중 ${silent}개`);
    await page.waitForFunction(() => location.hash.includes("/1."));
    await expect.poll(async () => (await readLink(new URL(page.url()).hash)).shared.own?.get("train")).toEqual({ seed: 11, at: 500 });
    await said.getByRole("button").press("Enter");
    await page.locator("[aria-current=step]").first().waitFor();
    expect(await page.locator("[aria-current=step] .formula").last().getAttribute("aria-label")).toContain("h");
    await page.context().close();
  }); // prettier-ignore

  it("goes epoch by epoch, pauses and begins anew", async () => {
    const { page } = await visit(pages, `${pages.served}#/train`);
    await page.getByRole("button", { name: "One epoch" }).click();
    await page.getByRole("button", { name: "One epoch" }).click();
    await epochIs(page, 2);
    expect(await savedWeights(page)).toBe(writeWeights((await engine({ epochs: 2 })).weights));
    await page.getByRole("button", { name: "Ten epochs" }).click();
    await epochIs(page, 12);
    await page.getByRole("button", { name: "Play" }).click();
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Back to the start" }).click();
    await epochIs(page, 0);
    await page.context().close();
  });

  it("is found again by its link", async () => {
    const kept = { ...usual, seed: 2, at: 37 };
    const { hash } = await writeLink("train", { own: new Map([["train", keptOf(kept)]]) });
    const { page } = await visit(pages, `${pages.served}${hash}`);
    await epochIs(page, 37);
    const expected = await engine({ seed: 2, epochs: 37 });
    expect(await savedWeights(page)).toBe(writeWeights(expected.weights));
    await page.getByRole("button", { name: "한국어" }).click();
    await page.getByText("500 에폭 중 37", { exact: true }).waitFor();
    await page.context().close();
  });

  it("refuses a number out of its range and goes on with the last one", async () => {
    const { page } = await visit(pages, `${pages.served}#/train`);
    await page.getByLabel("Epochs").first().fill("0");
    await page.keyboard.press("Tab");
    await page.getByText("A whole number from 1 to 5000.").waitFor();
    await page.getByRole("button", { name: "To the end" }).click();
    await epochIs(page, 500);
    await page.context().close();
  });

  it("keeps what is typed when the page is rendered anew meanwhile", async () => {
    const { page } = await visit(pages, `${pages.served}#/train`);
    await page.getByLabel("Epochs").first().fill("0");
    await page.getByRole("button", { name: "한국어" }).dispatchEvent("click");
    await page.getByText("500 에폭 중 0", { exact: true }).waitFor();
    await page.keyboard.press("Tab");
    await page.getByText("1에서 5000까지의 정수.").waitFor();
    await page.context().close();
  });

  it("finds a seed at which a unit dies; the engine agrees", async () => {
    const { page } = await visit(pages, `${pages.served}#/train`);
    await page.getByRole("button", { name: "Find a seed at which a unit dies" }).click();
    const said = page.getByText(/^With seed \d+ a unit ends dead/);
    await said.waitFor();
    const seed = Number(/\d+/.exec((await said.textContent())!)![0]);
    const { units } = await engine({ seed });
    expect(units.some(({ active }) => active.includes(0))).toBe(true);
    await epochIs(page, 500);
    await page.locator(".units .dead").first().waitFor();
    await page.getByRole("button", { name: "See the step with the mask" }).click();
    expect(await page.locator("[aria-current=step] .formula").last().getAttribute("aria-label")).toContain(
      "h",
    );
    expect(page.url()).toContain("#/");
    await page.context().close();
  });

  it("says how long the kernel took, and begins again from the start", async () => {
    const { page } = await visit(pages, `${pages.served}#/train`);
    const figure = page.locator(".figures .value").last();
    await page.getByRole("button", { name: "To the end" }).click();
    await epochIs(page, 500);
    expect(parseFloat((await figure.textContent())!)).toBeGreaterThan(0);
    await page.getByRole("button", { name: "Back to the start" }).click();
    await epochIs(page, 0);
    await page.context().close();
  });

  it.each([
    { lang: "en-US", width: 1280, dark: true },
    { lang: "ko-KR", width: 320, dark: false },
  ] as const)("has no violations of WCAG: $lang, $width px, dark $dark", async (view) => {
    const { page } = await visit(pages, `${pages.served}#/train`, view);
    await page.locator(".progress button").nth(2).click();
    await page.locator(".confusion .right").first().waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    await page.context().close();
  });
});

const neverIn = {
  "preset.nothing": 2,
  "preset.two": 1,
  "preset.fast": 2,
  "preset.slower": 0,
  "preset.wider": 0,
} as const;

describe("the lessons", () => {
  it.each(presets)("$name does what its name says: $settings", async ({ name, settings }) => {
    const { training } = await engine(settings);
    const never = neverPredicted(training.confusion);
    expect(never).toBe(neverIn[name]);
    if (never === 0) expect(training.loss).toBeLessThan(0.1);
    else expect(training.loss).toBeGreaterThan(0.35);
  });
});

describe("what a link says of training", () => {
  it("is believed as far as it is valid", () => {
    expect(keptFrom(undefined)).toEqual({ ...usual, at: 0 });
    expect(keptFrom("seed")).toEqual({ ...usual, at: 0 });
    expect(
      keptFrom({
        data: "../x",
        hidden: 5,
        seed: 1.5,
        rate: -1,
        epochs: 1e9,
        batch: "3",
        at: 1e9,
        __proto__: { seed: 4 },
      }),
    ).toEqual({ ...usual, at: 0 });
    expect(keptFrom({ epochs: 10, at: 20 })).toEqual({ ...usual, epochs: 10, at: 10 });
  });
  it("leaves out what is usual", () => {
    expect(keptOf({ ...usual, at: 0 })).toBeUndefined();
    expect(keptOf({ ...usual, seed: 3, at: 0 })).toEqual({ seed: 3 });
    expect(keptFrom(keptOf({ ...usual, hidden: 8, at: 0 }))).toEqual({ ...usual, hidden: 8, at: 0 });
  });
  it("names the command with the same result", () => {
    expect(commandOf({ ...usual, batch: 8 }, 20)).toBe(
      "chainrule train examples/notes.chain --data iris --epochs 20 --rate 0.5 --seed 1 --batch-size 8",
    );
  });
});
