import { describe, expect, it } from "vitest";
import { lower } from "../../../codegen/1-lower/lower.ts";
import type { Nest } from "../../../codegen/1-lower/nest.ts";
import { unroll } from "../../../codegen/2-schedule/unroll.ts";
import { liveFrom } from "../../../codegen/2-schedule/live.ts";
import { affineConst, affineOf } from "../../../src/core/affine.ts";
import { reduce, rename as renameIndices, sumOver } from "../../../src/core/bind.ts";
import { delta, entry, iverson, mul, sub, unary, zero } from "../../../src/core/build.ts";
import type { Expr } from "../../../src/core/expr.ts";
import { namedIndex, type Index } from "../../../src/core/index.ts";
import { notes } from "../notes.ts";
import { byKernel } from "../oracle.ts";
import { point } from "../../../src/5-evaluate/point.ts";

const index = (name: string, size: number): Index => namedIndex(name, affineConst(size));
const locals = (nests: readonly Nest[]): number[] =>
  nests.flatMap(({ stores }) =>
    stores.flatMap(({ array }) => (array.kind === "local" ? [array.shape.reduce((a, b) => a * b, 1)] : [])),
  );

describe("a lowered program", () => {
  it("computes a tensor once, whatever its indices are called where it is used", () => {
    const program = lower({
      outputs: [notes.cost, ...notes.gradients],
      tensors: notes.tensors,
      sizes: new Map(),
    });
    const { order } = liveFrom(unroll(program).stores.map(({ value }) => value));
    const count = (op: string): number => order.filter((v) => v.kind === "op" && v.op === op).length;
    expect([count("exp"), count("log"), count("div"), count("le")]).toEqual([3, 1, 1, 4]);
  });

  it("never stores Kronecker's δ: the Hessian of log-sum-exp needs vectors only", () => {
    const [i, j, q] = [index("i", 50), index("j", 50), index("q", 50)];
    const x = (at: Index): Expr => entry("x", [at]);
    const p = (at: Index): Expr => unary("exp", sub(x(at), reduce("logsumexp", [q], x(q))));
    const value = mul(p(i), sub(delta(affineOf(i), affineOf(j)), p(j)));
    const program = lower({
      outputs: [{ name: "H", indices: [i, j], value }],
      tensors: [{ name: "x", shape: [50] }],
      sizes: new Map(),
    });
    expect(Math.max(...locals(program.nests))).toBe(50);
  });

  it("multiplies matrices in the cheaper order: x · A · B is two products with a vector", () => {
    const [i, j, k] = [index("i", 30), index("j", 40), index("k", 50)];
    const value = sumOver([i, j], mul(entry("x", [i]), entry("A", [i, j]), entry("B", [j, k])));
    const program = lower({
      outputs: [{ name: "y", indices: [k], value }],
      tensors: [{ name: "x", shape: [30] }, { name: "A", shape: [30, 40] }, { name: "B", shape: [40, 50] }],
      sizes: new Map(),
    }); // prettier-ignore
    expect(locals(program.nests)).toEqual([40]);
  });

  it("is no bigger for a second use of a deep tensor", () => {
    const k = index("k", 4);
    let h: Expr = entry("x", [k]);
    for (let layer = 0; layer < 30; layer++) {
      const j = index("j", 4);
      h = sumOver([k], mul(entry(`W${layer}`, [j, k]), unary("tanh", h)));
      h = rename(h, j, k);
    }
    const tensors = [{ name: "x", shape: [4] }, ...Array.from({ length: 30 }, (_, l) => ({ name: `W${l}`, shape: [4, 4] }))]; // prettier-ignore
    const once = lower({ outputs: [{ name: "a", indices: [k], value: h }], tensors, sizes: new Map() });
    const other = index("other", 4);
    const twice = lower({
      outputs: [{ name: "a", indices: [k], value: h }, { name: "b", indices: [other], value: unary("exp", rename(h, k, other)) }],
      tensors,
      sizes: new Map(),
    }); // prettier-ignore
    expect(twice.nests.length).toBeLessThanOrEqual(once.nests.length + 2);
  });
});

const rename = (e: Expr, from: Index, to: Index): Expr => renameIndices(e, [from], [to]);

describe("a mask", () => {
  const i = index("i", 2);
  const x = entry("x", [i]);
  it.each(["unrolled", "loops"] as const)(
    "hides no NaN that nothing else would show, %s",
    async (strategy) => {
      const at = point({ x: [Number.NaN, 1], w: [3, 4] });
      const value = mul(iverson(">", x, zero), entry("w", [i]));
      const [found] = await byKernel([{ indices: [i], value }], at, { strategy });
      expect(found).toEqual([Number.NaN, 4]);
    },
  );
  it.each(["unrolled", "loops"] as const)("passes no infinity of what it hides, %s", async (strategy) => {
    const at = point({ x: [-1, 1], w: [Infinity, -Infinity] });
    const value = mul(iverson(">", x, zero), entry("w", [i]));
    const [found] = await byKernel([{ indices: [i], value }], at, { strategy });
    expect(found!.map((v) => v + 0)).toEqual([0, -Infinity]);
  });
  it.each(["==", "!=", ">="] as const)("with %s tells NaN apart", async (rel) => {
    const at = point({ x: [Number.NaN, 2], w: [3, 4] });
    const value = mul(iverson(rel, x, entry("c", [])), entry("w", [i]));
    const data = { ...at, tensors: new Map([...at.tensors, ["c", { shape: [], values: [2] }]]) };
    const [found] = await byKernel([{ indices: [i], value }], data, {});
    expect(found).toEqual([Number.NaN, rel === "!=" ? 0 : 4]);
  });
});
