import fc from "fast-check";
import { expect, it } from "vitest";
import { jsonText } from "../../cli/show/json.ts";

it("what is printed as JSON reads back the same, −0 and all", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(jsonText(value))).toEqual(value);
    }),
    { seed: 22, numRuns: 500 },
  );
});
it("rows of numbers stand on one line", () => {
  expect(
    jsonText({
      W: [
        [1, -0],
        [Number.NaN, 2.5],
      ],
      e: [],
      o: {},
      u: undefined,
    }),
  ).toBe('{\n  "W": [\n    [1, -0],\n    ["NaN", 2.5]\n  ],\n  "e": [],\n  "o": {}\n}\n');
});
