import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readModel } from "../../src/2-elaborate/elaborate.ts";
import { evaluate } from "../../src/5-evaluate/evaluate.ts";
import { tensorDims } from "../../src/5-evaluate/point.ts";
import { makeNaming } from "../../src/6-explain/naming.ts";
import { toMatrix, toText } from "../../src/6-explain/print.ts";
import type { NamedValue } from "../../src/3-differentiate/names.ts";
import { affineConst, affineOf } from "../../src/core/affine.ts";
import { abstract, rename, sumOver } from "../../src/core/bind.ts";
import {
  add,
  constant,
  delta,
  entry,
  iverson,
  mul,
  one,
  pow,
  sub,
  sum,
  unary,
  zero,
} from "../../src/core/build.ts";
import { rational } from "../../src/core/rational.ts";
import { samplePoint } from "../../src/5-evaluate/sample.ts";
import type { Expr } from "../../src/core/expr.ts";
import { namedIndex, type Index } from "../../src/core/index.ts";
import { postorder, some } from "../../src/core/walk.ts";
import { randomModel, type ModelOptions, type RandomModel } from "../support/random-model.ts";

const declarations = (e: Expr): string =>
  ["size n, m, o", ...[...tensorDims([e])].map(([name, dims]) => `param ${name}${dims.length === 0 ? "" : `[${dims.map((d) => d.key).join(", ")}]`}`)].join("\n"); // prettier-ignore

/** What the text of a definition with these axes means, read back. */
function readBack(left: string, text: string, e: Expr, axes: readonly Index[], before = ""): Expr {
  const model = readModel(`${declarations(e)}\n${before}\n${left} = ${text}\n`);
  const errors = model.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(`${left} = ${text}\n${JSON.stringify(errors)}`);
  const { value, params } = model.definitions.get("result")!;
  return rename(value, params, axes);
}

const reserved = ["n", "m", "o", "result"];

const left = (axes: readonly Index[]): string =>
  axes.length === 0 ? "result" : `result[${axes.map((a) => `${a.name} in 1..${a.size.key}`).join(", ")}]`;

/** The largest difference of two expressions at the point of a model, relative to their size. */
function distance(a: Expr, b: Expr, { axes, point }: RandomModel): number {
  const [x, y] = [a, b].map((e) => [...evaluate(e, axes, point).values]);
  return Math.max(
    0,
    ...x!.map((v, k) => (Object.is(v, y![k]) ? 0 : Math.abs(v - y![k]!) / Math.max(1, Math.abs(v)))),
  );
}

const kinds: readonly (readonly [string, ModelOptions])[] = [
  ["numbers", {}],
  ["vectors", { rank: 1, symbolic: true }],
  ["matrices", { rank: 2 }],
  ["symbolic sizes", { symbolic: true }],
];

describe("what is printed in index form reads back", () => {
  for (const [name, options] of kinds)
    it(`to the same object: ${name}`, () => {
      fc.assert(
        fc.property(randomModel(options), ({ root, axes }) => {
          const naming = makeNaming({ tensors: [...tensorDims([root]).keys()], reserved });
          const text = toText(root, naming, axes);
          expect(readBack(left(axes), text, root, axes)).toBe(root);
        }),
        { seed: 6, numRuns: 200 },
      );
    });
});

describe("what is printed in matrix form reads back", () => {
  for (const [name, options] of kinds)
    it(`to the same function: ${name}`, () => {
      let found = 0;
      fc.assert(
        fc.property(randomModel({ ...options, kinks: true }), (model) => {
          const { root, axes } = model;
          const naming = makeNaming({ tensors: [...tensorDims([root]).keys()], reserved });
          const text = toMatrix(root, axes, naming);
          if (text === undefined) return;
          found++;
          expect(distance(readBack("result", text, root, axes), root, model)).toBeLessThan(1e-9);
        }),
        { seed: 7, numRuns: 800 },
      );
      expect(found).toBeGreaterThan(25);
    });
});

describe("a contraction printed in matrix form reads back to the same function", () => {
  const size = affineConst(3);
  const letters = ["a", "b", "p", "q", "r"].map((name) => namedIndex(name, size));
  const heads = ["x", "y", "z"];
  const matrices = ["A", "B", "C"];
  const slot = fc.nat({ max: letters.length - 1 });
  const vector = fc
    .tuple(fc.constantFrom(...heads), slot, fc.nat({ max: 5 }))
    .map(([name, at, wrap]): Expr => {
      const e = entry(name, [letters[at]!]);
      return wrap === 0
        ? unary("tanh", e)
        : wrap === 1
          ? sub(one, e)
          : wrap === 2
            ? iverson(">", e, zero)
            : e;
    });
  const matrix = fc
    .tuple(fc.constantFrom(...matrices), slot, slot, fc.nat({ max: 5 }))
    .map(([name, i, j, wrap]): Expr => {
      const e = entry(name, [letters[i]!, letters[j]!]);
      return wrap === 0
        ? sum(e, entry("D", [letters[j]!, letters[i]!]))
        : wrap === 1
          ? pow(e, constant(2))
          : e;
    });
  const bracket = fc.constant(delta(affineOf(letters[0]!), affineOf(letters[1]!)));
  const factors = fc.array(fc.oneof({ arbitrary: vector, weight: 4 }, { arbitrary: matrix, weight: 5 }, { arbitrary: bracket, weight: 1 }), { minLength: 1, maxLength: 5 }); // prettier-ignore

  it("for one sum of products", () => {
    let found = 0;
    fc.assert(
      fc.property(fc.array(factors, { minLength: 1, maxLength: 2 }), fc.nat({ max: 2 }), (terms, rank) => {
        const outputs = letters.slice(0, rank);
        const root = add(terms.map((term) => {
          const bound = letters.slice(rank).filter((index) => term.some((e) => e.free.includes(index)));
          return { coef: rational(-2), expr: sumOver(bound, mul(...term)) };
        })); // prettier-ignore
        const axes = outputs.filter((index) => root.free.includes(index));
        const names = [...heads, ...matrices, "D"];
        const text = toMatrix(root, axes, makeNaming({ tensors: names, reserved }));
        if (text === undefined) return;
        found++;
        const { point } = samplePoint([root], { seed: 1 });
        const model = { root, axes, point, variables: [] };
        expect(distance(readBack("result", text, root, axes), root, model), text).toBeLessThan(1e-9);
      }),
      { seed: 9, numRuns: 3000 },
    );
    expect(found).toBeGreaterThan(1000);
  });
});

/** Names for some of the parts of an expression, as a user might have given them. */
function named(root: Expr, picks: readonly number[]): readonly NamedValue[] {
  // x[i+1] stands inside its axis only together with the bracket or the choice around it.
  const isShifted = (e: Expr): boolean => e.kind === "tensor" && e.slots.some((slot) => slot.constant !== 0);
  const parts = postorder([root]).filter((e) => e.height > 0 && e !== root && !some(e, isShifted));
  const chosen = new Set(parts.length === 0 ? [] : picks.map((pick) => parts[pick % parts.length]!));
  return [...chosen]
    .sort((a, b) => a.height - b.height)
    .map((part, k) => {
      const { abstraction } = abstract(part);
      const params = abstraction.params.map((param, at) => namedIndex("cdefg"[at]!, param.size));
      return { name: `d${k}`, params, value: rename(abstraction.body, abstraction.params, params) };
    });
}

const leftOf = ({ name, params }: NamedValue): string => left(params).replace("result", name);

describe("what is printed with the user's names reads back to the same function", () => {
  for (const [name, options] of kinds)
    it(name, () => {
      let used = 0;
      const picks = fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 5 });
      fc.assert(
        fc.property(randomModel(options), picks, (model, numbers) => {
          const { root, axes } = model;
          const definitions = named(root, numbers);
          const naming = makeNaming({ tensors: [...tensorDims([root]).keys()], reserved, definitions });
          const lines = definitions.map(
            (d) => `${leftOf(d)} = ${toText(d.value, naming.before(d.name), d.params)}`,
          );
          const text = toText(root, naming, axes);
          if (/\bd\d\b/.test(text)) used++;
          const read = readBack(left(axes), text, root, axes, lines.join("\n"));
          expect(read === root ? 0 : distance(read, root, model)).toBeLessThan(1e-9);
          const matrix = toMatrix(root, axes, naming);
          if (matrix === undefined) return;
          const again = readBack("result", matrix, root, axes, lines.join("\n"));
          expect(distance(again, root, model)).toBeLessThan(1e-9);
        }),
        { seed: 8, numRuns: 200 },
      );
      expect(used).toBeGreaterThan(100);
    });
});
