import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readModel } from "../../src/2-elaborate/elaborate.ts";
import { evaluate } from "../../src/5-evaluate/evaluate.ts";
import { tensorDims } from "../../src/5-evaluate/point.ts";
import { makeNaming } from "../../src/6-explain/naming.ts";
import { toMatrix, toText } from "../../src/6-explain/print.ts";
import type { NamedValue } from "../../src/3-differentiate/names.ts";
import { abstract, rename } from "../../src/core/bind.ts";
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
        { seed: 7, numRuns: 200 },
      );
      expect(found).toBeGreaterThan(10);
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
