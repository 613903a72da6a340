import { describe, expect, it } from "vitest";
import { chainrule } from "../support/cli.ts";

describe("explain", () => {
  it("shows the page behind a message, in both languages, whatever the case of the code", async () => {
    const english = await chainrule(["explain", "e0201"]);
    expect([english.code, english.out]).toEqual([0, expect.stringMatching(/^E0201: /)]);
    expect(english.out).not.toMatch(/[가-힣]{4}/);
    expect((await chainrule(["explain", "E0201", "--lang", "ko"])).out).toMatch(/[가-힣]{2}/);
  });
  it("knows the messages of the command line and of training", async () => {
    expect((await chainrule(["explain", "E1006"])).out).toContain("row by row");
    expect((await chainrule(["explain", "W0903"])).out).toContain("derivative is 0");
  });
  it("knows the rules of differentiation", async () => {
    const { out } = await chainrule(["explain", "d-relu", "--json"]);
    expect(JSON.parse(out)).toMatchObject({
      name: "d-relu",
      title: expect.any(String),
      text: expect.stringContaining("x > 0"),
    });
  });
  it("lists everything that has a page, each once", async () => {
    const { out } = await chainrule(["explain", "--json"]);
    const { pages } = JSON.parse(out) as { pages: { name: string; title: string }[] };
    expect(pages.length).toBeGreaterThan(60);
    expect(new Set(pages.map(({ name }) => name)).size).toBe(pages.length);
    expect(pages.filter(({ title }) => title === "")).toEqual([]);
  });
  it("answers an unknown name with the nearest, and exit code 2", async () => {
    const { code, err } = await chainrule(["explain", "d-rleu"]);
    expect([code, err]).toEqual([2, expect.stringContaining("did you mean d-relu?")]);
  });
});
