import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Json, readJson } from "../../cli/json.ts";
import { complaintOf } from "../support/complaint.ts";

/** The plain value, as JSON.parse gives it for values without repeated names. */
function plain(json: Json): unknown {
  if (json.kind === "array") return json.items.map(plain);
  if (json.kind === "object")
    return Object.fromEntries(json.entries.map(({ name, value }) => [name, plain(value)]));
  return json.kind === "number" || json.kind === "string" ? json.value : json.kind;
}

const noLiterals = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_key, inner: unknown) =>
    typeof inner === "boolean" ? "boolean" : inner === null ? "null" : inner,
  );

describe("JSON is read", () => {
  it("as JSON.parse reads it", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat(3), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(plain(readJson(text, "x"))).toEqual(noLiterals(JSON.parse(text)));
      }),
      { seed: 20, numRuns: 300 },
    );
  });
  it("or refused, exactly where JSON.parse refuses it", () => {
    const damaged = fc.tuple(
      fc.jsonValue({ maxDepth: 3 }),
      fc.nat(),
      fc.constantFrom("", ",", "[", "}", '"', "1", "\\", "-", "\n"),
    );
    fc.assert(
      fc.property(damaged, ([value, at, sign]) => {
        const whole = JSON.stringify(value);
        const text = whole.slice(0, at % whole.length) + sign + whole.slice((at % whole.length) + 1);
        const accepts = (read: () => unknown): boolean => {
          try {
            read();
            return true;
          } catch {
            return false;
          }
        };
        expect(accepts(() => readJson(text, "x"))).toBe(accepts(() => JSON.parse(text)));
      }),
      { seed: 21, numRuns: 2000 },
    );
  });
  it("with the place of every value", () => {
    const text = '{"a": [1, -2.5e3]}';
    const json = readJson(text, "x");
    if (json.kind !== "object" || json.entries[0]!.value.kind !== "array")
      throw new Error("not the expected kind");
    const [first, second] = json.entries[0]!.value.items;
    expect([first, second].map((item) => text.slice(item!.start, item!.end))).toEqual(["1", "-2.5e3"]);
  });
});

describe("a complaint about JSON points at the wrong character", () => {
  it.each([
    ['{"a": }', "}", "expected here"],
    ['{"a": 1 "b": 2}', '"', ", } is expected here"],
    ["[1, 2", "", "the text ends here"],
    ['{"a": NaN}', "NaN", "NaN is the string"],
    ['{"a": 01}', "01", "a number in JSON looks like"],
    ['"a\\x"', "\\x", "no such escape"],
    ["[1] 2", "2", "something follows the value"],
    ["", "", "the text ends here"],
  ])("%s", (text, piece, says) => {
    const [code, title, pointed] = complaintOf(() => readJson(text, "x"));
    expect([code, pointed]).toEqual(["E1003", piece]);
    expect(title).toContain(says);
  });
  it("nested without end, without overflowing the stack", () => {
    expect(complaintOf(() => readJson("[".repeat(100_000), "x"))[1]).toContain("nested more than 64 deep");
  });
});
