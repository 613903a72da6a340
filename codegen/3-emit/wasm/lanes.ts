import type { Value, ValueType, VectorType } from "./types.ts";

/** The same bits seen as another kind of lanes; no instruction. */
export const lanes = <T extends VectorType>(type: T, value: Value<VectorType>): Value<T> => ({
  type,
  code: value.code,
});

type LaneOf<T extends VectorType> = T extends "f32x4"
  ? "f32"
  : T extends "f64x2"
    ? "f64"
    : T extends "i32x4"
      ? "i32"
      : "i64";
const extraction: { readonly [T in VectorType]: readonly [number, ValueType] } = {
  i32x4: [27, "i32"],
  i64x2: [29, "i64"],
  f32x4: [31, "f32"],
  f64x2: [33, "f64"],
};

const checkLane = (type: VectorType, lane: number): void => {
  const count = type.endsWith("4") ? 4 : 2;
  if (!Number.isInteger(lane) || lane < 0 || lane >= count)
    throw new RangeError(`${type} has no lane ${lane}`);
};

export function extract<T extends VectorType>(value: Value<T>, lane: number): Value<LaneOf<T>> {
  checkLane(value.type, lane);
  const [code, type] = extraction[value.type];
  return {
    type: type as LaneOf<T>,
    code: (out, at) => {
      value.code(out, at);
      out.byte(0xfd, code, lane);
    },
  };
}

export function replace<T extends VectorType>(value: Value<T>, lane: number, by: Value<LaneOf<T>>): Value<T> {
  checkLane(value.type, lane);
  return {
    type: value.type,
    code: (out, at) => {
      value.code(out, at);
      by.code(out, at);
      out.byte(0xfd, extraction[value.type][0] + 1, lane);
    },
  };
}

/** The lanes of a and b, numbered one after the other, in the order given. */
export function shuffle<T extends VectorType>(a: Value<T>, b: Value<T>, order: readonly number[]): Value<T> {
  const count = a.type.endsWith("4") ? 4 : 2;
  if (
    order.length !== count ||
    order.some((lane) => !Number.isInteger(lane) || lane < 0 || lane >= 2 * count)
  )
    throw new RangeError(`${order.join(", ")} is no order of the lanes of two ${a.type}`);
  const width = 16 / count;
  return {
    type: a.type,
    code: (out, at) => {
      a.code(out, at);
      b.code(out, at);
      out.byte(
        0xfd,
        13,
        ...order.flatMap((lane) => Array.from({ length: width }, (_, k) => lane * width + k)),
      );
    },
  };
}
