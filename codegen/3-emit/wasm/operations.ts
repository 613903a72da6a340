import type { Code, Value, Values, ValueType, VectorType } from "./types.ts";

interface Row {
  readonly code: readonly number[];
  readonly takes: readonly ValueType[];
  readonly gives: ValueType;
}

const row = <const Takes extends readonly ValueType[], const Gives extends ValueType>(
  takes: Takes,
  gives: Gives,
  ...code: readonly number[]
): { readonly takes: Takes; readonly gives: Gives; readonly code: readonly number[] } => ({
  takes,
  gives,
  code,
});

/** Two operands of the same type, and the same or another result. */
const two = <const T extends ValueType>(type: T, ...code: readonly number[]) =>
  row([type, type], type, ...code);
const one = <const T extends ValueType>(type: T, ...code: readonly number[]) => row([type], type, ...code);
const test = <const T extends ValueType>(type: T, ...code: readonly number[]) =>
  row([type, type], "i32", ...code);
const shift = <const T extends VectorType>(type: T, code: number) => row([type, "i32"], type, 0xfd, code);
const vector2 = <const T extends VectorType>(type: T, code: number) => two(type, 0xfd, code);
const vector1 = <const T extends VectorType>(type: T, code: number) => one(type, 0xfd, code);
const mask = <const T extends VectorType, const M extends "i32x4" | "i64x2">(type: T, as: M, code: number) =>
  row([type, type], as, 0xfd, code);
const choose = <const T extends VectorType, const M extends "i32x4" | "i64x2">(type: T, by: M) =>
  row([type, type, by], type, 0xfd, 82);
const fused = <const T extends VectorType>(type: T, code: number) =>
  row([type, type, type], type, 0xfd, code);

/**
 * Instructions by their names in the text format, with the opcodes of the WebAssembly core specification (index of
 * instructions); codes after 0xfd are LEB128 there and here. `select` of a vector is v128.bitselect.
 */
const operations = {
  "i32.eqz": row(["i32"], "i32", 0x45), "i32.eq": test("i32", 0x46), "i32.ne": test("i32", 0x47),
  "i32.lt_s": test("i32", 0x48), "i32.lt_u": test("i32", 0x49), "i32.gt_s": test("i32", 0x4a), "i32.gt_u": test("i32", 0x4b),
  "i32.le_s": test("i32", 0x4c), "i32.le_u": test("i32", 0x4d), "i32.ge_s": test("i32", 0x4e), "i32.ge_u": test("i32", 0x4f),
  "i64.eqz": row(["i64"], "i32", 0x50), "i64.eq": test("i64", 0x51), "i64.ne": test("i64", 0x52), "i64.lt_s": test("i64", 0x53), "i64.gt_s": test("i64", 0x55),
  "f32.eq": test("f32", 0x5b), "f32.ne": test("f32", 0x5c), "f32.lt": test("f32", 0x5d), "f32.gt": test("f32", 0x5e), "f32.le": test("f32", 0x5f), "f32.ge": test("f32", 0x60),
  "f64.eq": test("f64", 0x61), "f64.ne": test("f64", 0x62), "f64.lt": test("f64", 0x63), "f64.gt": test("f64", 0x64), "f64.le": test("f64", 0x65), "f64.ge": test("f64", 0x66),
  "i32.add": two("i32", 0x6a), "i32.sub": two("i32", 0x6b), "i32.mul": two("i32", 0x6c), "i32.div_s": two("i32", 0x6d), "i32.div_u": two("i32", 0x6e), "i32.rem_s": two("i32", 0x6f), "i32.rem_u": two("i32", 0x70),
  "i32.and": two("i32", 0x71), "i32.or": two("i32", 0x72), "i32.xor": two("i32", 0x73), "i32.shl": two("i32", 0x74), "i32.shr_s": two("i32", 0x75), "i32.shr_u": two("i32", 0x76),
  "i64.add": two("i64", 0x7c), "i64.sub": two("i64", 0x7d), "i64.mul": two("i64", 0x7e), "i64.and": two("i64", 0x83), "i64.or": two("i64", 0x84), "i64.xor": two("i64", 0x85), "i64.shl": two("i64", 0x86), "i64.shr_s": two("i64", 0x87), "i64.shr_u": two("i64", 0x88),
  "f32.abs": one("f32", 0x8b), "f32.neg": one("f32", 0x8c), "f32.ceil": one("f32", 0x8d), "f32.floor": one("f32", 0x8e), "f32.trunc": one("f32", 0x8f), "f32.nearest": one("f32", 0x90), "f32.sqrt": one("f32", 0x91),
  "f32.add": two("f32", 0x92), "f32.sub": two("f32", 0x93), "f32.mul": two("f32", 0x94), "f32.div": two("f32", 0x95), "f32.min": two("f32", 0x96), "f32.max": two("f32", 0x97), "f32.copysign": two("f32", 0x98),
  "f64.abs": one("f64", 0x99), "f64.neg": one("f64", 0x9a), "f64.ceil": one("f64", 0x9b), "f64.floor": one("f64", 0x9c), "f64.trunc": one("f64", 0x9d), "f64.nearest": one("f64", 0x9e), "f64.sqrt": one("f64", 0x9f),
  "f64.add": two("f64", 0xa0), "f64.sub": two("f64", 0xa1), "f64.mul": two("f64", 0xa2), "f64.div": two("f64", 0xa3), "f64.min": two("f64", 0xa4), "f64.max": two("f64", 0xa5), "f64.copysign": two("f64", 0xa6),
  "i32.wrap_i64": row(["i64"], "i32", 0xa7), "i64.extend_i32_s": row(["i32"], "i64", 0xac), "i64.extend_i32_u": row(["i32"], "i64", 0xad),
  "i32.trunc_sat_f64_s": row(["f64"], "i32", 0xfc, 2), "i32.trunc_sat_f32_s": row(["f32"], "i32", 0xfc, 0),
  "f32.convert_i32_s": row(["i32"], "f32", 0xb2), "f32.demote_f64": row(["f64"], "f32", 0xb6),
  "f64.convert_i32_s": row(["i32"], "f64", 0xb7), "f64.convert_i32_u": row(["i32"], "f64", 0xb8), "f64.promote_f32": row(["f32"], "f64", 0xbb),
  "i32.reinterpret_f32": row(["f32"], "i32", 0xbc), "i64.reinterpret_f64": row(["f64"], "i64", 0xbd), "f32.reinterpret_i32": row(["i32"], "f32", 0xbe), "f64.reinterpret_i64": row(["i64"], "f64", 0xbf),
  "i32.select": row(["i32", "i32", "i32"], "i32", 0x1b), "f32.select": row(["f32", "f32", "i32"], "f32", 0x1b), "f64.select": row(["f64", "f64", "i32"], "f64", 0x1b),
  "memory.size": row([], "i32", 0x3f, 0), "memory.grow": row(["i32"], "i32", 0x40, 0),

  "i32x4.splat": row(["i32"], "i32x4", 0xfd, 17), "i64x2.splat": row(["i64"], "i64x2", 0xfd, 18), "f32x4.splat": row(["f32"], "f32x4", 0xfd, 19), "f64x2.splat": row(["f64"], "f64x2", 0xfd, 20),
  "i32x4.eq": vector2("i32x4", 55), "i32x4.ne": vector2("i32x4", 56), "i32x4.lt_s": vector2("i32x4", 57), "i32x4.gt_s": vector2("i32x4", 59), "i32x4.le_s": vector2("i32x4", 61), "i32x4.ge_s": vector2("i32x4", 63),
  "i64x2.eq": vector2("i64x2", 0xd6), "i64x2.ne": vector2("i64x2", 0xd7), "i64x2.lt_s": vector2("i64x2", 0xd8), "i64x2.gt_s": vector2("i64x2", 0xd9),
  "f32x4.eq": mask("f32x4", "i32x4", 65), "f32x4.ne": mask("f32x4", "i32x4", 66), "f32x4.lt": mask("f32x4", "i32x4", 67), "f32x4.gt": mask("f32x4", "i32x4", 68), "f32x4.le": mask("f32x4", "i32x4", 69), "f32x4.ge": mask("f32x4", "i32x4", 70),
  "f64x2.eq": mask("f64x2", "i64x2", 71), "f64x2.ne": mask("f64x2", "i64x2", 72), "f64x2.lt": mask("f64x2", "i64x2", 73), "f64x2.gt": mask("f64x2", "i64x2", 74), "f64x2.le": mask("f64x2", "i64x2", 75), "f64x2.ge": mask("f64x2", "i64x2", 76),
  "i32x4.not": vector1("i32x4", 77), "i32x4.and": vector2("i32x4", 78), "i32x4.andnot": vector2("i32x4", 79), "i32x4.or": vector2("i32x4", 80), "i32x4.xor": vector2("i32x4", 81),
  "i64x2.not": vector1("i64x2", 77), "i64x2.and": vector2("i64x2", 78), "i64x2.andnot": vector2("i64x2", 79), "i64x2.or": vector2("i64x2", 80), "i64x2.xor": vector2("i64x2", 81),
  "f32x4.select": choose("f32x4", "i32x4"), "f64x2.select": choose("f64x2", "i64x2"), "i32x4.select": choose("i32x4", "i32x4"), "i64x2.select": choose("i64x2", "i64x2"),
  "i32x4.any_true": row(["i32x4"], "i32", 0xfd, 83), "i64x2.any_true": row(["i64x2"], "i32", 0xfd, 83), "i32x4.all_true": row(["i32x4"], "i32", 0xfd, 0xa3), "i64x2.all_true": row(["i64x2"], "i32", 0xfd, 0xc3),
  "i32x4.bitmask": row(["i32x4"], "i32", 0xfd, 0xa4), "i64x2.bitmask": row(["i64x2"], "i32", 0xfd, 0xc4),
  "f32x4.demote_f64x2_zero": row(["f64x2"], "f32x4", 0xfd, 0x5e), "f64x2.promote_low_f32x4": row(["f32x4"], "f64x2", 0xfd, 0x5f),
  "f32x4.ceil": vector1("f32x4", 0x67), "f32x4.floor": vector1("f32x4", 0x68), "f32x4.trunc": vector1("f32x4", 0x69), "f32x4.nearest": vector1("f32x4", 0x6a),
  "f64x2.ceil": vector1("f64x2", 0x74), "f64x2.floor": vector1("f64x2", 0x75), "f64x2.trunc": vector1("f64x2", 0x7a), "f64x2.nearest": vector1("f64x2", 0x94),
  "i32x4.neg": vector1("i32x4", 0xa1), "i32x4.shl": shift("i32x4", 0xab), "i32x4.shr_s": shift("i32x4", 0xac), "i32x4.shr_u": shift("i32x4", 0xad),
  "i32x4.add": vector2("i32x4", 0xae), "i32x4.sub": vector2("i32x4", 0xb1), "i32x4.mul": vector2("i32x4", 0xb5), "i32x4.min_s": vector2("i32x4", 0xb6), "i32x4.max_s": vector2("i32x4", 0xb8),
  "i64x2.neg": vector1("i64x2", 0xc1), "i64x2.shl": shift("i64x2", 0xcb), "i64x2.shr_s": shift("i64x2", 0xcc), "i64x2.shr_u": shift("i64x2", 0xcd),
  "i64x2.add": vector2("i64x2", 0xce), "i64x2.sub": vector2("i64x2", 0xd1),
  "f32x4.abs": vector1("f32x4", 0xe0), "f32x4.neg": vector1("f32x4", 0xe1), "f32x4.sqrt": vector1("f32x4", 0xe3), "f32x4.add": vector2("f32x4", 0xe4), "f32x4.sub": vector2("f32x4", 0xe5), "f32x4.mul": vector2("f32x4", 0xe6), "f32x4.div": vector2("f32x4", 0xe7),
  "f32x4.min": vector2("f32x4", 0xe8), "f32x4.max": vector2("f32x4", 0xe9), "f32x4.pmin": vector2("f32x4", 0xea), "f32x4.pmax": vector2("f32x4", 0xeb),
  "f64x2.abs": vector1("f64x2", 0xec), "f64x2.neg": vector1("f64x2", 0xed), "f64x2.sqrt": vector1("f64x2", 0xef), "f64x2.add": vector2("f64x2", 0xf0), "f64x2.sub": vector2("f64x2", 0xf1), "f64x2.mul": vector2("f64x2", 0xf2), "f64x2.div": vector2("f64x2", 0xf3),
  "f64x2.min": vector2("f64x2", 0xf4), "f64x2.max": vector2("f64x2", 0xf5), "f64x2.pmin": vector2("f64x2", 0xf6), "f64x2.pmax": vector2("f64x2", 0xf7),
  "i32x4.trunc_sat_f32x4_s": row(["f32x4"], "i32x4", 0xfd, 0xf8), "f32x4.convert_i32x4_s": row(["i32x4"], "f32x4", 0xfd, 0xfa),
  "i32x4.trunc_sat_f64x2_s_zero": row(["f64x2"], "i32x4", 0xfd, 0xfc), "f64x2.convert_low_i32x4_s": row(["i32x4"], "f64x2", 0xfd, 0xfe),
  "f32x4.relaxed_madd": fused("f32x4", 0x105), "f32x4.relaxed_nmadd": fused("f32x4", 0x106), "f64x2.relaxed_madd": fused("f64x2", 0x107), "f64x2.relaxed_nmadd": fused("f64x2", 0x108),
} satisfies Readonly<Record<string, Row>>; // prettier-ignore

type Operations = typeof operations;
export type OperationName = keyof Operations;
export const operationNames = Object.keys(operations) as readonly OperationName[];

/** What a row is called in the text format: of which lanes bits are is known in our types only. */
const textName = (name: string): string => {
  if (/^[if]\d+x\d\.select$/.test(name)) return "v128.bitselect";
  if (name.endsWith(".select")) return "select";
  return name.replace(/^[if]\d+x\d\.(?=(?:not|and|andnot|or|xor|any_true)$)/, "v128.");
};

/** Names of the text format by opcodes, which are joined by commas. */
export const instructionNames: ReadonlyMap<string, string> = new Map(
  Object.entries(operations).map(([name, { code }]) => [code.join(), textName(name)]),
);

/** What an instruction takes from the stack and gives back. */
export const signatureOf = (name: OperationName): Pick<Row, "takes" | "gives"> => operations[name];

/** The bytes of an instruction: one, or a prefix and a number. */
export const opcode = (code: readonly number[]): Code => {
  const [first = 0, ...rest] = code;
  return (out) => {
    out.byte(first);
    for (const part of rest) out.unsigned(part);
  };
};

/** An instruction applied to its operands. */
export function op<Name extends OperationName>(
  name: Name,
  ...args: Values<Operations[Name]["takes"]>
): Value<Operations[Name]["gives"]> {
  const { gives, code } = operations[name] as {
    readonly gives: Operations[Name]["gives"];
    readonly code: readonly number[];
  };
  const operands = args as readonly Value<ValueType>[];
  const write = opcode(code);
  return {
    type: gives,
    code: (out, at) => {
      for (const operand of operands) operand.code(out, at);
      write(out, at);
    },
  };
}
