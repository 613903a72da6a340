import { describe, expect, it } from "vitest";
import { reduceRules } from "../../src/3-differentiate/partials.ts";
import { binaryRules, matrixRules, unaryRules } from "../../src/3-differentiate/rules.ts";
import { allRules } from "../../src/4-simplify/rules.ts";
import { isRule, ruleIds, ruleText } from "../../src/6-explain/messages/catalogue.ts";

const tables = [
  ...Object.keys(unaryRules).map((op) => `d-${op}`),
  ...Object.keys(binaryRules).map((op) => `d-${op}`),
  ...Object.keys(reduceRules).map((op) => (op === "sum" ? "d-sum" : `d-reduce-${op}`)),
  ...Object.keys(matrixRules).map((op) => `d-${op}`),
  "d-sum-of-terms",
  "d-product",
  "d-power",
  "d-exponent",
  "d-select",
  "substitute-adjoints",
  ...allRules.map(({ id }) => id),
];

describe("the catalogue of explanations", () => {
  it("explains every row of the derivative and rewrite tables", () => {
    expect(tables.filter((rule) => !isRule(rule))).toEqual([]);
  });

  it("explains nothing that is in no table and is no link of the chain", () => {
    const links = new Set(["prepare", "direct", "chain-rule", "fork-over-index", "fork-through", "fork"]);
    expect(ruleIds.filter((rule) => !tables.includes(rule) && !links.has(rule))).toEqual([]);
  });

  it("is written in both languages", () => {
    for (const rule of ruleIds) {
      expect(ruleText(rule, "ko").title, rule).not.toBe("");
      // Only names of functions may stay as they are.
      expect(ruleText(rule, "ko").because, rule).toMatch(/[가-힣]/);
      expect(ruleText(rule, "en").because, rule).not.toMatch(/[가-힣]/);
      expect(ruleText(rule, "en").because, rule).toMatch(/\.$/);
    }
  });

  it("puts the particle that fits how a symbol is read", () => {
    const ko = (target: string, through: string) =>
      ruleText("chain-rule", "ko", { of: "Cost", target, through }).because;
    expect(ko("h3", "W0")).toContain("h3은 W0을 거쳐서만 Cost에");
    expect(ko("h[j]", "a[j]")).toContain("h[j]는 a[j]를 거쳐서만 Cost에");
  });
});
