/** Serves the built page on loopback and opens it in headless Chromium: for scripts that measure it or picture it. */
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import packed from "@sparticuz/chromium";
import { chromium } from "playwright-core";
import { root } from "./setup.mjs";

export const site = join(root, "dist-web");

const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css" };

/** The address of the page, and how serving it ends. */
export async function serve() {
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    const file = join(site, path === "/" ? "index.html" : path);
    if (!file.startsWith(site) || !existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" });
    response.end(readFileSync(file));
  });
  await new Promise((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** A Chromium of the machine where there is one, otherwise the one in node_modules. */
export async function openBrowser() {
  const executablePath = existsSync("/usr/bin/chromium")
    ? "/usr/bin/chromium"
    : await packed.executablePath();
  return chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
  });
}
