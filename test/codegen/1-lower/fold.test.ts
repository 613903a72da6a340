import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowOf, scalarOps, type ScalarOp } from "../../../codegen/1-lower/scalar.ts";
import { Values } from "../../../codegen/1-lower/value.ts";

const special = fc.constantFrom(0, -0, 1, -1, 2, -0.5, Infinity, -Infinity, NaN, 1e308, 5e-324);
const arithmetic = ["add", "sub", "mul", "div", "neg", "max", "min", "peak", "finite", "abs", "sqrt", "choose", "sign", "le", "gt", "eq", "ne"] as const satisfies readonly ScalarOp[]; // prettier-ignore

describe("the folder of constants", () => {
  it("computes what the operation computes, bit by bit", () => {
    fc.assert(
      fc.property(fc.constantFrom(...arithmetic), special, special, special, (op, a, b, c) => {
        const values = new Values();
        const count = op === "choose" ? 3 : ["neg", "finite", "abs", "sqrt", "sign"].includes(op) ? 1 : 2;
        const numbers = [op === "choose" ? Number(a > 0) : a, b, c].slice(0, count);
        const folded = values.op(op, ...numbers.map((x) => values.number(x)));
        expect(folded.kind === "const" && folded.value).toBe(rowOf(op).compute!(...numbers));
      }),
      { seed: 3, numRuns: 2000 },
    );
  });

  it("leaves alone what depends on NaN, infinities or the sign of zero", () => {
    const values = new Values();
    const x = values.load({ id: 0, kind: "input", name: "x", shape: [1] }, { terms: [], constant: 0 });
    for (const [op, other] of [["mul", 0], ["add", 0], ["add", -0], ["sub", 0]] as const)
      expect(values.op(op, x, values.number(other))).toMatchObject({ kind: "op", op }); // prettier-ignore
    expect(values.op("sub", x, x)).toMatchObject({ kind: "op", op: "sub" });
    expect(values.op("div", x, x)).toMatchObject({ kind: "op", op: "div" });
    expect(values.op("mul", x, values.number(1))).toBe(x);
    expect(values.op("neg", values.op("neg", x))).toBe(x);
    expect(values.op("mul", values.op("neg", x), values.op("neg", x))).toBe(values.op("mul", x, x));
  });

  it("drops what is absent from sums and annihilates products with it", () => {
    const values = new Values();
    const x = values.load({ id: 0, kind: "input", name: "x", shape: [1] }, { terms: [], constant: 0 });
    expect(values.op("add", x, values.absent)).toBe(x);
    expect(values.op("mul", x, values.absent)).toBe(values.absent);
    expect(values.op("mul", values.number(Infinity), values.absent)).toBe(values.absent);
  });

  it("does not compute at generation time what engines round differently", () => {
    const values = new Values();
    expect(values.op("exp", values.number(0.3)).kind).toBe("op");
  });

  it("knows every operation by its cost", () => {
    for (const op of Object.keys(scalarOps) as ScalarOp[]) expect(rowOf(op).counts).toBeTypeOf("string");
  });
});
