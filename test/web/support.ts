import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { openBrowser, serveSite, site } from "../support/browser.ts";

/** The two ways to open the page: served, and as one file from disk. */
export interface Pages {
  readonly served: string;
  readonly offline: string;
  readonly browser: Browser;
  readonly close: () => Promise<void>;
}

export async function openPages(): Promise<Pages> {
  const [browser, server] = await Promise.all([openBrowser(), serveSite()]);
  return {
    browser,
    served: server.url,
    offline: pathToFileURL(join(site, "notes-alive.html")).href,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

export interface View {
  readonly lang?: "en-US" | "ko-KR";
  readonly width?: number;
  readonly dark?: boolean;
  readonly script?: boolean;
}

/** A page of its own at an address, ready to be used; what goes wrong in it is in `faults`. */
export async function visit(
  { browser }: Pages,
  address: string,
  { lang = "en-US", width = 1280, dark = false, script = true }: View = {},
): Promise<{ readonly page: Page; readonly faults: readonly string[] }> {
  const context = await browser.newContext({
    locale: lang,
    viewport: { width, height: 900 },
    colorScheme: dark ? "dark" : "light",
    javaScriptEnabled: script,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  await page.goto(address);
  if (script) await page.locator("html[data-ready]").waitFor();
  return { page, faults };
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary: string }[];
}

/** What axe finds against WCAG 2.2 AA and its own best practices, or against some rules alone, each with its place. */
export async function violations(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  await page.evaluate(axe);
  const options = rules === undefined ? "{}" : JSON.stringify({ runOnly: rules });
  const found = (await page.evaluate(`axe.run(document, ${options})`)) as {
    readonly violations: readonly Violation[];
  };
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`),
  );
}
