import { all, create } from "mathjs";
import { describe, expect, it } from "vitest";
import { fromMathjs, toMathjs, type MathjsTree } from "../../src/1-parse/mathjs.ts";
import { parseExpression } from "../../src/1-parse/parse.ts";
import { printExpression } from "../../src/1-parse/print.ts";

const math = create(all!);

/** mathjs's types say that this makes a reviver; it is one. */
const reviver = Reflect.get(math, "reviver") as (key: string, value: unknown) => unknown;

/** Plain data as live nodes, by mathjs itself. */
const revive = (tree: MathjsTree): unknown => JSON.parse(JSON.stringify(tree), reviver);

describe("trees of mathjs", () => {
  const shared = [
    "-x^2 + 2^-x",
    "a^b^c",
    "(a^b)^c",
    "a - (b - c) * d / e",
    "x .* y ./ z .^ 2",
    "sum(i, W[i, j + 1] * I[i])",
    "A' * (A * B)'",
    "a < b",
    "a < b <= c",
    "(a < b) == (c > d)",
    "a and not b or c",
    "x > 0 ? -x : x ? 1 : 2",
    "0.5 * exp(-(x - 1)^2)",
    "-(-x)",
    "(a ? b : c) + 1",
    "f(x)[1, i]",
  ];

  it.each(shared)("%s comes back from mathjs's own tree", (text) => {
    const { syntax, diagnostics } = fromMathjs(math.parse(text));
    expect(diagnostics).toEqual([]);
    expect(printExpression(syntax)).toBe(printExpression(parseExpression(text).syntax));
  });

  it.each(shared)("%s goes to mathjs, which prints it and reads it back", (text) => {
    const { syntax } = parseExpression(text);
    const revived = revive(toMathjs(syntax));
    const again = fromMathjs(revived);
    expect(printExpression(again.syntax)).toBe(printExpression(syntax));
    expect(printExpression(fromMathjs(math.parse(String(revived))).syntax)).toBe(printExpression(syntax));
  });

  it("mean what they say: mathjs evaluates both alike", () => {
    const scope = { x: 0.3, a: 2, b: 3, c: 0.5, d: 4, e: 7 };
    for (const text of ["-x^2 + 2^-x", "a^b^c", "(a^b)^c", "a - (b - c) * d / e", "x > 0 ? -x : x ? 1 : 2"]) {
      const revived = revive(toMathjs(parseExpression(text).syntax)) as {
        evaluate: (scope: object) => number;
      };
      expect(revived.evaluate(scope)).toBe(math.evaluate(text, scope));
    }
  });

  it("made by mathjs's derivative are expressions of the language", () => {
    const { syntax, diagnostics } = fromMathjs(math.derivative("x^3 * exp(2 x)", "x"));
    expect(diagnostics).toEqual([]);
    expect(printExpression(syntax)).toContain("exp(2 * x)");
  });

  it.each(["x = 3", '"text"', "3 cm", "[1, 2]", "f(x) = x", "x!", "5 mod 3"])(
    "that hold what the language does not have are reported: %s",
    (text) => {
      const { syntax } = fromMathjs(math.parse(text));
      expect(printExpression(syntax)).toMatch(/\?|cm/);
    },
  );

  it.each([undefined, null, 3, "x", {}, { type: "constructor" }, { type: "OperatorNode", args: [null] }])(
    "that are none are no expression",
    (value) => expect(printExpression(fromMathjs(value).syntax)).toBe("?"),
  );

  it("may be ten thousand deep", () => {
    const deep = parseExpression(`${"tanh(1 + ".repeat(10_000)}x${")".repeat(10_000)}`).syntax;
    expect(printExpression(fromMathjs(toMathjs(deep)).syntax)).toBe(printExpression(deep));
  });
});
