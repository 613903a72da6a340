import type { MatrixOp } from "../../src/core/ops.ts";
import type { ScalarOp } from "./scalar.ts";
import type { Origin, TermReduceOp } from "./term.ts";
import type { ArrayDecl, Loop, Offset, Value, Values } from "./value.ts";

/** A value written to memory, once per round of the loops. */
export interface Store {
  readonly array: ArrayDecl;
  readonly at: Offset;
  readonly value: Value;
  /** Added to what is there. */
  readonly accumulate?: true;
}

export interface Reduction {
  readonly op: TermReduceOp;
  readonly loops: readonly Loop[];
  readonly body: Value;
}

/** The value of a reduction before its first round. */
export const startOf: { readonly [Op in TermReduceOp]: number } = {
  sum: 0,
  prod: 1,
  max: -Infinity,
  min: Infinity,
  peak: -Infinity,
};

/** How a reduction takes in the next value. */
export const stepOf: { readonly [Op in TermReduceOp]: ScalarOp } = {
  sum: "add",
  prod: "mul",
  max: "max",
  min: "min",
  peak: "peak",
};

/** A function of the square matrix that begins where the only store of its nest reads; it may overwrite the matrix. */
export interface Routine {
  readonly op: MatrixOp;
  readonly size: number;
}

/**
 * A perfect loop nest: for all rounds of `loops`, reduce, then store. The rounds are independent of each other,
 * and every entry is stored once.
 */
export interface Nest {
  readonly loops: readonly Loop[];
  readonly reduction?: Reduction;
  readonly stores: readonly Store[];
  /** What is done instead of storing: the store says where the matrix and where the result begins. */
  readonly routine?: Routine;
  /** Where what it stores comes from. */
  readonly origin?: Origin | undefined;
}

/** A kernel for one sample: nests in the order of execution. */
export interface Program {
  readonly nests: readonly Nest[];
  readonly values: Values;
  readonly inputs: readonly ArrayDecl[];
  /** Scalars have shape []. */
  readonly outputs: readonly ArrayDecl[];
  readonly origins: ReadonlyMap<Value, Origin>;
}

/** Whether a program needs elimination, whose pivots depend on the data. */
export const hasRoutines = ({ nests }: Pick<Program, "nests">): boolean =>
  nests.some(({ routine }) => routine !== undefined);
