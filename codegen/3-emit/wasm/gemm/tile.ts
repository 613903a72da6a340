import type { Body, Callable, Local } from "../body.ts";
import { constant } from "../constants.ts";
import { extract } from "../lanes.ts";
import { type Address, load, loadSplat } from "../memory.ts";
import type { Module } from "../module.ts";
import { op } from "../operations.ts";
import type { Value } from "../types.ts";
import type { Floats } from "../vector/algebra.ts";
import { laneCount, laneSize, panelWidth, type TileShape } from "./shape.ts";

const i32 = (x: number): Value<"i32"> => constant("i32", x);
const add = (a: Value<"i32">, b: Value<"i32">): Value<"i32"> => op("i32.add", a, b);

/** Which tile: as many rows as stated, of A or of Aᵀ, all columns of the panel or the first so many only. */
export interface TileKind {
  readonly rows: number;
  readonly transposed: boolean;
  readonly partial: boolean;
}

/** a, aStep, b, bEnd, c, cStep, columns; addresses and steps in bytes. */
export type TileParameters = readonly ["i32", "i32", "i32", "i32", "i32", "i32", "i32"];

/**
 * tile(a, aStep, b, bEnd, c, cStep, columns) adds the product of `rows` rows of A and a packed panel to a tile of
 * C. The sums are formed from zero in the order of the inner index, then added to C once; so a number of the
 * result does not depend on the tile it stands in. aStep leads from row to row of A, or of Aᵀ, as it is stored.
 */
export function defineTile<F extends Floats>(
  module: Module,
  shape: TileShape<F>,
  kind: TileKind,
): Callable<TileParameters, undefined> {
  const { of, vectors, unroll } = shape;
  const step = panelWidth(shape) * laneSize(of.type);
  const params = ["i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const;
  return module.procedure({ params }, (body, a, aStep, b, bEnd, c, cStep, columns) => {
    const left = kind.transposed
      ? columnsOf(body, of.type, a, aStep)
      : rowsOf(body, of.type, a, aStep, kind.rows);
    const sums = Array.from({ length: kind.rows }, () =>
      Array.from({ length: vectors }, () => body.local<F>(of.type)),
    );
    const turn = (steps: number): void => {
      for (let u = 0; u < steps; u++) {
        const right = Array.from({ length: vectors }, (_, v) =>
          body.keep(load(of.type, { base: b, offset: u * step + 16 * v })),
        );
        for (const [r, row] of sums.entries()) {
          const number = body.keep(loadSplat(of.type, left.address(r, u)));
          for (const [v, sum] of row.entries()) body.set(sum, of.madd(number, right[v]!, sum));
        }
        left.stepped(u);
      }
      left.advance(steps);
      body.set(b, add(b, i32(steps * step)));
    };
    if (unroll > 1) {
      const last = body.keep(op("i32.sub", bEnd, i32((unroll - 1) * step)));
      body.if(op("i32.gt_s", last, b), () => body.while(op("i32.lt_u", b, last), () => turn(unroll)));
    }
    body.while(op("i32.lt_u", b, bEnd), () => turn(1));
    for (const [r, row] of sums.entries()) {
      if (r > 0) body.set(c, add(c, cStep));
      addToRow(body, shape, row, c, kind.partial ? columns : undefined);
    }
  });
}

/** How the numbers of the left operand are reached, step by step of the inner index. */
interface Left {
  readonly address: (row: number, u: number) => Address;
  /** After a step within a turn of the loop, and after the turn. */
  readonly stepped: (u: number) => void;
  readonly advance: (steps: number) => void;
}

/** Rows of A: a pointer each. */
function rowsOf(body: Body, type: Floats, a: Local<"i32">, aStep: Local<"i32">, rows: number): Left {
  const pointers = [a];
  for (let r = 1; r < rows; r++) pointers.push(body.keep(add(pointers[r - 1]!, aStep)));
  const size = laneSize(type);
  return {
    address: (r, u) => ({ base: pointers[r]!, offset: u * size }),
    stepped: () => undefined,
    advance: (steps) => {
      for (const pointer of pointers) body.set(pointer, add(pointer, i32(steps * size)));
    },
  };
}

/** Columns of the stored matrix, of which Aᵀ is read: the numbers of a step stand side by side. */
function columnsOf(body: Body, type: Floats, a: Local<"i32">, aStep: Local<"i32">): Left {
  return {
    address: (r) => ({ base: a, offset: r * laneSize(type) }),
    stepped: () => body.set(a, add(a, aStep)),
    advance: () => undefined,
  };
}

/** C += sums in one row: all columns, or the first `columns`. */
function addToRow<F extends Floats>(
  body: Body,
  { of }: TileShape<F>,
  sums: readonly Local<F>[],
  c: Local<"i32">,
  columns: Local<"i32"> | undefined,
): void {
  const lanes = laneCount(of.type);
  for (const [v, sum] of sums.entries()) {
    const whole = (): void => {
      const address = { base: c, offset: 16 * v };
      body.store(address, of.add(load(of.type, address), sum));
    };
    if (columns === undefined) {
      whole();
      continue;
    }
    const each = (): void => {
      for (let lane = 0; lane < lanes; lane++)
        body.if(op("i32.gt_u", columns, i32(v * lanes + lane)), () => addLane(body, c, sum, v, lane));
    };
    body.if(op("i32.ge_u", columns, i32((v + 1) * lanes)), whole, each);
  }
}

function addLane(body: Body, c: Local<"i32">, sum: Local<Floats>, v: number, lane: number): void {
  const address = { base: c, offset: 16 * v + lane * laneSize(sum.type) };
  if (sum.type === "f32x4")
    body.store(
      address,
      op("f32.add", load("f32", address), extract<"f32x4">({ ...sum, type: "f32x4" }, lane)),
    );
  else
    body.store(
      address,
      op("f64.add", load("f64", address), extract<"f64x2">({ ...sum, type: "f64x2" }, lane)),
    );
}
