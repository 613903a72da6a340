import { describe, expect, it } from "vitest";
import { erf, erfc } from "../../src/core/erf.ts";
import { exactAt, ulpError } from "../support/ulp.ts";

describe("the error function", () => {
  const points = Array.from({ length: 160 }, (_, k) => -6.1 + (k * 12.2) / 159);

  it("is within 1 ulp of 64-digit arithmetic", () => {
    for (const x of points) expect(ulpError(erf(x), exactAt("erf", x))).toBeLessThan(1);
  });

  it("has a complement within 3 ulp, also where it is tiny", () => {
    for (const x of [...points, 8.3, 11.7, 15.2, 20.6, 26.4])
      expect(ulpError(erfc(x), exactAt("erfc", x))).toBeLessThan(3);
  });

  it("is odd, and right at the ends of the doubles", () => {
    expect([0, -0, Infinity, -Infinity, NaN, 5e-324, 1e-300].map(erf)).toEqual([
      0, -0, 1, -1, NaN, 5e-324, 1.1283791670955126e-300,
    ]); // prettier-ignore
    for (const x of points) expect(erf(-x)).toBe(-erf(x));
    expect([0, Infinity, -Infinity, NaN, 28, -28].map(erfc)).toEqual([1, 0, 2, NaN, 0, 2]);
  });
});
