import type { Precision } from "../request.ts";
import { constant } from "./constants.ts";
import { load, loadSplat, type Address } from "./memory.ts";
import { op } from "./operations.ts";
import type { Value, ValueType } from "./types.ts";
import { doubles, singles, type Algebra, type Floats } from "./vector/algebra.ts";

/** The numbers a kernel computes with: one at a time, or as many as fit a vector. */
export interface NumberFormat {
  readonly precision: Precision;
  readonly scalar: "f64" | "f32";
  readonly vector: Floats;
  /** The type of the result of a comparison of vectors. */
  readonly mask: "i64x2" | "i32x4";
  readonly lanes: 2 | 4;
  /** Bytes of one number. */
  readonly size: 8 | 4;
  /** Whether a·b + c of vectors is one operation. */
  readonly fused: boolean;
}

const formats: { readonly [P in Precision]: Omit<NumberFormat, "fused"> } = {
  f64: { precision: "f64", scalar: "f64", vector: "f64x2", mask: "i64x2", lanes: 2, size: 8 },
  f32: { precision: "f32", scalar: "f32", vector: "f32x4", mask: "i32x4", lanes: 4, size: 4 },
};

export const numberFormat = (precision: Precision, fused: boolean): NumberFormat => ({
  ...formats[precision],
  fused,
});

/** The vector operations of the format; code that does not look at the lanes is written once for both kinds. */
export const algebraOf = ({ vector, fused }: NumberFormat): Algebra<Floats> =>
  (vector === "f64x2" ? doubles(fused) : singles(fused)) as unknown as Algebra<Floats>;

export const i32 = (value: number): Value<"i32"> => constant("i32", value);

export const plus = (a: Value<"i32">, b: Value<"i32"> | number): Value<"i32"> =>
  b === 0 ? a : op("i32.add", a, typeof b === "number" ? i32(b) : b);

export const times = (a: Value<"i32">, b: number): Value<"i32"> => (b === 1 ? a : op("i32.mul", a, i32(b)));

export const numberIn = ({ scalar }: NumberFormat, value: number): Value<ValueType> =>
  constant(scalar, value);

export const vectorIn = ({ vector }: NumberFormat, value: number): Value<ValueType> =>
  constant(vector, value);

export const loadNumber = ({ scalar }: NumberFormat, address: Address): Value<ValueType> =>
  load(scalar, address);

export const loadVector = ({ vector }: NumberFormat, address: Address): Value<ValueType> =>
  load(vector, address);

/** One number in all lanes. */
export const loadEverywhere = ({ vector }: NumberFormat, address: Address): Value<ValueType> =>
  loadSplat(vector, address);
