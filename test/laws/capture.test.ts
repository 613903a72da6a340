import { describe, expect, it } from "vitest";
import { affineOf, shiftAffine } from "../../src/core/affine.ts";
import { reduce, rename, substitute, substituteTensors, sumOver } from "../../src/core/bind.ts";
import { entry, mul, tensor } from "../../src/core/build.ts";
import { boundIndex, formalIndex, namedIndex, type Index } from "../../src/core/index.ts";
import { symbolicSize } from "../../src/5-evaluate/point.ts";

const n = symbolicSize("n");
const [a, i, k] = ["a", "i", "k"].map((name) => namedIndex(name, n)) as [Index, Index, Index];
const A = (p: Index, q: Index) => entry("A", [p, q]);

describe("no index is captured", () => {
  it("when a free index becomes one that a binder inside has", () => {
    const inner = boundIndex(1, n);
    const e = sumOver([i], A(i, a));
    const image = rename(e, [a], [inner]);
    expect(image.free).toEqual([inner]);
    expect(sumOver([inner], mul(entry("x", [inner]), image))).toBe(
      sumOver([k], mul(entry("x", [k]), sumOver([i], A(i, k)))),
    );
  });

  it("when the form that is put in its place contains such an index", () => {
    const inner = boundIndex(1, n);
    const image = substitute(sumOver([i], A(i, a)), new Map([[a, shiftAffine(affineOf(inner), 1)]]));
    expect(rename(image, [inner], [k])).toBe(
      sumOver([i], tensor("A", [n, n], [affineOf(i), shiftAffine(affineOf(k), 1)])),
    );
  });

  it("through several binders", () => {
    const nested = reduce("max", [k], sumOver([i], mul(A(i, k), A(k, a))));
    for (const level of [1, 2, 3]) {
      const image = rename(nested, [a], [boundIndex(level, n)]);
      expect(image.free).toEqual([boundIndex(level, n)]);
      expect(rename(image, [boundIndex(level, n)], [a])).toBe(nested);
    }
  });

  it("when a sum over h[i] is told what h is, and that has binders too", () => {
    const formal = formalIndex(1, n);
    const h = { params: [formal], body: reduce("logsumexp", [k], A(formal, k)) };
    const e = sumOver([i], mul(entry("v", [i]), entry("h", [i])));
    expect(substituteTensors(e, new Map([["h", h]]))).toBe(
      sumOver([i], mul(entry("v", [i]), reduce("logsumexp", [k], A(i, k)))),
    );
  });
});
