import { describe, expect, it } from "vitest";
import { catalogue, messageText } from "../../train/index.ts";
import type { MessageCode } from "../../train/index.ts";
import { withParticle } from "../../train/messages/particle.ts";

const codes = Object.keys(catalogue.en) as MessageCode[];
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)(?::[^}]*)?\}/g)].map((found) => found[1]!);
const allOf = (language: "en" | "ko", code: MessageCode) =>
  Object.values(catalogue[language][code]).join("\n");

describe("the messages of training", () => {
  it.each(codes)("%s uses the same values in both languages", (code) => {
    const [english, korean] = [allOf("en", code), allOf("ko", code)].map(
      (text) => new Set(placeholders(text)),
    );
    expect([...korean!].filter((name) => !english!.has(name))).toEqual([]);
    expect([...english!].filter((name) => !korean!.has(name) && name !== "smaller")).toEqual([]);
  });

  it.each(codes)("%s has a title, a cause and a remedy in English and Korean", (code) => {
    expect(allOf("ko", code)).toMatch(/[가-힣]/);
    expect(allOf("en", code)).not.toMatch(/[가-힣]/);
    for (const language of ["en", "ko"] as const) {
      for (const text of Object.values(catalogue[language][code])) expect(text).not.toBe("");
    }
  });

  it.each(codes)("%s in Korean has particles that fit five readings", (code) => {
    for (const [value, closed] of [
      ["h3", true],
      ["W0", true],
      ["b", false],
      ["꽃잎", true],
      ["너비", false],
    ] as const) {
      const values = Object.fromEntries(placeholders(allOf("ko", code)).map((name) => [name, value]));
      const text = Object.values(messageText(code, values, "ko")).join("\n");
      const wrong = closed
        ? /(?:h3|W0|꽃잎)(?:는|가|를|와)(?![가-힣])/
        : /(?:b|너비)(?:은|이|을|과)(?![가-힣])/;
      expect(text).not.toMatch(wrong);
    }
  });

  it("never print a value they were not given", () => {
    expect(() => messageText("E0903", { column: "x" }, "en")).toThrow(RangeError);
  });
});

describe("Korean particles", () => {
  it.each([
    ["h3", "이", "h3이"],
    ["W⁰", "을", "W⁰을"],
    ["h₂", "이", "h₂가"],
    ["W0", "을", "W0을"],
    ["h2", "이", "h2가"],
    ["n", "은", "n은"],
    ["y", "은", "y는"],
    ["versicolor", "은", "versicolor는"],
    ["width", "을", "width를"],
    ["꽃잎", "으로", "꽃잎으로"],
    ["실", "으로", "실로"],
    ["7", "으로", "7로"],
    ["3", "으로", "3으로"],
    ["2", "이었", "2였"],
    ["6", "이었", "6이었"],
    ["[3, 4]", "이", "[3, 4]가"],
    ['"꽃"', "은", '"꽃"은'],
  ])("%s with %s is %s", (word, particle, result) => {
    expect(withParticle(word, particle)).toBe(result);
  });
});
