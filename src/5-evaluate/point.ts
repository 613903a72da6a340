import { affineOf, evaluateAffine, sizeSymbol, type Affine, type SizeSymbol } from "../core/affine.ts";
import type { Expr } from "../core/expr.ts";
import { postorder } from "../core/walk.ts";
import type { Arithmetic } from "./arithmetic.ts";
import { EvaluationError } from "./failure.ts";
import type { Meter } from "./meter.ts";

/** A dense tensor, row-major. A scalar has shape [] and one value. */
export interface Dense<T = number> {
  readonly shape: readonly number[];
  readonly values: ArrayLike<T>;
}

/** Data for the tensors and the sizes of a model. Sizes that the data tells need not be given. */
export interface Point<T = number> {
  readonly tensors: ReadonlyMap<string, Dense<T>>;
  readonly sizes: ReadonlyMap<string, number>;
  /** What evaluations here draw on, where they are bounded. */
  readonly meter?: Meter;
}

export type Nested = number | readonly Nested[];

export const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/**
 * Nested arrays as one dense tensor.
 * @param shape needed only where a size is 0: [] alone does not tell whether it is 0, 0×3 or 3×0
 * @error TypeError where the nesting is ragged.
 */
export function dense(nested: Nested, shape?: readonly number[]): Dense {
  const found: number[] = [];
  for (let at = nested; typeof at !== "number"; at = at[0]!) {
    found.push(at.length);
    if (at.length === 0) break;
  }
  const values: number[] = [];
  const collect = (part: Nested, depth: number): void => {
    if (typeof part === "number") {
      if (depth !== found.length) throw new TypeError("the nested arrays are ragged");
      values.push(part);
    } else {
      if (part.length !== found[depth]) throw new TypeError("the nested arrays are ragged");
      for (const item of part) collect(item, depth + 1);
    }
  };
  collect(nested, 0);
  return { shape: shape ?? found, values: Float64Array.from(values) };
}

/** The dense tensor as nested arrays. */
export function nested({ shape, values }: Dense): Nested {
  const build = (depth: number, offset: number): Nested => {
    if (depth === shape.length) return values[offset]!;
    const stride = product(shape.slice(depth + 1));
    return Array.from({ length: shape[depth]! }, (_, k) => build(depth + 1, offset + k * stride));
  };
  return build(0, 0);
}

/** A point from plain records, such as a data file holds. */
export const point = (
  tensors: Readonly<Record<string, Nested | Dense>>,
  sizes: Readonly<Record<string, number>> = {},
): Point => ({
  tensors: new Map(
    Object.entries(tensors).map(([name, value]) => [
      name,
      typeof value === "object" && "values" in value && "shape" in value ? value : dense(value),
    ]),
  ),
  sizes: new Map(Object.entries(sizes)),
});

/** The same data in another arithmetic. */
export const lift = <T>(at: Point, { number }: Arithmetic<T>): Point<T> => ({
  sizes: at.sizes,
  tensors: new Map(
    [...at.tensors].map(([name, { shape, values }]) => [name, { shape, values: Array.from(values, number) }]),
  ),
});

/** The declared axes of every tensor that occurs below the roots. */
export function tensorDims(roots: Iterable<Expr>): ReadonlyMap<string, readonly Affine[]> {
  const dims = new Map<string, readonly Affine[]>();
  for (const e of postorder(roots)) if (e.kind === "tensor") dims.set(e.name, e.dims);
  return dims;
}

/** The only size symbol in form, with its coefficient, where the others are known. */
function soleUnknown(
  form: Affine,
  known: ReadonlyMap<string, number>,
): { readonly symbol: SizeSymbol; readonly coef: number } | undefined {
  const unknown = form.terms.flatMap(({ atom, coef }) =>
    atom.kind === "size" && !known.has(atom.name) ? [{ symbol: atom, coef }] : [],
  );
  return unknown.length === 1 ? unknown[0] : undefined;
}

/**
 * The size symbols at a point: those given, and those that the shapes of the data determine.
 * @error EvaluationError wrong-shape, where data and declaration contradict each other.
 */
export function sizesAt<T>(
  dims: ReadonlyMap<string, readonly Affine[]>,
  at: Point<T>,
): ReadonlyMap<string, number> {
  const known = new Map(at.sizes);
  const valueOf = (form: Affine): number | undefined =>
    evaluateAffine(form, (atom) => (atom.kind === "size" ? known.get(atom.name) : undefined));
  const declared = [...dims].flatMap(([name, axes]) => {
    const data = at.tensors.get(name);
    return data === undefined ? [] : [{ name, axes, shape: data.shape, length: data.values.length }];
  });
  for (let before = -1; before !== known.size;) {
    before = known.size;
    for (const { axes, shape } of declared) {
      for (const [k, form] of axes.entries()) {
        const unknown = soleUnknown(form, known);
        if (unknown === undefined || shape[k] === undefined) continue;
        const rest = evaluateAffine(form, (atom) =>
          atom === unknown.symbol ? 0 : atom.kind === "size" ? known.get(atom.name) : undefined,
        );
        if (rest !== undefined && Number.isInteger((shape[k] - rest) / unknown.coef))
          known.set(unknown.symbol.name, (shape[k] - rest) / unknown.coef);
      }
    }
  }
  for (const { name, axes, shape, length } of declared) {
    const fits = axes.length === shape.length && axes.every((form, k) => valueOf(form) === shape[k]);
    if (fits && length === product(shape)) continue;
    const sizes = axes.map((form) => {
      const value = valueOf(form);
      return value === undefined || form.terms.length === 0 ? form.key : `${form.key} = ${value}`;
    });
    const expected = axes.length === 0 ? "a scalar" : `[${sizes.join(", ")}]`;
    throw new EvaluationError({ kind: "wrong-shape", name, expected, found: fits ? [length] : shape });
  }
  return known;
}

/**
 * The point with the sizes that the data of `roots` determine: for evaluating expressions, such as the
 * derivative 1 of a sum, whose axes are not those of any tensor in them.
 * @error EvaluationError wrong-shape
 */
export const withSizes = <T>(roots: Iterable<Expr>, at: Point<T>): Point<T> => ({
  ...at,
  sizes: sizesAt(tensorDims(roots), at),
});

/**
 * The length of an axis.
 * @error EvaluationError unknown-size, negative-size.
 */
export function lengthOf(form: Affine, sizes: ReadonlyMap<string, number>): number {
  const value = evaluateAffine(form, (atom) => {
    const size = sizes.get(atom.name);
    if (size === undefined) throw new EvaluationError({ kind: "unknown-size", name: atom.name });
    return size;
  })!;
  if (value < 0) throw new EvaluationError({ kind: "negative-size", size: form.key, value });
  return value;
}

/** The shape of declared axes at the given sizes. */
export const shapeOf = (axes: readonly Affine[], sizes: ReadonlyMap<string, number>): number[] =>
  axes.map((form) => lengthOf(form, sizes));

/** The form of a size symbol, for building expressions with symbolic sizes. */
export const symbolicSize = (name: string): Affine => affineOf(sizeSymbol(name));
