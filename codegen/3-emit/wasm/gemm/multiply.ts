import type { Callable } from "../body.ts";
import { constant } from "../constants.ts";
import type { Module } from "../module.ts";
import { op } from "../operations.ts";
import type { Value } from "../types.ts";
import type { Floats } from "../vector/algebra.ts";
import { definePack, type PackParameters } from "./pack.ts";
import { laneSize, panelWidth, type TileShape } from "./shape.ts";
import { defineTile } from "./tile.ts";

const i32 = (x: number): Value<"i32"> => constant("i32", x);
const add = (a: Value<"i32">, b: Value<"i32">): Value<"i32"> => op("i32.add", a, b);
const mul = (a: Value<"i32">, b: Value<"i32">): Value<"i32"> => op("i32.mul", a, b);

/** m, n, k, a, aStep, packed, c, cStep; addresses and steps from row to row in bytes. */
export type MultiplyParameters = readonly ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"];

/** m, n, k, a, aStep, b, bStep, c, cStep, workspace. */
export type ProductParameters = readonly [
  "i32",
  "i32",
  "i32",
  "i32",
  "i32",
  "i32",
  "i32",
  "i32",
  "i32",
  "i32",
];

const multiplyParameters = ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const;
const productParameters = [...multiplyParameters, "i32", "i32"] as const;

/** The inner index is split in blocks of at most so many steps, so that a panel stays in the first cache. */
const BLOCK = 1024;

/**
 * multiply(m, n, k, a, aStep, packed, c, cStep): C += A·B, or Aᵀ·B, for C of m × n and B of k × n, packed. Any
 * sizes, zero included; C must not overlap the operands. Panel by panel, within it tile by tile.
 */
export function defineMultiply<F extends Floats>(
  module: Module,
  shape: TileShape<F>,
  transposed: boolean,
  exported?: string,
): Callable<MultiplyParameters, undefined> {
  const tiles = Array.from({ length: shape.rows }, (_, r) => ({
    rows: r + 1,
    whole: defineTile(module, shape, { rows: r + 1, transposed, partial: false }),
    partial: defineTile(module, shape, { rows: r + 1, transposed, partial: true }),
  }));
  const size = laneSize(shape.of.type);
  const width = panelWidth(shape);
  const name = exported === undefined ? {} : { exported };
  return module.procedure(
    { params: multiplyParameters, ...name },
    (body, m, n, k, a, aStep, packed, c, cStep) => {
      const done = body.local("i32", i32(0));
      const blocks = body.keep(op("i32.div_u", add(k, i32(BLOCK - 1)), i32(BLOCK)));
      body.while(op("i32.lt_u", done, k), () => {
        // The rest in even parts.
        const length = body.keep(
          op("i32.div_u", op("i32.sub", add(op("i32.sub", k, done), blocks), i32(1)), blocks),
        );
        body.set(blocks, op("i32.sub", blocks, i32(1)));
        const leftStart = body.keep(add(a, mul(done, transposed ? aStep : i32(size))));
        const panel = body.keep(add(packed, mul(done, i32(width * size))));
        const left = body.local("i32", n);
        const target = body.local("i32", c);
        body.while(left, () => {
          const panelEnd = body.keep(add(panel, mul(length, i32(width * size))));
          const isWhole = body.keep(op("i32.ge_u", left, i32(width)));
          const row = body.local("i32", m);
          const from = body.local("i32", leftStart);
          const to = body.local("i32", target);
          const args = [from, aStep, panel, panelEnd, to, cStep, left] as const;
          const run = ({ whole, partial }: (typeof tiles)[number]): void =>
          body.if(isWhole, () => body.call(whole, ...args), () => body.call(partial, ...args)); // prettier-ignore
          const rowStep = transposed ? i32(shape.rows * size) : mul(aStep, i32(shape.rows));
          body.while(op("i32.ge_u", row, i32(shape.rows)), () => {
            run(tiles.at(-1)!);
            body.set(row, op("i32.sub", row, i32(shape.rows)));
            body.set(from, add(from, rowStep));
            body.set(to, add(to, mul(cStep, i32(shape.rows))));
          });
          for (const tile of tiles.slice(0, -1)) body.if(op("i32.eq", row, i32(tile.rows)), () => run(tile));
          body.set(panel, add(panel, mul(k, i32(width * size))));
          body.set(target, add(target, i32(width * size)));
          body.set(left, op("i32.select", op("i32.sub", left, i32(width)), i32(0), isWhole));
        });
        body.set(done, add(done, length));
      });
    },
  );
}

/** Which operand is transposed: C += A·B, Aᵀ·B or A·Bᵀ. A dense layer and its gradients need all three. */
export type Transposition = "none" | "left" | "right";

export interface Gemm {
  readonly pack: Callable<PackParameters, undefined>;
  /** For A and for Aᵀ, with a right operand that is packed already. */
  readonly multiply: { readonly [Left in "none" | "left"]: Callable<MultiplyParameters, undefined> };
}

export const defineGemm = <F extends Floats>(module: Module, shape: TileShape<F>): Gemm => ({
  pack: definePack(module, shape),
  multiply: { none: defineMultiply(module, shape, false), left: defineMultiply(module, shape, true) },
});

/**
 * product(m, n, k, a, aStep, b, bStep, c, cStep, workspace) packs the right operand into the workspace, which has
 * `packedBytes(shape, k, n)`, and multiplies.
 */
export function defineProduct(
  module: Module,
  { pack, multiply }: Gemm,
  type: Floats,
  transposition: Transposition,
  exported?: string,
): Callable<ProductParameters, undefined> {
  const size = i32(laneSize(type));
  const name = exported === undefined ? {} : { exported };
  return module.procedure(
    { params: productParameters, ...name },
    (body, m, n, k, a, aStep, b, bStep, c, cStep, space) => {
      const [rowStep, columnStep] = transposition === "right" ? [size, bStep] : [bStep, size];
      body.call(pack, b, rowStep, columnStep, k, n, space);
      body.call(multiply[transposition === "left" ? "left" : "none"], m, n, k, a, aStep, space, c, cStep);
    },
  );
}
