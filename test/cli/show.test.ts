import { describe, expect, it } from "vitest";
import { derivationText, type DerivationRecord } from "../../cli/show/derivation.ts";
import { gradcheckText, type GradcheckRecord } from "../../cli/show/gradcheck.ts";
import { terminal } from "../../cli/terminal.ts";

const plain = (_format: string, text: string): string => text;
const english = { ...terminal("en"), paintOut: plain, paintErr: plain };
const korean = { ...english, language: "ko" as const };

describe("a derivation is printed", () => {
  const step = {
    id: "S1",
    rule: "d-relu",
    before: "relu(h)",
    after: "h > 0",
    title: "chain rule",
    because: "ReLU passes where it is on",
  };
  const derivation: DerivationRecord = {
    of: "Cost",
    rank: 0,
    results: [
      {
        wrt: "W1",
        shape: [4, 3],
        axes: ["j", "k"],
        index: "a[j] * (p[k] - y[k])",
        matrix: "outer(a, p - y)",
        latex: "a_j",
        assumptions: ["sum(k, y[k]) == 1"],
        conventions: ["relu'(0) = 0"],
        steps: [step],
      },
    ],
  };
  const lines = (
    style: { form?: "index" | "matrix"; latex?: boolean; steps?: boolean },
    here = english,
  ): readonly string[] =>
    derivationText(derivation, { latex: false, steps: false, ...style }, here).split("\n");

  it("with both forms, what it assumes and the conventions it uses", () => {
    expect(lines({})).toEqual([
      "∂Cost/∂W1[j, k]  [4, 3]",
      "  index form   a[j] * (p[k] - y[k])",
      "  matrix form  outer(a, p - y)",
      "  assuming     sum(k, y[k]) == 1",
      "  convention   relu'(0) = 0",
      "",
    ]);
  });
  it("in one form when one is asked for, and in index form where there is no matrix form", () => {
    expect(lines({ form: "matrix" }).join()).not.toContain("a[j]");
    expect(lines({ form: "index" }).join()).not.toContain("outer");
    const { matrix: _, ...rest } = derivation.results[0]!;
    const text = derivationText(
      { of: "Cost", rank: 0, results: [rest] },
      { form: "matrix", latex: false, steps: false },
      english,
    );
    expect(text).toContain("a[j] * (p[k] - y[k])");
  });
  it("as LaTeX alone", () =>
    expect(lines({ latex: true })).toEqual(["∂Cost/∂W1[j, k]  [4, 3]", "  a_j", ""]));
  it("with its steps, numbered, with rule and reason", () => {
    expect(lines({ steps: true }).slice(5)).toEqual([
      "  S1   chain rule",
      "       relu(h)",
      "       = h > 0",
      "       ReLU passes where it is on",
      "",
    ]);
  });
  it("in Korean with its columns aligned", () => {
    expect(lines({}, korean)[1]).toBe("  첨자꼴  a[j] * (p[k] - y[k])");
    expect(lines({}, korean)[3]).toBe("  가정    sum(k, y[k]) == 1");
  });
});

describe("a gradient check is printed", () => {
  const entry = {
    wrt: "W0",
    index: [1, 3],
    formula: 0,
    central: -0.2971,
    left: 0,
    right: -0.5942,
    verdict: "kink",
  } as const;
  const few = { all: false, seed: 3 };
  const fine = { ...entry, index: [1, 1], central: 0, right: 0, verdict: "agrees" } as const;
  const record: GradcheckRecord = {
    entries: [fine, entry],
    partials: 2,
    maxRelativeError: 3.1e-11,
    slope: 2,
    vacuous: false,
  };

  it("with what does not agree, and totals", () => {
    expect(gradcheckText(record, few, english).split("\n")).toEqual([
      "entry     formula  central  left    right  verdict",
      "W0[1, 3]        0  -0.2971     0  -0.5942     kink",
      "",
      "2 partials: 1 agree, 1 at a kink, 0 disagree; largest relative error 3.1e-11, Taylor slope 2.00",
      "",
    ]);
  });
  it("with every entry when all are asked for", () => {
    expect(gradcheckText(record, { ...few, all: true }, english)).toContain("W0[1, 1]");
  });
  it("with how many were drawn, where there are more", () => {
    const text = gradcheckText({ ...record, partials: 5000 }, few, english);
    expect(text).toContain("2 of the 5000 partials were checked, drawn with seed 3");
    expect(gradcheckText(record, few, english)).not.toContain("drawn");
  });
  it("with a warning where the point proves nothing", () => {
    expect(gradcheckText({ ...record, vacuous: true }, few, english)).toContain("proves nothing");
  });
});
