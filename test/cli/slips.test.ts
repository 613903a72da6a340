import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { codes } from "../../src/index.ts";
import { checkNow, codeOfSlip, slipIds } from "../../src/check.ts";
import { type Block, blocksOf } from "../support/docs.ts";
import { root } from "../support/sources.ts";
import { chainrule } from "../support/cli.ts";

const pages = join(root, "docs/slips");
const pageOf = (id: string): string => readFileSync(join(pages, `${id}.md`), "utf8");

/** Nothing of a derivation leads to it: finite differences at one point do. */
const withoutExample: ReadonlySet<string> = new Set(["vacuous-check"]);

/** What the tool says of an example. */
const said = ({ language, text }: Block) =>
  checkNow(text, { kind: language === "md" ? "md" : "chain" }).lines.filter(
    ({ status }) => status !== "definition",
  );

describe("the page of a slip", () => {
  it.each(slipIds)("%s stands in both languages and names its message", (id) => {
    const page = pageOf(id);
    expect(page).toMatch(new RegExp(`^# ${id}: .+\n\n.+`));
    expect(page).toMatch(/^## .*[가-힣].*\n\n.*[가-힣]/m);
    expect(page.split(codeOfSlip(id)!).length).toBeGreaterThan(2);
  });
  it.each(slipIds.filter((id) => !withoutExample.has(id)))(
    "%s: the tool finds it in the wrong example and nothing in the right one",
    (id) => {
      const [wrong, right, ...again] = blocksOf(pageOf(id), id);
      expect(wrong!.flags.get("slip")).toBe(id);
      expect(again.map(({ text }) => text)).toEqual([wrong!.text, right!.text]);
      expect(said(wrong!).map(({ slip }) => slip)).toContain(id);
      expect(said(right!).map(({ status, slip }) => [status, slip])).toEqual([["proved", undefined]]);
    },
  );
  it("stands for a slip of the catalogue", () => {
    const names = readdirSync(pages).map((name) => name.replace(/\.md$/, ""));
    expect(names.toSorted()).toEqual([...slipIds].toSorted());
  });
  it("is shown by explain, in either language", async () => {
    const { code, out } = await chainrule(["explain", "Transposed-Outer-Product"]);
    expect([code, out]).toEqual([0, expect.stringMatching(/^transposed-outer-product: [A-Z]/)]);
    expect((await chainrule(["explain", "sign", "--lang", "ko"])).out).toMatch(/^sign: .*[가-힣]/);
  });
});

/** Said of texts too long for a page, of the interpreter, and of readings that depend on more than the text. */
const withoutPair: ReadonlySet<string> = new Set([
  "E0100",
  "E0111",
  "E0124",
  "N0804",
  "N0805",
  "N0806",
  "W0602",
]);

describe("the page of a message about models and derivations", () => {
  it.each(codes)("%s is there in both languages", (code) => {
    const file = join(root, "docs/messages", `${code}.md`);
    expect(existsSync(file)).toBe(true);
    const page = readFileSync(file, "utf8");
    expect(page).toMatch(new RegExp(`^# ${code}: .+\n\n.+`));
    expect(page).toMatch(/^## .*[가-힣].*\n\n.*[가-힣]/m);
    if (withoutPair.has(code)) return;
    const [wrong, right, ...again] = blocksOf(page, code);
    expect(wrong?.flags.get("error")).toBe(code);
    expect(again.map(({ text }) => text)).toEqual([wrong!.text, right!.text]);
  });
  it.each(["E0126", "E0414", "N0801", "N0802", "N0803", "W0603"])(
    "%s: the tool says it of the wrong example and not of the right one",
    (code) => {
      const [wrong, right] = blocksOf(readFileSync(join(root, "docs/messages", `${code}.md`), "utf8"), code);
      const shown = (block: Block) =>
        said(block).flatMap(({ diagnostics }) => diagnostics.map((one) => one.code));
      expect(shown(wrong!)).toContain(code);
      expect(shown(right!)).toEqual([]);
    },
  );
});
