import { describe, expect, it } from "vitest";
import { refutedRules } from "../../src/4-simplify/refuted.ts";
import { simplify } from "../../src/4-simplify/simplify.ts";
import { evaluate } from "../../src/5-evaluate/evaluate.ts";
import { point } from "../../src/5-evaluate/point.ts";
import { sub, zero } from "../../src/core/build.ts";

/** Values compared as numbers are: NaN differs from every number, and two NaN do not differ. */
const differ = (a: ArrayLike<number>, b: ArrayLike<number>): boolean =>
  Array.from(a).some((x, n) => !(Number.isNaN(x) && Number.isNaN(b[n]!)) && !(Math.abs(x - b[n]!) < 1e-12));

describe("a refuted rewrite", () => {
  it.each(refutedRules)("$law stays refuted: $why", ({ left, right, counterexample }) => {
    const at = point(counterexample);
    const order = [...new Set([...left.free, ...right.free])];
    const values = [left, right, simplify(left).value].map((e) => evaluate(e, order, at).values);
    expect(differ(values[0]!, values[1]!)).toBe(true);
    expect(differ(values[0]!, values[2]!)).toBe(false);
    expect(simplify(left).value).not.toBe(simplify(right).value);
    expect(simplify(sub(left, right)).value).not.toBe(zero);
  });
});
