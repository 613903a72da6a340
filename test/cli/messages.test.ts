import { describe, expect, it } from "vitest";
import * as english from "../../cli/messages/english.ts";
import * as korean from "../../cli/messages/korean.ts";

const placeholders = (text: string): readonly string[] =>
  [...text.matchAll(/\{\w+\}/g)].map(([all]) => all).sort();

describe("the Korean catalogue of the command line", () => {
  it.each(Object.entries(english.complaints))(
    "says %s with the same values",
    (code, { title, cause, remedy }) => {
      const said = korean.complaints[code as keyof typeof korean.complaints];
      const all = (texts: readonly string[]): readonly string[] =>
        [...new Set(texts.flatMap(placeholders))].sort();
      expect(all([said.title, said.cause, said.remedy])).toEqual(expect.arrayContaining([...all([title])]));
      expect(all([title, cause, remedy])).toEqual(
        expect.arrayContaining([...all([said.title, said.cause, said.remedy])]),
      );
    },
  );
  it("is Korean throughout", () => {
    const texts = [...Object.values(korean.words), ...Object.values(korean.help)];
    expect(texts.filter((text) => !/[가-힣]/.test(text))).toEqual([]);
  });
});
