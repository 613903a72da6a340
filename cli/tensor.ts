import { Failure, type Place } from "./failure.ts";
import type { Json } from "./json.ts";

/** What a model declares of one tensor, as far as its data are concerned. */
export interface Declared {
  readonly name: string;
  /** An axis is a number, or the name of a size that the data fix. */
  readonly shape: readonly Size[];
  /** The size of the axis that the entries are indices into. */
  readonly indexInto?: Size;
  /** False where the model itself gives a value. */
  readonly needed: boolean;
}

export type Size = number | string;

/** A tensor of numbers, row by row. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

const nonFinite = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);

/**
 * Reads the value of one tensor. A size that is still open is taken from the value.
 *
 * @param sizes the sizes known so far
 * @param locate turns a JSON value into a place to point at
 * @error E1006 another shape · E1007 not a number · E1009 a ragged array · E1010 not an index
 */
export function readTensor(
  declared: Declared,
  json: Json,
  sizes: ReadonlyMap<string, number>,
  locate: (json: Json) => Place,
): Tensor {
  const { name } = declared;
  const known = declared.shape.map((size) => (typeof size === "string" ? (sizes.get(size) ?? size) : size));
  const seen = shapeOf(json);
  // [] shows nothing of the axes inside it: it stands for [0, 3] as well as for [0].
  const found = seen.at(-1) === 0 ? [...seen, ...known.slice(seen.length)] : seen;
  const shape = found.map((size) => (typeof size === "string" ? 0 : size));
  const fits =
    shape.length === known.length && known.every((size, k) => typeof size === "string" || size === shape[k]);
  if (!fits) {
    const values = { name, found: shapeText(seen), expected: shapeText(known), example: exampleOf(known) };
    throw new Failure("E1006", values, locate(json));
  }
  const bound = declared.indexInto;
  const limit = typeof bound === "string" ? sizes.get(bound) : bound;

  function* entries(here: Json, path: readonly number[]): Iterable<number> {
    const called = path.length > 0 ? `${name}[${path.join(", ")}]` : name;
    const wrong = (): Failure => new Failure("E1007", { found: describe(here), path: called }, locate(here));
    if (path.length === shape.length) {
      const value = numberOf(here);
      if (value === undefined) throw wrong();
      if (limit !== undefined && !(Number.isInteger(value) && value >= 1 && value <= limit)) {
        throw new Failure("E1010", { path: called, found: String(value), name, size: limit }, locate(here));
      }
      yield value;
      return;
    }
    if (here.kind !== "array") throw wrong();
    const expected = shape[path.length]!;
    if (here.items.length !== expected) {
      const values = { path: called, found: here.items.length, expected, name, shape: shapeText(known) };
      throw new Failure("E1009", values, locate(here));
    }
    for (const [k, item] of here.items.entries()) yield* entries(item, [...path, k + 1]);
  }

  return { shape, values: Float64Array.from(entries(json, [])) };
}

/** The shape that the first entries show; whether all rows agree is seen when they are read. */
function shapeOf(json: Json): readonly number[] {
  const shape: number[] = [];
  for (let inner: Json | undefined = json; inner?.kind === "array"; inner = inner.items[0]) {
    shape.push(inner.items.length);
  }
  return shape;
}

function numberOf(json: Json): number | undefined {
  if (json.kind === "number") return json.value;
  return json.kind === "string" ? nonFinite.get(json.value) : undefined;
}

export const shapeText = (shape: readonly Size[]): string => `[${shape.join(", ")}]`;

/** A value of the shape, to show how it is written: short, with … where it goes on. */
export function exampleOf(shape: readonly Size[]): string {
  const [size, ...rest] = shape;
  if (size === undefined) return "0.5";
  const entry = exampleOf(rest);
  return typeof size === "number" && size <= 3 ? shapeText(Array<string>(size).fill(entry)) : `[${entry}, …]`;
}

/** A value as a complaint calls it: short, and never more than a line. */
export function describe(json: Json): string {
  if (json.kind === "number") return String(json.value);
  if (json.kind === "array") return "[…]";
  if (json.kind === "object") return "{…}";
  if (json.kind !== "string") return json.kind;
  return JSON.stringify(json.value.length > 20 ? `${json.value.slice(0, 20)}…` : json.value);
}
