import type { Code, Value, ValueType } from "./types.ts";

interface Constants {
  readonly i32: number;
  readonly i64: bigint;
  readonly f32: number;
  readonly f64: number;
  readonly i32x4: number;
  readonly i64x2: bigint;
  readonly f32x4: number;
  readonly f64x2: number;
}

const constants: { readonly [T in ValueType]: (value: Constants[T]) => Code } = {
  i32: (value) => (out) => out.byte(0x41).signed(value | 0),
  i64: (value) => (out) => out.byte(0x42).signed(BigInt.asIntN(64, value)),
  f32: (value) => (out) => out.byte(0x43).f32(value),
  f64: (value) => (out) => out.byte(0x44).f64(value),
  i32x4: (value) => (out) => [0, 1, 2, 3].reduce((to) => to.u32(value >>> 0), out.byte(0xfd, 12)),
  i64x2: (value) => (out) => out.byte(0xfd, 12).u64(BigInt.asUintN(64, value)).u64(BigInt.asUintN(64, value)),
  f32x4: (value) => (out) => [0, 1, 2, 3].reduce((to) => to.f32(value), out.byte(0xfd, 12)),
  f64x2: (value) => (out) => out.byte(0xfd, 12).f64(value).f64(value),
};

/** A constant; of a vector, the same in all lanes. */
export const constant = <T extends ValueType>(type: T, value: Constants[T]): Value<T> => ({
  type,
  code: (constants[type] as (value: Constants[T]) => Code)(value),
});
