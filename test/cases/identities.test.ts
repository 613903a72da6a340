import { describe, expect, it } from "vitest";
import { readModel } from "../../src/2-elaborate/elaborate.ts";
import type { Model } from "../../src/2-elaborate/model.ts";
import { derive, deriveSecond, type ModelDerivative } from "../../src/4-simplify/derive.ts";
import { evaluate } from "../../src/5-evaluate/evaluate.ts";
import { gradcheck } from "../../src/5-evaluate/gradcheck.ts";
import { dense, point, withSizes, type Point } from "../../src/5-evaluate/point.ts";
import { samplePoint } from "../../src/5-evaluate/sample.ts";
import { rename } from "../../src/core/bind.ts";
import { isError } from "../../src/core/diagnostic.ts";
import { assertSameFunction } from "../laws/same-function.ts";
import { identities, matrixForms, modelText, type Identity } from "./identities.ts";

function read(identity: Identity): Model {
  const model = readModel(modelText(identity));
  expect(model.diagnostics.filter(isError)).toEqual([]);
  return model;
}

function derivativeOf(model: Model, { kind, wrt }: Identity): ModelDerivative {
  const found =
    kind === "hessian"
      ? deriveSecond(model, { of: "f", wrt: [wrt] })
      : derive(model, { of: "f", wrt: [wrt] });
  if ("known" in found) throw new Error(`${found.kind}: ${found.name}`);
  return "results" in found ? found.results[0]! : found[0]!;
}

/** A scale of the values: an entry that cancels to 0 is right within this. */
const sizeOf = (values: ArrayLike<number>): number => Math.max(1e-3, ...Array.from(values, Math.abs));

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(found.length).toBe(expected.length);
  const slack = 1e-12 * sizeOf(expected);
  for (const [n, value] of Array.from(expected).entries())
    expect(Math.abs(found[n]! - value), `entry ${n}: ${found[n]} for ${value}`).toBeLessThanOrEqual(
      1e-9 * Math.abs(value) + slack,
    );
}

const sampleOf = (model: Model, { sample }: Identity): Point =>
  withSizes([...model.definitions.values()].map(({ value }) => value), point(sample.inputs)); // prettier-ignore

describe("identities from the Matrix Cookbook, course notes and papers", () => {
  it("are 75, each with an index form or in matrix notation", () => {
    expect(identities).toHaveLength(75);
    const whole = identities.filter(({ index_form: form }) => form === null).map(({ id }) => id);
    expect(whole.sort()).toEqual(Object.keys(matrixForms).sort());
  });
});

describe.each(identities)("$id: $objective_math by $wrt", (identity) => {
  it("has the value of the sample", () => {
    const model = read(identity);
    const f = model.definitions.get("f")!;
    expectClose(
      evaluate(f.value, f.params, sampleOf(model, identity)).values,
      dense(identity.sample.f).values,
    );
  });

  it("has the derivative of the sample, in its order of axes", () => {
    const model = read(identity);
    const { value, axes } = derivativeOf(model, identity);
    const found = evaluate(value, axes, sampleOf(model, identity));
    const expected = dense(identity.sample.derivative);
    expect(found.shape).toEqual(expected.shape);
    expectClose(found.values, expected.values);
  });

  it("has the claimed derivative at other points and sizes", () => {
    const model = read(identity);
    const { value, axes } = derivativeOf(model, identity);
    const claimed = model.definitions.get("Reference")!;
    const reference = rename(claimed.value, claimed.params, axes);
    // What the cases take for granted without saying: the convolution's sizes fit.
    const sizes = identity.id === "CONV1-w" ? new Map([["len_n", 6], ["len_q", 3], ["len_o", 4]]) : new Map<string, number>(); // prettier-ignore
    assertSameFunction(reference, value, { assumptions: model.assumptions, sizes, points: 4 });
  });

  if (identity.kind === "gradient")
    it("has a gradient that agrees with finite differences and the Taylor slope", () => {
      const model = read(identity);
      const { value, axes } = derivativeOf(model, identity);
      const cost = model.definitions.get("f")!.value;
      const check = (at: Point) => gradcheck(cost, [{ name: identity.wrt, axes, value }], at);
      let found = check(sampleOf(model, identity));
      // At one sample all units happen to be off; a stratified point has some on.
      if (found.vacuous)
        found = check(samplePoint([cost], { seed: 1, assumptions: model.assumptions }).point);
      expect(found.entries.filter(({ verdict }) => verdict !== "agrees")).toEqual([]);
      expect(found.slope).toBeGreaterThan(1.5);
      expect(found.vacuous).toBe(false);
    });
});
