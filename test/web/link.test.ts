import { describe, expect, it } from "vitest";
import { text } from "../../web/i18n/text.ts";
import { pack, unpack } from "../../web/state/codec.ts";
import { readLink, writeLink } from "../../web/state/link.ts";

const shared = {
  lang: "ko",
  form: "matrix",
  step: 7,
  level: 2,
  pins: ["n4", "n12"],
  point: new Map([["W0", [0.5, -1, 0.6]]]),
  own: new Map<string, unknown>([["code", "return 1;"]]),
} as const;

describe("a link", () => {
  it("brings back what was shared", async () => {
    const { hash, whole } = await writeLink("notes", shared);
    expect(whole).toBe(true);
    expect(hash).toMatch(/^#\/notes\/1\.[\w-]{20,300}$/);
    expect(await readLink(hash)).toEqual({ route: "notes", shared });
  });

  it("of the first version still opens", async () => {
    const old =
      "#/notes/1.BcFLCoAgFEDRvdzxKzCK4O2gNYgDBxVSflAHQbT3znm5fTpRroxw5BpRou81PAit7wVdhRJSQy1pxgklh9TRlw21ZlxkksG47_sB";
    expect(await readLink(old)).toEqual({
      route: "notes",
      shared: { lang: "ko", form: "matrix", step: 7, pins: ["n4"], point: new Map([["I", [1.5, 2, -1]]]) },
    });
  });

  it.each([
    ["", ""],
    ["#/code", "code"],
    ["#/notes/1.!!!", ""],
    ["#/notes/1.AAAA", "notes"],
    ["#/notes/99.q1bK", "notes"],
    ["#javascript:alert(1)", ""],
  ])("that is damaged, %s, opens the page all the same", async (hash, route) => {
    expect(await readLink(hash)).toEqual({ route, shared: {} });
  });

  it("keeps what is valid and leaves out the rest", async () => {
    const packed = await pack({
      lang: "fr",
      step: 3,
      pins: ["a", "b", "c", "d"],
      point: { W0: ["x"] },
      odd: 1,
    });
    expect((await readLink(`#/notes/1.${packed}`)).shared).toEqual({ step: 3 });
  });

  it("that would be too long says so", async () => {
    const noise = Array.from({ length: 3000 }, (_, k) => Math.sin(k));
    expect(await writeLink("notes", { point: new Map([["W", noise]]) })).toEqual({
      hash: "#/notes",
      whole: false,
    });
  });

  it("that unfolds into far too much is not read", async () => {
    const packed = (await pack("x".repeat(3_000_000)))!;
    expect(packed.length).toBeLessThan(6000);
    expect(await unpack(packed)).toBeUndefined();
  });
});

describe("a Korean text", () => {
  it.each([
    ["h3", "h3으로 계산"],
    ["W1", "W1로 계산"],
    ["W0, I", "W0, I로 계산"],
    ["p", "p로 계산"],
    ["n", "n으로 계산"],
  ])("has the particle that fits %s", (from, expected) => {
    expect(text("graph.from", "ko", { from })).toBe(expected);
  });
});
