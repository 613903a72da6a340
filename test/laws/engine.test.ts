import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import {
  hessian,
  hessianVectorProduct,
  jacobian,
  jacobianVectorProduct,
  vectorJacobianProduct,
} from "../../src/3-differentiate/derivatives.ts";
import { simplify } from "../../src/4-simplify/simplify.ts";
import { slopesAt } from "../../src/5-evaluate/differences.ts";
import { evaluate } from "../../src/5-evaluate/evaluate.ts";
import { EvaluationError } from "../../src/5-evaluate/failure.ts";
import { product, shapeOf, type Dense, type Point } from "../../src/5-evaluate/point.ts";
import { randomStream } from "../../src/5-evaluate/random.ts";
import { rename, sumOver } from "../../src/core/bind.ts";
import { entry, mul } from "../../src/core/build.ts";
import type { Expr } from "../../src/core/expr.ts";
import { namedIndex, type Index } from "../../src/core/index.ts";
import { randomModel, type ModelOptions, type RandomModel } from "../support/random-model.ts";
import { complaint } from "./complaint.ts";
import { assertGradient, fullCalculus, gradientsBy, isTame, rawCalculus } from "./gradient.ts";
import { assertSameAt } from "./same-function.ts";

// Hundreds of models, each differentiated and held against differences: long on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

/** Runs a law on random models that are finite at their point; shrinking stops early, as every run is dear. */
function holds(
  options: ModelOptions,
  seed: number,
  numRuns: number,
  law: (model: RandomModel) => void,
): void {
  let applied = 0;
  fc.assert(
    fc.property(randomModel(options), (model) => {
      if (!isTame(model.root, model.point)) return;
      applied++;
      law(model);
    }),
    { seed, numRuns, interruptAfterTimeLimit: 150_000, markInterruptAsFailure: true },
  );
  expect(applied).toBeGreaterThan(0.75 * numRuns);
}

const kinds: readonly (readonly [string, ModelOptions, number])[] = [
  ["with fixed sizes", {}, 100],
  ["with symbolic sizes", { symbolic: true }, 100],
  ["with one size for all axes", { symbolic: true, uniform: true }, 80],
  ["with axes of length 1", { symbolic: true, lengths: [1, 2, 1] }, 40],
  ["with an empty axis", { symbolic: true, lengths: [3, 0, 2], kinks: false }, 40],
];

describe.each(kinds)("random models %s", (_, options, numRuns) => {
  it("have gradients that agree with finite differences and have Taylor slope 2", () => {
    let vacuous = 0;
    holds(options, 1, numRuns, ({ root, variables, point }) => {
      if (assertGradient(root, gradientsBy(rawCalculus(), root, variables), point).vacuous) vacuous++;
    });
    if (options.lengths?.[1] !== 0) expect(vacuous).toBeLessThan(numRuns / 3);
  });

  it("have the same gradients after simplification", () => {
    holds(options, 2, numRuns, ({ root, variables, point }) => {
      const simple = gradientsBy(fullCalculus(), root, variables);
      for (const [k, { value }] of gradientsBy(rawCalculus(), root, variables).entries())
        assertSameAt(value, simple[k]!.value, point);
    });
  });

  it("are the same functions after simplification", () => {
    holds({ ...options, rank: 2 }, 3, numRuns, ({ root, point }) =>
      assertSameAt(root, simplify(root).value, point),
    );
  });

  it("are simplified by steps each of which is an equality", () => {
    holds({ ...options, rank: 1 }, 4, numRuns, ({ root, variables, point }) => {
      const gradients = gradientsBy(rawCalculus(), sumOver(root.free, root), variables);
      for (const e of [root, ...gradients.map(({ value }) => value)])
        for (const { before, after, rule } of simplify(e).steps)
          assertSameEverywhere(rule, before, after, point);
    });
  });
});

/** A step may stand under a binder: it must hold for all values of the indices bound outside. */
function assertSameEverywhere(rule: string, before: Expr, after: Expr, at: Point): void {
  try {
    assertSameAt(before, after, at);
  } catch (error) {
    // Under a false bracket an entry may lie outside its axis; there the step is not asked anything.
    if (error instanceof EvaluationError && error.reason.kind === "out-of-range") return;
    throw new Error(`${rule} is no equality`, { cause: error });
  }
}

const letters = (indices: readonly Index[], suffix: string): Index[] =>
  indices.map((index) => namedIndex(`${index.name}${suffix}`, index.size));

/** A direction for a tensor, as data for the name `v`. */
function withDirection(at: Point, shape: readonly number[], seed: number): Point {
  const random = randomStream(seed);
  const v: Dense = { shape, values: Float64Array.from({ length: product(shape) }, random.normal) };
  return { ...at, tensors: new Map([...at.tensors, ["v", v]]) };
}

/** The point with one tensor moved by h times the direction v. */
function moved(at: Point, name: string, h: number): Point {
  const [x, v] = [at.tensors.get(name)!, at.tensors.get("v")!];
  const values = Float64Array.from(x.values, (value, n) => value + h * v.values[n]!);
  return { ...at, tensors: new Map([...at.tensors, [name, { shape: x.shape, values }]]) };
}

const quantity = (value: Expr, axes: readonly Index[] = []) => ({ of: "C", value, axes, named: [] });

describe("second derivatives of random smooth models", () => {
  const smooth: ModelOptions = { symbolic: true, kinks: false };

  it("are symmetric, and the differences of the gradients", () => {
    holds(smooth, 5, 60, ({ root, variables, point }) => {
      for (const { name, indices } of variables) {
        const target = { name, indices };
        const gradient = jacobian(fullCalculus(), quantity(root), target);
        const second = hessian(fullCalculus(), quantity(root), target, target);
        const n = indices.length;
        const [rows, columns] = [second.axes.slice(0, n), second.axes.slice(n)];
        const between = [...letters(rows, "'"), ...letters(columns, "'")];
        const turned = rename(second.value, [...rows, ...columns], between);
        assertSameAt(second.value, rename(turned, between, [...columns, ...rows]), point);

        const at = withDirection(point, shapeOf(indices.map((i) => i.size), point.sizes), 7); // prettier-ignore
        const v = entry("v", columns);
        const along = evaluate(sumOver(columns, mul(second.value, v)), rows, at).values;
        const slopes = (k: number) =>
          slopesAt((h) => evaluate(gradient.value, gradient.axes, moved(at, name, h)).values[k]!, 1);
        for (const [k, expected] of along.entries()) {
          const { central } = slopes(k);
          const tolerance = 1e-5 * Math.abs(expected) + 10 * central.error + 1e-9;
          if (!(Math.abs(expected - central.value) <= tolerance))
            throw complaint(`H v [${k}] is ${expected}, its difference ${central.value}`, { root, hessian: second.value }, at); // prettier-ignore
        }
      }
    });
  });

  it("times a direction are the Hessian-vector product", () => {
    holds(smooth, 6, 60, ({ root, variables, point }) => {
      for (const target of variables) {
        const shape = shapeOf(target.indices.map((i) => i.size), point.sizes); // prettier-ignore
        const at = withDirection(point, shape, 8);
        const second = hessian(fullCalculus(), quantity(root), target, target);
        const n = target.indices.length;
        const [rows, columns] = [second.axes.slice(0, n), second.axes.slice(n)];
        const expected = sumOver(rows, mul(second.value, entry("v", rows)));
        const found = hessianVectorProduct(fullCalculus(), quantity(root), target, target, "v");
        assertSameAt(expected, rename(found.value, found.axes, columns), at);
      }
    });
  });
});

describe("Jacobians of random models", () => {
  it("pushed forward and pulled back are the products with a direction", () => {
    holds({ symbolic: true, rank: 1 }, 9, 60, ({ root, axes, variables, point }) => {
      for (const target of variables) {
        const whole = jacobian(rawCalculus(), quantity(root, axes), target);
        const columns = whole.axes.slice(axes.length);
        const forward = jacobianVectorProduct(fullCalculus(), quantity(root, axes), target, "v");
        const at = withDirection(point, shapeOf(target.indices.map((i) => i.size), point.sizes), 10); // prettier-ignore
        assertSameAt(sumOver(columns, mul(whole.value, entry("v", columns))), forward.value, at);

        const backward = vectorJacobianProduct(fullCalculus(), quantity(root, axes), target, "v");
        const up = withDirection(point, shapeOf(axes.map((i) => i.size), point.sizes), 11); // prettier-ignore
        const expected = sumOver(axes, mul(whole.value, entry("v", axes)));
        assertSameAt(expected, rename(backward.value, backward.axes, columns), up);
      }
    });
  });
});
