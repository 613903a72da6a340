import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { affineConst } from "../../src/core/affine.ts";
import { reduce } from "../../src/core/bind.ts";
import { entry, iverson, mul, unary } from "../../src/core/build.ts";
import { namedIndex } from "../../src/core/index.ts";
import { evaluate } from "../../src/5-evaluate/evaluate.ts";
import { evaluatorOf } from "../../src/5-evaluate/evaluator.ts";
import { EvaluationError } from "../../src/5-evaluate/failure.ts";
import { point, type Point } from "../../src/5-evaluate/point.ts";
import { kinkPoint, notes, notesPoint } from "../support/notes.ts";
import { randomModel } from "../support/random-model.ts";

/** The values, or why there are none. */
function outcome(compute: () => ArrayLike<number>): readonly number[] | string {
  try {
    return Array.from(compute());
  } catch (error) {
    if (error instanceof EvaluationError) return error.reason.kind;
    throw error;
  }
}

/** The point with every number turned and scaled. */
const elsewhere = (at: Point): Point => ({
  ...at,
  tensors: new Map(
    [...at.tensors].map(([name, { shape, values }]) => [
      name,
      { shape, values: Array.from(values, (x, k) => (k % 2 === 0 ? -1.5 * x : x)) },
    ]),
  ),
});

describe("a prepared evaluation", () => {
  it.each([{}, { symbolic: true }, { rank: 2 }, { uniform: true, rank: 1 }] as const)(
    "has the values of the evaluator bit for bit, at the point it was prepared at and elsewhere: %o",
    (options) => {
      fc.assert(
        fc.property(randomModel(options), ({ root, axes, point: at }) => {
          const prepared = outcome(() => evaluatorOf([{ value: root, axes }], at)(at)[0]!.values);
          expect(prepared).toEqual(outcome(() => evaluate(root, axes, at).values));
          if (typeof prepared === "string") return;
          const run = evaluatorOf([{ value: root, axes }], at);
          const there = elsewhere(at);
          expect(outcome(() => run(there)[0]!.values)).toEqual(
            outcome(() => evaluate(root, axes, there).values),
          );
          expect(Array.from(run(at)[0]!.values)).toEqual(prepared);
        }),
        { seed: 11, numRuns: 150 },
      );
    },
  );

  it("gives several values in their order, each over its own axes", () => {
    const { i, j } = notes;
    const run = evaluatorOf(
      [
        { value: notes.Cost, axes: [] },
        { value: notes.dW0, axes: [j, i] },
      ],
      notesPoint,
    );
    for (const at of [notesPoint, kinkPoint]) {
      const [cost, slope] = run(at);
      expect(cost).toEqual(evaluate(notes.Cost, [], at));
      expect(slope).toEqual(evaluate(notes.dW0, [j, i], at));
    }
  });

  it("leaves out what a false bracket multiplies, at every point", () => {
    const x = entry("x", []);
    const run = evaluatorOf([{ value: mul(iverson(">", x, entry("y", [])), unary("log", x)), axes: [] }], point({ x: 1, y: 2 })); // prettier-ignore
    expect(run(point({ x: -1, y: 2 }))[0]!.values[0]).toBe(0);
    expect(run(point({ x: 1, y: 0 }))[0]!.values[0]).toBe(0);
    expect(run(point({ x: 2, y: 0 }))[0]!.values[0]).toBe(Math.log(2));
  });

  it("says what is missing, of another shape or without a value", () => {
    const k = namedIndex("k", affineConst(3));
    const targets = [{ value: reduce("max", [k], entry("x", [k])), axes: [] }];
    const run = evaluatorOf(targets, point({ x: [1, 2, 3] }));
    expect(outcome(() => evaluatorOf(targets, point({}))(point({}))[0]!.values)).toBe("missing-tensor");
    expect(outcome(() => run(point({}))[0]!.values)).toBe("missing-tensor");
    expect(outcome(() => run(point({ x: [1, 2] }))[0]!.values)).toBe("wrong-shape");
    expect(outcome(() => evaluatorOf([{ value: entry("x", [k]), axes: [] }], point({ x: [1, 2, 3] }))(point({ x: [1, 2, 3] }))[0]!.values)).toBe("unlisted-index"); // prettier-ignore
  });
});
