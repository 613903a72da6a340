import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isError } from "../../src/core/diagnostic.ts";
import { checkNow, type Check } from "../../src/7-verify/check.ts";

interface Slip {
  readonly right: string;
  readonly wrong: string;
  readonly slips: readonly string[];
}

interface Variant {
  readonly id: string;
  readonly kind: "md" | "tex";
  readonly text: string;
  readonly wrong: readonly Slip[];
}

const { derivations } = JSON.parse(
  readFileSync(new URL("../cases/variants.json", import.meta.url), "utf8"),
) as { readonly derivations: readonly Variant[] };

const shown = ({ lines }: Check): string =>
  lines.map(({ line, status, code, slip }) => [line, status, code, slip].filter((s) => s !== undefined).join(" ")).join("\n"); // prettier-ignore

describe("derivations in many notations", () => {
  it("are many", () => {
    expect(derivations.length).toBeGreaterThanOrEqual(60);
    expect(derivations.flatMap(({ wrong }) => wrong).length).toBeGreaterThanOrEqual(120);
  });

  it.each(derivations.map((one) => [one.id, one] as const))("%s", (_id, { kind, text, wrong }) => {
    const right = checkNow(text, { kind });
    expect(right.diagnostics.filter(isError)).toEqual([]);
    for (const { status } of right.lines) expect(["proved", "definition"], shown(right)).toContain(status);
    expect(right.lines.some(({ status }) => status === "proved")).toBe(true);
    for (const slip of wrong) {
      const at = text.indexOf(slip.right);
      expect(text.split(slip.right), slip.right).toHaveLength(2);
      const found = checkNow(text.replace(slip.right, () => slip.wrong), { kind }); // prettier-ignore
      const mistaken = found.lines.filter(
        ({ status, follows }) => status === "refuted" || (status === "conditional" && follows === undefined),
      );
      const where = `${slip.wrong}\n${shown(found)}`;
      expect(mistaken, where).toHaveLength(1);
      const [line] = mistaken;
      expect(line!.span.start, where).toBeLessThanOrEqual(at + slip.wrong.length);
      expect(line!.span.end, where).toBeGreaterThanOrEqual(at);
      if (slip.slips.length > 0) expect(slip.slips, where).toContain(line!.slip);
    }
  });
});
