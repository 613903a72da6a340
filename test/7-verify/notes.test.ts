import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkNow, type Check } from "../../src/7-verify/check.ts";

const checked = (name: string): Check =>
  checkNow(readFileSync(new URL(`../../examples/${name}.md`, import.meta.url), "utf8"), { kind: "md" });

const golden = ({ lines }: Check): string =>
  lines
    .map(({ line, status, code, slip, needs, text, diagnostics }) => {
      const codes = diagnostics.map((d) => d.code).filter((other) => other !== code);
      const verdict = [status, code, slip, ...(needs ?? []), ...codes].filter((part) => part !== undefined).join(" "); // prettier-ignore
      return `${line} | ${verdict} | ${text.replace(/\s+/g, " ")}\n`;
    })
    .join("");

describe("the notes as written", () => {
  const found = checked("notes-as-written");

  it("have every slip once, in its line, by its name", () => {
    const mistaken = found.lines.filter(({ status }) => status !== "proved" && status !== "definition");
    expect(mistaken.map(({ status, code, slip }) => [status, code, slip])).toEqual([
      // The sum over the inputs is bound by the number of hidden units.
      ["refuted", "E0204", "wrong-range"],
      // The output of the hidden layer without its activation.
      ["refuted", "E0409", "pre-activation-for-activation"],
      // The sum over the hidden units is bound by the number of outputs.
      ["refuted", "E0204", "wrong-range"],
      // The softmax stands in the sum without its index.
      ["refuted", "E0203", "missing-index"],
      // p − y needs Σ y = 1.
      ["conditional", "E0501", "unstated-assumption"],
      // (p − y) × ReLU(h) is the transpose.
      ["refuted", "E0310", "transposed-outer-product"],
      ["hole", "H0702", undefined],
      // What arrives from above is missing.
      ["refuted", "E0402", "dropped-upstream-factor"],
    ]);
  });

  it("say of every name that is introduced nowhere what it was taken for", () => {
    const hints = found.lines.flatMap(({ diagnostics }) =>
      diagnostics.filter(({ code }) => code === "E0233"),
    );
    expect(hints.map(({ params }) => [params["name"], params["meant"]])).toEqual([
      ["output", "O"],
      ["hidden", "h"],
      ["z_2", "O"],
      ["true", "y"],
      ["z_1", "h"],
    ]);
  });

  it("read as before", async () => {
    await expect(golden(found)).toMatchFileSnapshot("../golden/notes-check/as-written.txt");
  });
});

describe("the notes corrected", () => {
  const found = checked("notes-corrected");

  it("are proved throughout", () => {
    expect(found.verdict).toBe("holds");
    expect(found.diagnostics).toEqual([]);
    for (const { status, text } of found.lines) expect(["proved", "definition"], text).toContain(status);
  });

  it("read as before", async () => {
    await expect(golden(found)).toMatchFileSnapshot("../golden/notes-check/corrected.txt");
  });
});
