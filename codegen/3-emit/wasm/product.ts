import type { ArrayDecl, Loop, Offset } from "../../1-lower/value.ts";
import { stepAlong, type MatrixProduct } from "../../2-schedule/product.ts";
import type { Body, Callable, Local } from "./body.ts";
import { addressesFrom, addressTypes, startsIn } from "./frame.ts";
import { algebraOf, i32, plus, times, type NumberFormat } from "./format.ts";
import { defineGemm, type Gemm } from "./gemm/multiply.ts";
import { packedBytes, type TileShape } from "./gemm/shape.ts";
import type { Module } from "./module.ts";
import { op } from "./operations.ts";
import type { Start } from "./pointers.ts";
import type { Workshop } from "./single.ts";
import type { Value, ValueType } from "./types.ts";
import type { Floats } from "./vector/algebra.ts";

/** Tiles of 4 rows by 2 vectors, one step of the sum a turn: the best on V8 11 and close to it on later ones. */
export const tileOf = (format: NumberFormat): TileShape<Floats> => ({
  of: algebraOf(format),
  rows: 4,
  vectors: 2,
  unroll: 1,
});

/** The functions for matrix products of a module, made when the first product asks for them. */
export function gemmOf(module: Module, format: NumberFormat): () => Gemm {
  const made: Gemm[] = [];
  return () => (made[0] ??= defineGemm(module, tileOf(format)));
}

/** A matrix product: its right operand is packed once where it is the same for all samples, else each time. */
export interface ProductFunctions {
  readonly run: Callable<readonly ValueType[], undefined>;
  readonly prepare: Callable<readonly ValueType[], undefined> | undefined;
}

const variesBySample = (at: Offset): boolean => at.terms.some(({ loop }) => loop.runtime !== undefined);

export function defineProduct(shop: Workshop, product: MatrixProduct, rows: boolean): ProductFunctions {
  const { module, format, signature, layout, support } = shop;
  const { m, n, k, left, right, result, transposed } = product;
  const { size } = format;
  const { pack, multiply } = shop.gemm();
  const packed = layout.work.reserve(packedBytes(tileOf(format), k.extent, n.extent));
  const params = addressTypes(signature);
  type Place = (array: ArrayDecl, at: Offset) => Value<"i32">;
  const inside = (
    locals: readonly Local<ValueType>[],
  ): { place: Place; space: Value<"i32">; count: (loop: Loop) => Value<"i32"> } => {
    const addresses = addressesFrom(signature, locals);
    const startOf: (array: ArrayDecl) => Start = startsIn(signature, layout, format, addresses);
    return {
      place: (array, at) => {
        const { base, offset } = startOf(array);
        return plus(base, offset + at.constant * size);
      },
      space: plus(addresses.work, packed),
      count: (loop) => (loop.runtime === "rows" ? (locals.at(-1) as Local<"i32">) : i32(loop.extent)),
    };
  };
  const packing = (body: Body, locals: readonly Local<ValueType>[]): void => {
    const { place, space, count } = inside(locals);
    const [down, across] = [k, n].map((loop) => i32(stepAlong(right.at, loop) * size)) as [
      Value<"i32">,
      Value<"i32">,
    ];
    body.call(pack, place(right.array, right.at), down, across, count(k), count(n), space);
  };
  const isFixed = rows && !variesBySample(right.at);
  const prepare = isFixed
    ? module.procedure({ params }, (body, ...locals) => packing(body, locals))
    : undefined;
  const run = module.procedure(
    { params: [...params, ...(rows ? (["i32"] as const) : [])] },
    (body, ...locals) => {
      if (!isFixed) packing(body, locals);
      const { place, space, count } = inside(locals);
      const to = body.keep(place(result.array, result.at));
      const toStep = stepAlong(result.at, m) * size;
      if (!result.accumulate) body.call(support.zero, to, op("i32.add", to, times(count(m), toStep)));
      const fromStep = i32(stepAlong(left.at, transposed ? k : m) * size);
      const from = place(left.array, left.at);
      body.call(multiply[transposed ? "left" : "none"], count(m), count(n), count(k), from, fromStep, space, to, i32(toStep)); // prettier-ignore
    },
  );
  return { run, prepare };
}
