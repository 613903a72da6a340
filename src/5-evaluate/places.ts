import { evaluateAffine, type Affine } from "../core/affine.ts";
import type { Expr, MatrixExpr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import { children } from "../core/walk.ts";
import { EvaluationError, Undefined } from "./failure.ts";
import { product } from "./point.ts";

/** An intermediate with more entries is refused rather than left to exhaust the memory. */
const MAX_ENTRIES = 1 << 26;

/** What is known of a point without its numbers. */
export interface Extent {
  readonly lengths: (index: Index) => number;
  readonly sizes: ReadonlyMap<string, number>;
  /** @error EvaluationError missing-tensor */
  readonly shapeOf: (name: string) => readonly number[];
}

/**
 * Where the entries of a node come from, row-major over its free indices: offsets into the tables of its children,
 * or into the data of a tensor; of a position, the values themselves. They depend on sizes alone.
 */
export type Places =
  | { readonly kind: "number" }
  | { readonly kind: "positions"; readonly values: readonly number[] }
  | { readonly kind: "data"; readonly offsets: readonly (number | Undefined)[] }
  | { readonly kind: "children"; readonly count: number; readonly offsets: readonly Int32Array[] }
  /** `length` entries of the body, next to each other in `offsets`, make one of the reduction. */
  | { readonly kind: "body"; readonly count: number; readonly length: number; readonly offsets: Int32Array }
  /** The matrices, row by row and one after the other, in the table of the body; `picks` from all their values. */
  | {
      readonly kind: "matrix";
      readonly size: number;
      readonly offsets: Int32Array;
      readonly picks: readonly (number | Undefined)[];
    };

function totalOf(lengths: readonly number[]): number {
  const total = product(lengths);
  if (total > MAX_ENTRIES)
    throw new EvaluationError({ kind: "too-large", entries: total, limit: MAX_ENTRIES });
  return total;
}

/** Runs through all values of indices of the given lengths, row-major, counted from 1. */
function forEach(lengths: readonly number[], visit: (values: readonly number[]) => void): void {
  const total = totalOf(lengths);
  const values = lengths.map(() => 1);
  for (let step = 0; step < total; step++) {
    visit(values);
    for (let k = lengths.length - 1; k >= 0; k--) {
      if (values[k]! < lengths[k]!) {
        values[k]!++;
        break;
      }
      values[k] = 1;
    }
  }
}

/** For all values of `indices`, row-major, the offset into a table over `free`. */
export function offsetsInto(
  free: readonly Index[],
  indices: readonly Index[],
  length: (index: Index) => number,
): Int32Array {
  const lengths = indices.map(length);
  const own = free.map(length);
  const strides = indices.map((index) => {
    const k = free.indexOf(index);
    return k < 0 ? 0 : product(own.slice(k + 1));
  });
  const offsets = new Int32Array(totalOf(lengths));
  const counter = lengths.map(() => 0);
  let offset = 0;
  for (let step = 0; step < offsets.length; step++) {
    offsets[step] = offset;
    for (let k = lengths.length - 1; k >= 0; k--) {
      offset += strides[k]!;
      counter[k]!++;
      if (counter[k]! < lengths[k]!) break;
      offset -= strides[k]! * lengths[k]!;
      counter[k] = 0;
    }
  }
  return offsets;
}

const formValue =
  (indices: readonly Index[], { sizes }: Extent) =>
  (form: Affine, values: readonly number[]): number =>
    evaluateAffine(form, (atom) => {
      if (atom.kind === "index") return values[indices.indexOf(atom)];
      const size = sizes.get(atom.name);
      if (size === undefined) throw new EvaluationError({ kind: "unknown-size", name: atom.name });
      return size;
    })!;

/** The places of a tensor's entries in its data. */
function dataPlaces(e: Extract<Expr, { kind: "tensor" }>, extent: Extent): Places {
  const shape = extent.shapeOf(e.name);
  const value = formValue(e.free, extent);
  const offsets: (number | Undefined)[] = [];
  forEach(e.free.map(extent.lengths), (values) => {
    let offset = 0;
    for (const [k, slot] of e.slots.entries()) {
      const length = shape[k]!;
      const position = value(slot, values);
      if (position < 1 || position > length) {
        offsets.push(
          new Undefined({ kind: "out-of-range", name: e.name, slot: k + 1, value: position, length }),
        );
        return;
      }
      offset = offset * length + position - 1;
    }
    offsets.push(offset);
  });
  return { kind: "data", offsets };
}

/** A matrix for each value of the outer indices; which entry of which inverse, or which number, every entry is. */
function matrixPlaces(e: MatrixExpr, extent: Extent): Places {
  const { lengths } = extent;
  const outer = e.body.free.filter((index) => !e.indices.includes(index));
  const size = lengths(e.indices[0]);
  const value = formValue(e.free, extent);
  const picks: (number | Undefined)[] = [];
  forEach(e.free.map(lengths), (values) => {
    let pick: number | Undefined = outer.reduce(
      (block, index) => block * lengths(index) + values[e.free.indexOf(index)]! - 1,
      0,
    );
    for (const [k, slot] of e.slots.entries()) {
      const position = value(slot, values);
      const outside = position < 1 || position > size;
      if (outside) pick = new Undefined({ kind: "out-of-range", name: e.op, slot: k + 1, value: position, length: size }); // prettier-ignore
      if (!(pick instanceof Undefined)) pick = pick * size + position - 1;
    }
    picks.push(pick);
  });
  return {
    kind: "matrix",
    size,
    offsets: offsetsInto(e.body.free, [...outer, ...e.indices], lengths),
    picks,
  };
}

/** @error EvaluationError where data is missing, a size is unknown, or the node has too many entries */
export function placesOf(e: Expr, extent: Extent): Places {
  const { lengths } = extent;
  switch (e.kind) {
    case "const":
    case "real":
      return { kind: "number" };
    case "affine": {
      const values: number[] = [];
      const value = formValue(e.free, extent);
      forEach(e.free.map(lengths), (position) => values.push(value(e.form, position)));
      return { kind: "positions", values };
    }
    case "tensor":
      return dataPlaces(e, extent);
    case "matrix":
      return matrixPlaces(e, extent);
    case "reduce":
      return {
        kind: "body",
        count: product(e.free.map(lengths)),
        length: product(e.indices.map(lengths)),
        offsets: offsetsInto(e.body.free, [...e.free, ...e.indices], lengths),
      };
    case "iverson":
    case "add":
    case "mul":
    case "pow":
    case "unary":
    case "binary":
    case "select":
      return {
        kind: "children",
        count: totalOf(e.free.map(lengths)),
        offsets: children(e).map(({ free }) => offsetsInto(free, e.free, lengths)),
      };
  }
}
