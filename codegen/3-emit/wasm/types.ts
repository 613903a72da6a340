import type { Bytes } from "./bytes.ts";

/**
 * The types of values. WebAssembly knows one vector type; here the kind of its lanes belongs to the type, so that
 * adding the lanes of doubles as if they were singles does not compile.
 */
export type ScalarType = "i32" | "i64" | "f32" | "f64";
export type VectorType = "i32x4" | "i64x2" | "f32x4" | "f64x2";
export type ValueType = ScalarType | VectorType;

const codes: { readonly [T in ValueType]: number } = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  i32x4: 0x7b,
  i64x2: 0x7b,
  f32x4: 0x7b,
  f64x2: 0x7b,
};

export const codeOf = (type: ValueType): number => codes[type];

/** Bytes of a value in memory. */
export const sizeOf: { readonly [T in ValueType]: number } = {
  i32: 4,
  i64: 8,
  f32: 4,
  f64: 8,
  i32x4: 16,
  i64x2: 16,
  f32x4: 16,
  f64x2: 16,
};

/** The base-two logarithm of the size, the alignment that is promised to the engine. */
export const alignmentOf = (bytes: number): number => Math.log2(bytes);

/** Where the parts of a module ended up, known when its bytes are written. */
export interface Placement {
  readonly functionIndex: (fn: object) => number;
  readonly globalIndex: (global: object) => number;
  readonly localIndex: (local: object) => number;
  /** The blocks that are open, outermost first. */
  readonly open: object[];
}

/** Code that is written when all indices are known. */
export type Code = (out: Bytes, at: Placement) => void;

/**
 * An expression of type T. It is code, not a result: used twice it is computed twice, and a load sees the memory
 * as it is where the statement that contains the value stands. `Body.keep` makes it a local.
 */
export interface Value<T extends ValueType> {
  readonly type: T;
  readonly code: Code;
}

export type Values<Types extends readonly ValueType[]> = { readonly [K in keyof Types]: Value<Types[K]> };
