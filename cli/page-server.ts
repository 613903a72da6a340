import { readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, extname, join, sep } from "node:path";
import { deflateRawSync } from "node:zlib";
import { Failure } from "./failure.ts";
import type { Language } from "./messages/catalogue.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

/** Longer state does not fit into an address. */
const LONGEST = 6000;

/** Where the page opens with a model loaded: its text is packed into the address, as the page's own links do. */
export function hashFor(model: string | undefined, lang: Language): string {
  const packed = deflateRawSync(JSON.stringify({ lang, ...(model === undefined ? {} : { model }) }));
  const text = packed.toString("base64url");
  if (text.length > LONGEST) throw new Failure("E1041", { length: text.length, limit: LONGEST });
  return `#/notes/1.${text}`;
}

/** The page as it was built into the package. */
function pageFolder(): string {
  const folder = join(dirname(createRequire(import.meta.url).resolve("chainrule/package.json")), "dist-web");
  if (!existsSync(join(folder, "index.html"))) throw new Failure("E1040", { folder });
  return folder;
}

/** Serves the page to this machine alone. @returns its address */
export async function servePage(port: number): Promise<string> {
  const folder = pageFolder();
  const server = createServer((request, response) => {
    void answer(folder, request.url ?? "/", response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", () => reject(new Failure("E1014", { port })));
    server.listen(port, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function answer(folder: string, url: string, response: ServerResponse): Promise<void> {
  try {
    const { pathname } = new URL(url, "http://localhost");
    const file = join(folder, pathname === "/" ? "index.html" : decodeURIComponent(pathname));
    if (!file.startsWith(folder + sep)) throw new RangeError(pathname);
    const body = await readFile(file);
    response.writeHead(200, {
      "content-type": types[extname(file)] ?? "application/octet-stream",
      "x-content-type-options": "nosniff",
    });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
}
