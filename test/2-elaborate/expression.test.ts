import { describe, expect, it } from "vitest";
import { affineConst } from "../../src/core/affine.ts";
import { substituteTensors } from "../../src/core/bind.ts";
import { entry, mul, sub } from "../../src/core/build.ts";
import { namedIndex } from "../../src/core/index.ts";
import { elaborateClaim, readExpressionIn } from "../../src/2-elaborate/expression.ts";
import { notesInIndexNotation } from "../1-parse/support.ts";
import { isSame, read } from "./support.ts";

const model = read(notesInIndexNotation);
const j = namedIndex("j", affineConst(4));
const k = namedIndex("k", affineConst(3));

describe("an expression in the scope of a model", () => {
  it("knows the names of the model and the free indices it is given", () => {
    const { value, diagnostics } = readExpressionIn(model, "W1[j, k] * y[k]", { free: [j, k] });
    expect(diagnostics).toEqual([]);
    expect(isSame(value!, mul(entry("W1", [j, k]), entry("y", [k])))).toBe(true);
  });

  it("finds the sizes of free indices it is not given", () => {
    const { value, free } = readExpressionIn(model, "W1[j, k] * y[k]", { opensFree: true });
    expect(free.map(({ name, size }) => `${name}:${size.key}`)).toEqual(["j:4", "k:3"]);
    expect(isSame(value!, mul(entry("W1", [j, k]), entry("y", [k])))).toBe(true);
  });

  it("gives the axes of a tensor", () => {
    const { axes } = readExpressionIn(model, "outer(a, p - y)");
    expect(axes.map(({ size }) => size.key)).toEqual(["4", "3"]);
  });

  it("reports an index that is neither given nor bound, and one of another size", () => {
    expect(readExpressionIn(model, "y[k]").diagnostics.map(({ code }) => code)).toEqual(["E0206"]);
    expect(readExpressionIn(model, "y[j]", { free: [j] }).diagnostics.map(({ code }) => code)).toEqual([
      "E0205",
    ]);
  });

  it("has no derivatives unless they are asked for", () => {
    const codes = readExpressionIn(model, "d(Cost)/d(y)").diagnostics.map(({ code }) => code);
    expect(codes).toEqual(["E0224"]);
  });
});

describe("claims", () => {
  const claim = (text: string) => {
    const own = read(`${notesInIndexNotation}alias z_2 = O\nclaim ${text}`);
    return elaborateClaim(own.claims[0]!, own);
  };

  it("have sides over the same free indices, and derivatives as tensors", () => {
    const { sides, diagnostics } = claim("d(Cost)/d(W1[j, k]) = a[j] * (p[k] - y[k])");
    expect(diagnostics).toEqual([]);
    expect(sides[0]!.derivatives).toEqual([{ tensor: "d(Cost)/d(W1)", of: "Cost", wrt: ["W1"] }]);
    expect(isSame(sides[0]!.value!, entry("d(Cost)/d(W1)", [j, k]))).toBe(true);
    expect(sides[1]!.value!.free).toEqual([j, k]);
  });

  it("are closed by putting the derivative in its place", () => {
    const { sides } = claim("d(Cost)/d(z_2[k]) - y[k] = p[k] - 2 * y[k]");
    const [left, right] = sides;
    expect(left!.derivatives[0]).toEqual({ tensor: "d(Cost)/d(O)", of: "Cost", wrt: ["O"] });
    const p = readExpressionIn(model, "p[k]", { free: [k] }).value!;
    const gradient = { params: [k], body: sub(p, entry("y", [k])) };
    const closed = substituteTensors(left!.value!, new Map([["d(Cost)/d(O)", gradient]]));
    expect(isSame(closed, right!.value!)).toBe(true);
  });

  it("may name whole tensors, and mix them with indices", () => {
    const { sides } = claim("d(Cost)/d(W1) = outer(a, p - y) = outer(p - y, a)");
    expect(sides.map(({ axes }) => axes.map(({ size }) => size.key).join())).toEqual(["4,3", "4,3", "3,4"]);
    expect(sides[0]!.value!.free).toEqual(sides[0]!.axes);
  });

  it("give a derivative the axes of the quantity, then those of the variable", () => {
    const { sides } = claim("d(p[k])/d(W1[j, l]) = 0");
    const [value] = sides.map((side) => side.value);
    if (value?.kind !== "tensor") throw new Error("a tensor was expected");
    expect(value.dims.map(({ key }) => key)).toEqual(["3", "4", "3"]);
    expect(value.slots.map(({ key }) => key)).toEqual(["k", "j", "l"]);
    expect(claim("d(p)/d(W1) = 0").sides[0]!.axes.map(({ size }) => size.key)).toEqual(["3", "4", "3"]);
  });

  it("may differentiate twice", () => {
    const { sides } = claim("d(d(Cost)/d(O[k]))/d(O[l]) = p[k] * (delta(k, l) - p[l])");
    expect(sides[0]!.derivatives).toEqual([{ tensor: "d(d(Cost)/d(O))/d(O)", of: "Cost", wrt: ["O", "O"] }]);
  });

  it("say what is left open", () => {
    const { sides, diagnostics } = claim("d(Cost)/d(W0[i, j]) = I[i] * ?");
    expect(diagnostics).toEqual([]);
    expect(sides.map(({ isOpen }) => isOpen)).toEqual([false, true]);
    expect(sides[1]!.value).toBeUndefined();
  });

  it("keep the sides that are right when one is wrong", () => {
    const { sides, diagnostics } = claim("d(Cost)/d(W1[j, k]) = a[j] * (q[k] - y[k]) = a[j] * (p[k] - y[k])");
    expect(diagnostics.map(({ code }) => code)).toEqual(["E0201"]);
    expect(sides.map(({ value }) => value !== undefined)).toEqual([true, false, true]);
  });
});
