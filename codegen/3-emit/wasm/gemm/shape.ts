import type { Algebra, Floats } from "../vector/algebra.ts";

/** How a tile of the product is held in registers, and how far its loop is unrolled. */
export interface TileShape<F extends Floats> {
  readonly of: Algebra<F>;
  /** Rows of the left operand: 4 with two vectors leave room in sixteen registers. */
  readonly rows: number;
  /** Vectors of a row of the right operand. */
  readonly vectors: number;
  /** Steps of the inner sum in a turn of the loop. */
  readonly unroll: number;
}

const lanesIn: { readonly [F in Floats]: number } = { f64x2: 2, f32x4: 4 };

export const laneCount = (type: Floats): number => lanesIn[type];
export const laneSize = (type: Floats): number => 16 / lanesIn[type];

/** Columns of a panel of the packed right operand. */
export const panelWidth = <F extends Floats>({ of, vectors }: TileShape<F>): number =>
  vectors * laneCount(of.type);

/** Bytes of the packed form of a right operand of k × n numbers: whole panels, the last filled up with zeros. */
export const packedBytes = <F extends Floats>(shape: TileShape<F>, k: number, n: number): number => {
  const width = panelWidth(shape);
  return Math.ceil(n / width) * width * k * laneSize(shape.of.type);
};
