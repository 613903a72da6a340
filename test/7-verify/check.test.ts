import { describe, expect, it } from "vitest";
import { renderDiagnostic } from "../../src/core/render-diagnostic.ts";
import { check, checkNow, type Check } from "../../src/7-verify/check.ts";
import { fileReport } from "../../src/7-verify/report.ts";
import { cases, markdownOf, type Case } from "./read/cases.ts";

const shapesOf = ({ inputs }: Case): Readonly<Record<string, readonly number[]>> =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, text]) => [
      name,
      text.split(":")[0]!.trim().split(/\s+/).filter((s) => s !== "").map(Number),
    ]),
  ); // prettier-ignore

/** The line of a case that the check finds wrong first; a line that only needs an assumption counts where none is wrong. */
function wrongLine(one: Case, { lines }: Check, places: ReadonlyMap<number, number>): number | null {
  const found =
    lines.find((line) => line.status === "refuted" && line.span.start >= places.get(1)!) ??
    lines.find((line) => line.status === "conditional" && line.follows === undefined);
  if (found === undefined) return null;
  const before = one.lines.filter(({ n }) => places.get(n)! <= found.span.end);
  return before.at(-1)?.n ?? null;
}

/** A place of a message that nothing was put into; the formulas have braces of their own. */
const unfilled =
  /\{(?:expected|piece|entry|claimed|true|difference|needs|how|line|wanted|readings|convention|shape|link|rule|known|points)\}/;

describe("the public derivations", () => {
  it.each(cases.map((one) => [one.id, one] as const))("%s", (_id, one) => {
    const { text, places } = markdownOf(one);
    const found = checkNow(text, { kind: "md", shapes: shapesOf(one) });
    const shown = found.lines.map(({ line, status, code }) => `${line}: ${status} ${code ?? ""}`).join("\n");
    if (one.verdict === "wrong") expect(wrongLine(one, found, places), shown).toBe(one.wrong_line);
    else {
      expect(found.verdict, shown).toBe("holds");
      for (const { status } of found.lines) expect(["proved", "definition"], shown).toContain(status);
    }
    for (const lang of ["en", "ko"] as const)
      for (const diagnostic of [...found.diagnostics, ...found.lines.flatMap((line) => line.diagnostics)])
        expect(renderDiagnostic(diagnostic, found.source, { lang })).not.toMatch(unfilled);
  });
});

const net = `input x[3]
param W0[3, 4], W1[4, 3]
label y[3]
assume sum(k, y[k]) == 1
h[j] = sum(i, W0[i, j] * x[i])
a[j] = relu(h[j])
o[k] = sum(j, W1[j, k] * a[j])
p[k] = softmax(k, o[k])
C = -sum(k, y[k] * log(p[k]))
`;

const statuses = (claims: string): readonly string[] =>
  checkNow(net + claims, { kind: "chain" }).lines.map(({ status, code }) => `${status} ${code ?? ""}`.trim());

describe("one slip is reported once", () => {
  it("a line that uses a wrong line follows from it", () => {
    const found = checkNow(
      `${net}claim d(C)/d(o[k]) = y[k] - p[k]\nclaim d(C)/d(W1[j, k]) = a[j] * (y[k] - p[k])\n`,
      { kind: "chain" },
    );
    expect(found.lines.map(({ status, code, follows }) => [status, code, follows])).toEqual([
      ["refuted", "E0407", undefined],
      ["conditional", "N0802", 10],
    ]);
    expect(found.verdict).toBe("refuted");
  });
  it("a return to the truth is fine", () => {
    expect(
      statuses("claim d(C)/d(o[k]) = y[k] - p[k]\nclaim d(C)/d(W1[j, k]) = a[j] * (p[k] - y[k])\n"),
    ).toEqual(["refuted E0407", "proved"]);
  });
  it("a second slip on top of a first one is a slip of its own", () => {
    expect(
      statuses("claim d(C)/d(o[k]) = y[k] - p[k]\nclaim d(C)/d(W1[j, k]) = h[j] * (y[k] - p[k])\n"),
    ).toEqual(["refuted E0407", "refuted E0400"]);
  });
  it("an assumption that is missing is said once and made from then on", () => {
    const text = net.replace("assume sum(k, y[k]) == 1\n", "");
    const found = checkNow(
      `${text}claim d(C)/d(o[k]) = p[k] - y[k]\nclaim d(C)/d(W1[j, k]) = a[j] * (p[k] - y[k])\nclaim d(C)/d(W1[j, k]) = h[j] * (p[k] - y[k])\n`,
      { kind: "chain" },
    );
    expect(found.lines.map(({ code, slip }) => [code, slip])).toEqual([
      ["E0501", "unstated-assumption"],
      ["E0501", "unstated-assumption"],
      ["E0409", "pre-activation-for-activation"],
    ]);
    expect(found.lines.map(({ diagnostics }) => diagnostics.length)).toEqual([1, 0, 1]);
    expect(found.lines[2]!.expected).toBe("a[j] * (p[k] - y[k])");
  });
});

describe("updates", () => {
  const update = (formula: string): readonly string[] => {
    const found = checkNow(`\`\`\`chain\n${net}input eta\n\`\`\`\n\n$$${formula}$$\n`, { kind: "md" });
    return found.lines
      .filter(({ status }) => status !== "definition")
      .map(({ status, code, slip }) => [status, code, slip].filter((s) => s !== undefined).join(" "));
  };
  it.each([
    ["W_1 \\leftarrow W_1 - \\eta \\frac{\\partial C}{\\partial W_1}", "proved"],
    ["W_1 \\leftarrow W_1 - 0.1 \\frac{\\partial C}{\\partial W_1}", "proved"],
    ["W_1 \\leftarrow W_1 - \\eta\\, a\\,(p-y)^\\top", "proved"],
    ["W_1 \\leftarrow W_1 + \\eta \\frac{\\partial C}{\\partial W_1}", "refuted E0407 sign"],
    ["W_1 \\leftarrow \\eta \\frac{\\partial C}{\\partial W_1}", "refuted E0414 gradient-for-update"],
    ["W_1 \\leftarrow W_1 - \\eta\\, h\\,(p-y)^\\top", "refuted E0409 pre-activation-for-activation"],
  ])("%s: %s", (formula, verdict) => {
    expect(update(formula.replaceAll("W_1", "W^{(1)}"))).toEqual([verdict]);
  });
});

describe("check", () => {
  const three = `${net}claim d(C)/d(o[k]) = p[k] - y[k]\nclaim d(C)/d(W1[j, k]) = a[j] * (p[k] - y[k])\nclaim d(C)/d(h[j]) = ?\n`;
  it("tells every line as soon as it is judged", async () => {
    const seen: number[] = [];
    const found = await check(three, { kind: "chain", onLine: ({ line }) => seen.push(line) });
    expect(seen).toEqual(found.lines.map(({ line }) => line));
    expect(found.verdict).toBe("open");
  });
  it("stops between two lines when it is aborted", async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const running = check(three, {
      kind: "chain",
      signal: controller.signal,
      onLine: ({ line }) => {
        seen.push(line);
        controller.abort(new Error("enough"));
      },
    });
    await expect(running).rejects.toThrow("enough");
    expect(seen).toHaveLength(1);
    await expect(check(three, { kind: "chain", signal: controller.signal })).rejects.toThrow("enough");
  });
  it("reports as JSON with the fields of the language", async () => {
    const found = await check(`${net}claim d(C)/d(h[j]) = sum(k, W1[j, k] * (p[k] - y[k]))\n`, {
      kind: "chain",
    });
    const report = fileReport("net.chain", found.inferred, found.lines);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(report).toMatchObject({
      file: "net.chain",
      verdict: "refuted",
      lines: [
        {
          line: 10,
          column: 22,
          status: "refuted",
          code: "E0401",
          slip: "dropped-activation-derivative",
          expected: "(h[j] > 0) * sum(k, W1[j, k] * (p[k] - y[k]))",
          fix: { text: "(h[j] > 0) * sum(k, W1[j, k] * (p[k] - y[k]))", confidence: "certain" },
        },
      ],
    });
    const { witness } = found.lines[0]!;
    expect(witness!.true).toBeCloseTo(witness!.finiteDifference!, 6);
    expect(Math.abs(witness!.claimed - witness!.true)).toBeGreaterThan(1e-3);
  });
});
