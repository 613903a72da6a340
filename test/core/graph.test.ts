import { describe, expect, it } from "vitest";
import { affineConst, affineOf, shiftAffine, sizeSymbol } from "../../src/core/affine.ts";
import { abstract, apply, open, reduce, rename, substitute, sumOver } from "../../src/core/bind.ts";
import {
  add,
  constant,
  delta,
  div,
  entry,
  iverson,
  mul,
  neg,
  one,
  pow,
  scale,
  sub,
  sum,
  tensor,
  unary,
  zero,
} from "../../src/core/build.ts";
import { namedIndex, type Index } from "../../src/core/index.ts";
import { rational } from "../../src/core/rational.ts";
import { postorder, treeSize } from "../../src/core/walk.ts";

const n = affineOf(sizeSymbol("n"));
const [i, j, k, l] = ["i", "j", "k", "l"].map((name) => namedIndex(name, n)) as [Index, Index, Index, Index];
const A = (a: Index, b: Index) => entry("A", [a, b]);
const x = (a: Index) => entry("x", [a]);
const y = (a: Index) => entry("y", [a]);

describe("equal expressions are one object", () => {
  it("up to the order of sums and products", () => {
    expect(sum(x(i), y(i), one)).toBe(sum(one, y(i), x(i)));
    expect(mul(x(i), A(i, j), y(j))).toBe(mul(y(j), x(i), A(i, j)));
  });

  it("up to the names of bound indices", () => {
    expect(sumOver([i], mul(x(i), A(i, k)))).toBe(sumOver([j], mul(x(j), A(j, k))));
    expect(sumOver([i], mul(x(i), A(i, k)))).not.toBe(sumOver([j], mul(x(j), A(k, j))));
  });

  it("up to the order in which several indices are bound, one by one or together", () => {
    const form = (p: Index, q: Index) => mul(x(p), A(p, q), y(q));
    const together = sumOver([i, j], form(i, j));
    expect(sumOver([j, i], form(i, j))).toBe(together);
    expect(sumOver([l, k], form(k, l))).toBe(together);
    expect(sumOver([i], sumOver([j], form(i, j)))).toBe(together);
    expect(sumOver([j], sumOver([i], form(i, j)))).toBe(together);
    expect(sumOver([i, j], form(j, i))).toBe(together);
  });

  it("even when the indices look alike one by one", () => {
    const cycle = (p: Index, q: Index, r: Index) => mul(A(p, q), A(q, r), A(r, p));
    expect(sumOver([i, j, k], cycle(i, j, k))).toBe(sumOver([i, j, k], cycle(k, i, j)));
    expect(sumOver([i, j, k], cycle(i, j, k))).toBe(sumOver([i, j, k], cycle(j, k, i)));
  });

  it("up to which side of an equality of indices is written first", () => {
    const index = (name: string, size: number) => namedIndex(name, affineConst(size));
    const [u, v, z] = [index("u", 2), index("v", 2), index("z", 3)];
    const a = index("a", 3);
    // The sign of r − q follows the names, and with it went the order of the two indices of length 2.
    for (const name of "ABCDEFGHIJKLMNOPQRSTUVWX") {
      const form = (p: Index, q: Index, r: Index) =>
        mul(delta(affineOf(r), affineOf(q)), entry(name, [p, p]));
      expect(sumOver([u, v, z], form(u, v, z))).toBe(sumOver([u, v, a], form(v, u, a)));
    }
  });

  it("up to where the minus sign of a factor stands", () => {
    expect(mul(x(i), sub(y(j), x(j)))).toBe(neg(mul(x(i), sub(x(j), y(j)))));
  });

  it("up to a number in front of a sum", () => {
    expect(sumOver([i], scale(2, x(i)))).toBe(scale(2, sumOver([i], x(i))));
  });
});

describe("substitution", () => {
  it("renames the binder instead of capturing (trap T18)", () => {
    const e = sumOver([i], mul(x(i), y(j)));
    expect(rename(e, [j], [i])).toBe(sumOver([k], mul(x(k), y(i))));
  });

  it("keeps nested binders apart", () => {
    const inner = sumOver([k], mul(A(i, k), x(k)));
    const e = sumOver([i], mul(inner, y(i), x(j)));
    const image = substitute(e, new Map([[j, shiftAffine(affineOf(i), 1)]]));
    expect(image).toBe(
      sumOver(
        [l],
        mul(sumOver([k], mul(A(l, k), x(k))), y(l), tensor("x", [n], [shiftAffine(affineOf(i), 1)])),
      ),
    );
  });

  it("is undone by substituting back", () => {
    const e = mul(sumOver([k], mul(A(i, k), A(k, j))), x(i));
    expect(rename(rename(e, [i, j], [j, i]), [i, j], [j, i])).toBe(e);
    const { abstraction, args } = abstract(e);
    expect(apply(abstraction, args.map(affineOf))).toBe(e);
  });

  it("specialises symbolic sizes everywhere", () => {
    const size = [...n.terms][0]!.atom;
    const three = affineConst(3);
    const i3 = namedIndex("i", three);
    expect(substitute(sumOver([i], x(i)), new Map([[size, three]]))).toBe(sumOver([i3], entry("x", [i3])));
  });
});

describe("an opened body", () => {
  it("closes to the reduction it came from", () => {
    const e = sumOver([i, j], mul(x(i), A(i, j), y(j)));
    if (e.kind !== "reduce") throw new Error("a sum was expected");
    const { indices, body } = open(e);
    expect(reduce("sum", indices, body)).toBe(e);
  });
});

describe("constructors do only what always holds", () => {
  it("collects powers of one sign, not x/x", () => {
    expect(mul(x(i), x(i))).toBe(pow(x(i), constant(2)));
    expect(div(x(i), x(i))).not.toBe(one);
  });

  it("leaves the square root of a square alone, and squares a square root", () => {
    const half = constant(rational(1, 2));
    expect(pow(pow(x(i), constant(2)), half)).not.toBe(x(i));
    expect(pow(pow(x(i), half), constant(2))).toBe(x(i));
  });

  it("counts an index that does not occur", () => {
    expect(sumOver([i], x(j))).toBe(mul(sumOver([i], one), x(j)));
    expect(sumOver([i], zero)).toBe(zero);
  });

  it("decides brackets of indices by their ranges", () => {
    const three = namedIndex("t", affineConst(3));
    expect(delta(affineOf(three), affineConst(4))).toBe(zero);
    expect(delta(affineOf(i), affineOf(j))).toBe(delta(affineOf(j), affineOf(i)));
    expect(iverson(">=", constant(2), constant(1))).toBe(one);
  });

  it("evaluates functions at exact points only where the value is exact", () => {
    expect(unary("exp", zero)).toBe(one);
    expect(unary("log", constant(2)).kind).toBe("unary");
    expect(unary("relu", constant(-2))).toBe(zero);
  });

  it("adds up equal terms and drops those with weight 0", () => {
    expect(
      add([
        { coef: rational(1, 2), expr: x(i) },
        { coef: rational(1, 2), expr: x(i) },
      ]),
    ).toBe(x(i));
    expect(sub(mul(x(i), y(j)), mul(y(j), x(i)))).toBe(zero);
  });
});

describe("the size of a formula", () => {
  it("counts what is shared wherever it stands: a tower of squares doubles with every floor", () => {
    let tower = unary("exp", x(i));
    for (let floor = 0; floor < 40; floor++) tower = unary("exp", mul(tower, unary("tanh", tower)));
    expect(postorder([tower]).length).toBeLessThan(200);
    expect(treeSize(tower)).toBeGreaterThan(2 ** 40);
  });
});
