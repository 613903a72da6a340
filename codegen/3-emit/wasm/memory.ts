import { opcode } from "./operations.ts";
import { alignmentOf, type Code, sizeOf, type Value, type ValueType } from "./types.ts";

/** Where in memory: an address and a constant offset to it. */
export interface Address {
  readonly base: Value<"i32">;
  readonly offset?: number;
}

const memory =
  (bytes: number, offset: number): Code =>
  (out) => {
    out.unsigned(alignmentOf(bytes)).unsigned(offset);
  };

const loads: { readonly [T in ValueType]: readonly number[] } = {
  i32: [0x28], i64: [0x29], f32: [0x2a], f64: [0x2b],
  i32x4: [0xfd, 0], i64x2: [0xfd, 0], f32x4: [0xfd, 0], f64x2: [0xfd, 0],
}; // prettier-ignore
const stores: { readonly [T in ValueType]: readonly number[] } = {
  i32: [0x36], i64: [0x37], f32: [0x38], f64: [0x39],
  i32x4: [0xfd, 11], i64x2: [0xfd, 11], f32x4: [0xfd, 11], f64x2: [0xfd, 11],
}; // prettier-ignore

const access = <T extends ValueType>(type: T, code: readonly number[], bytes: number, { base, offset = 0 }: Address): Value<T> => ({
  type,
  code: (out, at) => {
    base.code(out, at);
    opcode(code)(out, at);
    memory(bytes, offset)(out, at);
  },
}); // prettier-ignore

export const load = <T extends ValueType>(type: T, address: Address): Value<T> =>
  access(type, loads[type], laneBytes(type), address);

/** One number of memory in all lanes. */
export const loadSplat = <T extends "f32x4" | "f64x2">(type: T, address: Address): Value<T> =>
  access(type, [0xfd, type === "f32x4" ? 9 : 10], type === "f32x4" ? 4 : 8, address);

/** One number of memory in the first lane, zero in the others. */
export const loadFirst = <T extends "f32x4" | "f64x2">(type: T, address: Address): Value<T> =>
  access(type, [0xfd, type === "f32x4" ? 92 : 93], type === "f32x4" ? 4 : 8, address);

/** The vector with one lane replaced by a number of memory. */
export const loadLane = <T extends "f32x4" | "f64x2">(type: T, { base, offset = 0 }: Address, vector: Value<T>, lane: number): Value<T> => ({
  type,
  code: (out, at) => {
    base.code(out, at);
    vector.code(out, at);
    opcode([0xfd, type === "f32x4" ? 86 : 87])(out, at);
    memory(type === "f32x4" ? 4 : 8, offset)(out, at);
    out.byte(lane);
  },
}); // prettier-ignore

/** Vectors are promised the alignment of their lanes only: arrays of numbers start anywhere. */
const laneBytes = (type: ValueType): number =>
  sizeOf[type] < 16 ? sizeOf[type] : type === "f64x2" || type === "i64x2" ? 8 : 4;

/** A statement. */
export const store = <T extends ValueType>({ base, offset = 0 }: Address, value: Value<T>): Code => (out, at) => {
  base.code(out, at);
  value.code(out, at);
  opcode(stores[value.type])(out, at);
  memory(laneBytes(value.type), offset)(out, at);
}; // prettier-ignore
