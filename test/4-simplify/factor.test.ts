import { describe, expect, it } from "vitest";
import { simplify } from "../../src/4-simplify/simplify.ts";
import { evaluate } from "../../src/5-evaluate/evaluate.ts";
import { point } from "../../src/5-evaluate/point.ts";
import { affineConst } from "../../src/core/affine.ts";
import { constant, entry, mul, pow, reciprocal, sum } from "../../src/core/build.ts";
import { namedIndex } from "../../src/core/index.ts";
import { rational } from "../../src/core/rational.ts";

const i = namedIndex("i", affineConst(3));
const [a, b, x] = ["a", "b", "x"].map((name) => entry(name, [i]));

describe("factoring", () => {
  it("takes out what all terms share, powers included", () => {
    const [square, cube] = [pow(x!, constant(2)), pow(x!, constant(3))];
    expect(simplify(sum(mul(a!, square), mul(b!, cube))).value).toBe(mul(square, sum(a!, mul(b!, x!))));
  });

  it("keeps x and 1/x apart where x may be 0", () => {
    const e = sum(mul(a!, x!, reciprocal(x!)), mul(b!, x!, reciprocal(x!)));
    expect(simplify(e).value).toBe(mul(x!, reciprocal(x!), sum(a!, b!)));
  });

  it("keeps x and its square root apart, in either order of the factors", () => {
    const base = sum(a!, b!);
    const root = pow(base, constant(rational(1, 2)));
    const e = sum(mul(a!, base, root), mul(b!, base, root), mul(x!, root));
    const at = point({ a: [1, 2, 3], b: [0.5, 1, 4], x: [2, -1, 0] });
    const [before, after] = [e, simplify(e).value].map((f) => evaluate(f, [i], at).values);
    for (const [k, value] of before!.entries()) expect(after![k]).toBeCloseTo(value, 12);
  });
});
