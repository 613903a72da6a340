import { describe, expect, it } from "vitest";
import { ruleIds, rulePage } from "../../src/index.ts";
import { derivativeRows, rewriteRows } from "../../src/6-explain/rule-page.ts";
import { conditionText } from "../../src/6-explain/messages/conditions.ts";

describe("the page of a rule", () => {
  it("has the law, the condition and the convention of the tables", () => {
    expect(rulePage("d-relu", "en")).toEqual({
      rule: "d-relu",
      title: "derivative of ReLU",
      because: "relu(x) passes the derivative on where x > 0 and blocks it elsewhere.",
      facts: [
        { name: "law", text: "d relu(x) = [x > 0] dx" },
        { name: "at a kink", text: "relu'(0) = 0" },
      ],
    });
    expect(rulePage("factor-out-of-sum", "ko").facts[1]).toEqual({ name: "조건", text: "c에 첨자 i가 없음" });
    expect(rulePage("exp-log", "en").facts[1]?.text).toBe("x > 0, where log(x) is defined");
    expect(rulePage("log-exp", "en").facts).toHaveLength(1);
  });

  it("speaks of letters, with their particles, where no step is at hand", () => {
    expect(rulePage("chain-rule", "en").because).toBe(
      "x acts on C only through u: the derivative by u, times that of u by x.",
    );
    expect(rulePage("chain-rule", "ko").because).toBe(
      "x는 u를 거쳐서만 C에 영향을 줍니다: u에 대한 미분에 x에 대한 u의 미분을 곱합니다.",
    );
    expect(rulePage("fork", "en").because).toBe("x acts on C along 2 paths, and their contributions add up.");
  });

  it.each(["en", "ko"] as const)("leaves no placeholder open: %s", (lang) => {
    const open = ruleIds.map((rule) => rulePage(rule, lang).because).filter((text) => /[{}]/.test(text));
    expect(open).toEqual([]);
  });

  it("says every condition that has words in Korean", () => {
    const said = [...derivativeRows, ...rewriteRows].flatMap(({ where, atKink }) => [where, atKink ?? ""]);
    const words = said.filter((text) => / (?:is|are|where|evenly|assumed|and) |^(?:always|every|assumed)|invertible/.test(text)); // prettier-ignore
    expect(words.length).toBeGreaterThan(20);
    expect(words.filter((text) => !/[가-힣]/.test(conditionText(text, "ko")))).toEqual([]);
  });
});
