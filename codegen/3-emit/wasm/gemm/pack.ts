import type { Body, Callable, Local } from "../body.ts";
import { constant } from "../constants.ts";
import { load } from "../memory.ts";
import type { Module } from "../module.ts";
import { op } from "../operations.ts";
import type { Value } from "../types.ts";
import type { Floats } from "../vector/algebra.ts";
import { laneSize, panelWidth, type TileShape } from "./shape.ts";

const i32 = (x: number): Value<"i32"> => constant("i32", x);
const add = (a: Value<"i32">, b: Value<"i32">): Value<"i32"> => op("i32.add", a, b);
const mul = (a: Value<"i32">, b: Value<"i32">): Value<"i32"> => op("i32.mul", a, b);

/** The parameters of `pack`: source, bytes from row to row and from column to column, k rows, n columns, target. */
export type PackParameters = readonly ["i32", "i32", "i32", "i32", "i32", "i32"];

/**
 * pack(from, rowStep, columnStep, k, n, to) writes a k × n matrix in panels of `panelWidth` columns, each row by
 * row, the missing columns of the last panel as zeros. With the steps exchanged it packs the transposed matrix.
 */
export function definePack<F extends Floats>(
  module: Module,
  shape: TileShape<F>,
  exported?: string,
): Callable<PackParameters, undefined> {
  const { type } = shape.of;
  const size = laneSize(type);
  const width = panelWidth(shape);
  const params = ["i32", "i32", "i32", "i32", "i32", "i32"] as const;
  const name = exported === undefined ? {} : { exported };
  return module.procedure({ params, ...name }, (body, from, rowStep, columnStep, k, n, to) => {
    const left = body.local("i32", n);
    const column = body.local("i32", from);
    const target = body.local("i32", to);
    body.while(left, () => {
      const row = body.local("i32", column);
      const end = body.keep(add(target, mul(k, i32(width * size))));
      const isWhole = op("i32.ge_u", left, i32(width));
      const eachRow = (copy: () => void): void => {
        body.while(op("i32.lt_u", target, end), () => {
          copy();
          body.set(row, add(row, rowStep));
          body.set(target, add(target, i32(width * size)));
        });
      };
      body.if(
        op("i32.and", isWhole, op("i32.eq", columnStep, i32(size))),
        () => eachRow(() => copyVectors(body, shape, row, target)),
        () => eachRow(() => copyNumbers(body, shape, row, columnStep, left, target)),
      );
      body.set(column, add(column, mul(columnStep, i32(width))));
      body.set(left, op("i32.select", op("i32.sub", left, i32(width)), i32(0), isWhole));
    });
  });
}

function copyVectors<F extends Floats>(
  body: Body,
  { of, vectors }: TileShape<F>,
  from: Local<"i32">,
  to: Local<"i32">,
): void {
  for (let v = 0; v < vectors; v++)
    body.store({ base: to, offset: 16 * v }, load(of.type, { base: from, offset: 16 * v }));
}

function copyNumbers<F extends Floats>(
  body: Body,
  shape: TileShape<F>,
  row: Local<"i32">,
  columnStep: Local<"i32">,
  left: Local<"i32">,
  to: Local<"i32">,
): void {
  const single = shape.of.type === "f32x4";
  const size = laneSize(shape.of.type);
  const zero = single ? constant("f32", 0) : constant("f64", 0);
  const at = body.local("i32", row);
  for (let c = 0; c < panelWidth(shape); c++) {
    const offset = c * size;
    const number = single ? load("f32", { base: at }) : load("f64", { base: at });
    const copy = (): void => body.store({ base: to, offset }, number);
    if (c === 0) copy();
    else body.if(op("i32.gt_u", left, i32(c)), copy, () => body.store({ base: to, offset }, zero));
    body.set(at, add(at, columnStep));
  }
}
