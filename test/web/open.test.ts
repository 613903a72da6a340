import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chainrule, folder } from "../support/cli.ts";
import { root } from "../support/sources.ts";
import { openPages, visit, type Pages } from "./support.ts";

let pages: Pages;

beforeAll(async () => {
  pages = await openPages();
});

afterAll(() => pages.close());

/** Starts the command and gives the address it prints, with a way to end it. */
function opened(...args: readonly string[]): Promise<{ readonly address: string; readonly end: () => void }> {
  const child = spawn(process.execPath, [join(root, "bin/chainrule.js"), "open", ...args], {
    cwd: root,
    env: { ...process.env, CHAINRULE_AS_BUILT: "1" },
  });
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const [address] = /http:\S+/.exec(said) ?? [];
      if (address !== undefined && said.endsWith("\n")) resolve({ address, end: () => child.kill() });
    });
    child.on("close", () => reject(new Error(`ended: ${said}`)));
  });
}

describe("chainrule open", () => {
  it("serves the page with the model loaded, in the language asked for", async () => {
    const { address, end } = await opened("examples/softmax-regression.chain", "--lang", "ko");
    try {
      expect(new URL(address).hostname).toBe("127.0.0.1");
      const { page, faults } = await visit(pages, address);
      expect(await page.locator("html").getAttribute("lang")).toBe("ko");
      expect(await page.locator(".step").count()).toBeGreaterThan(3);
      expect(await page.getByText("노트 5행").count()).toBe(0);
      expect(faults).toEqual([]);
      const outside = await fetch(new URL("/..%2fpackage.json", address));
      expect(outside.status).toBe(404);
      await page.context().close();
    } finally {
      end();
    }
  });

  it("says what is wrong with a model that is not there, one with mistakes, and one too long for an address", async () => {
    expect((await chainrule(["open", "nowhere.chain"])).code).toBe(2);
    const noise = Array.from({ length: 2000 }, (_, k) => `p${Math.round(Math.abs(Math.sin(k)) * 1e9)}`);
    const here = folder({
      "bad.chain": "C = x[i]\n",
      "long.chain": `param ${noise.join(", ")}\nC = ${noise[0]}\n`,
    });
    expect((await chainrule(["open", join(here, "bad.chain")])).code).toBe(2);
    const long = await chainrule(["open", join(here, "long.chain")]);
    expect([long.code, long.err]).toEqual([2, expect.stringContaining("E1041")]);
    const help = await chainrule(["open", "--help", "--lang", "ko"]);
    expect(help.out).toContain("대화형 페이지");
  });
});
