/**
 * Measures the page "the notes, alive" in headless Chromium against its budgets and prints a table. Exits 1 where a
 * size is over its budget; times depend on the machine and are only shown.
 */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { openBrowser, serve, site } from "./browser.mjs";
import { fetched, hover, paste, scrub, trainToTheEnd, watchReady } from "./page-measures.mjs";
import { root } from "./setup.mjs";
import { buildPage } from "./web.mjs";

const brotli = (file) => brotliCompressSync(readFileSync(file)).length;
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
const milliseconds = (ms) => `${ms.toFixed(1)} ms`;
const sum = (values) => values.reduce((a, b) => a + b, 0);
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** The value that 95 of 100 measurements stay below. */
const p95 = (times) => times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1];

/** The derivation of examples/notes-corrected.md, a slip in its first line, its displays repeated to forty and more. */
function longDerivation() {
  const notes = readFileSync(join(root, "examples/notes-corrected.md"), "utf8");
  const [head, tail] = notes.split("## Back propagation");
  const displays = tail.split(/(?<=\$\$)\n\n(?=\$\$)/);
  const slipped = head.replace("W^{(0)}_{21}I_2", "W^{(0)}_{21}I_1");
  return `${slipped}## Back propagation\n${[...displays, ...displays].map((one) => `\n${one.trim()}\n`).join("")}`;
}

process.env.NODE_ENV = "production";
await buildPage();
const server = await serve();
const browser = await openBrowser();

async function visit(route, locale = "en-US") {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale });
  const page = await context.newPage();
  await page.addInitScript(watchReady);
  await page.goto(`${server.url}#/${route}`);
  await page.locator("html[data-ready]").waitFor();
  return page;
}

/** What `#/notes` loads before it can be used, in a language, and what it fetches behind that. */
async function firstLoad(locale) {
  const page = await visit("notes", locale);
  await page.locator(".listing").waitFor();
  const files = await page.evaluate(fetched);
  const size = ({ path }) => brotli(join(site, path));
  const [first, later] = [true, false].map((wanted) => files.filter(({ isFirst }) => isFirst === wanted));
  const result = {
    first: sum(first.map(size)),
    later: sum(later.map(size)),
    names: later.map(({ path }) => path.replace(/^.*\/|-[^/]{8}\.\w+$/g, "")),
    readyAt: await page.evaluate("readyAt"),
  };
  await page.context().close();
  return result;
}

/** What the page's own thread works, whatever else the machine is doing, in milliseconds. */
async function clockOf(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.setTimeDomain", { timeDomain: "threadTicks" });
  await session.send("Performance.enable");
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1000 * metrics.find(({ name }) => name === "TaskDuration").value;
  };
}

/** @param rests whether the page is left alone first, until everything behind the derivation has come and is judged */
async function moving(rests) {
  const page = await visit("notes");
  await page.locator(".listing").waitFor();
  if (rests) await page.waitForTimeout(4000);
  const working = await clockOf(page);
  const before = await working();
  const frames = await page.evaluate(scrub);
  const between = await working();
  const hovers = await page.evaluate(hover);
  const after = await working();
  await page.context().close();
  return { frames, hovers, frameWork: (between - before) / 120, hoverWork: (after - between) / 100 };
}

const ROUNDS = 9;

/** Training of 500 epochs, again and again, and what it leaves in memory. */
async function training() {
  const page = await visit("train");
  const end = { button: "To the end", ended: "Epoch 500 of 500" };
  const runs = [];
  for (let round = 0; round < ROUNDS; round++) {
    await page.locator(".progress").waitFor();
    runs.push(await page.evaluate(trainToTheEnd, end));
    await page.getByRole("button", { name: "Back to the start" }).click();
    await page.getByText("Epoch 0 of 500", { exact: true }).waitFor();
  }
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await page.context().close();
  return { runs, usedSize };
}

/** A derivation of more than forty lines, pasted where another text stood. */
async function pasting() {
  const text = longDerivation();
  const runs = [];
  for (let round = 0; round < 5; round++) {
    const page = await visit("free");
    await page
      .locator("#free-verdict")
      .getByText(/^[✗◌✓]|derived/)
      .first()
      .waitFor();
    // As long as it takes to find a text to paste; the worker practises meanwhile.
    await page.waitForTimeout(6000);
    runs.push(await page.evaluate(paste, text));
    await page.context().close();
  }
  return runs;
}

try {
  const english = await firstLoad("en-US");
  const korean = await firstLoad("ko-KR");
  const early = await moving(false);
  const { frames, hovers, frameWork, hoverWork } = await moving(true);
  const { runs, usedSize } = await training();
  const pastes = await pasting();
  const oneFile = join(site, "notes-alive.html");
  const of = (measured, name) => median(measured.map(({ [name]: value }) => value));
  const size = (name, bytes, budget) => [name, kilobytes(bytes), budget && kilobytes(budget), bytes <= (budget ?? Infinity)]; // prettier-ignore
  const time = (name, ms, budget) => [name, milliseconds(ms), budget && milliseconds(budget), ms <= (budget ?? Infinity)]; // prettier-ignore
  const sizes = [
    size("first load of #/notes in English, brotli", english.first, 90 * 1024),
    size("first load of #/notes in Korean, brotli", korean.first, 90 * 1024),
    size(`  fetched behind it: ${english.names.join(", ")}`, english.later),
    size("notes-alive.html, raw", statSync(oneFile).size),
    size("notes-alive.html, brotli", brotli(oneFile)),
  ];
  const rows = [
    ...sizes,
    time("interactive after", english.readyAt, 800),
    time("a scrubbed frame, p95 of 100", p95(frames), 16),
    time("  right after the page can be used, while its steps are judged", p95(early.frames)),
    time("  its work, with what the browser paints, mean", frameWork),
    time("a hovered link, p95 of 100", p95(hovers), 5),
    time("  its work, mean", hoverWork),
    time(`500 epochs of Iris until they are shown, median of ${ROUNDS}`, of(runs, "took"), 100),
    time("  the longest wait between two frames, median", of(runs, "longest"), 50),
    time("  the longest task of the page's thread (0: none over 50 ms), median", of(runs, "task"), 50),
    size(`  JavaScript heap after ${ROUNDS} runs`, usedSize, 60 * 2 ** 20),
    time("a pasted derivation: first line judged, median of 5", of(pastes, "sign")),
    time("  first diagnostic", of(pastes, "message"), 150),
    time("  all lines", of(pastes, "whole"), 1000),
    time("  the longest wait between two frames, median", of(pastes, "longest"), 50),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, value, budget = "", isKept] of rows)
    console.log(
      `${name.padEnd(width)}  ${value.padStart(10)}  ${budget.padStart(10)}  ${budget && (isKept ? "kept" : "over")}`,
    );
  process.exitCode = sizes.every(([, , , isKept]) => isKept) ? 0 : 1;
} finally {
  await browser.close();
  server.close();
}
