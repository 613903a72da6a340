import type { Affine } from "./affine.ts";
import type { Index } from "./index.ts";
import type { Interned } from "./intern.ts";
import type { BinaryOp, MatrixOp, ReduceOp, Relation, UnaryOp } from "./ops.ts";
import type { Rational } from "./rational.ts";

/**
 * The graph. A node with free indices i, j denotes the tensor of its values over all i and j; a node without
 * free indices denotes a number. Nodes are hash-consed: equal structure is the same object, where equality is
 * up to the names of bound indices and the order of sums and products. There are no spans, no names of
 * definitions, no transposes and no broadcasts in it: a transpose is the order of slots, a broadcast an index
 * that does not occur.
 *
 * Nodes are made by the constructors of build.ts only.
 */
export type Expr =
  | ConstExpr
  | RealExpr
  | AffineExpr
  | TensorExpr
  | IversonExpr
  | ReduceExpr
  | MatrixExpr
  | AddExpr
  | MulExpr
  | PowExpr
  | UnaryExpr
  | BinaryExpr
  | SelectExpr;

export type ExprKind = Expr["kind"];

export const exprKinds: readonly ExprKind[] = [
  "const", "real", "affine", "tensor", "iverson", "reduce", "matrix", "add", "mul", "pow", "unary", "binary", "select",
]; // prettier-ignore

interface Node extends Interned {
  /** Free indices, sorted by `compareIndex`. */
  readonly free: readonly Index[];
  /** For each free index, a hash of the places where it occurs; independent of its name. */
  readonly marks: readonly number[];
  /** Hash of the structure up to the names of indices; the same in every process. */
  readonly shape: number;
  /** The highest level of a binder inside; 0 without binders. */
  readonly binders: number;
  /** Length of the longest path to a leaf. */
  readonly height: number;
}

/** An exact rational number. */
export interface ConstExpr extends Node {
  readonly kind: "const";
  readonly value: Rational;
}

/** A named real number. */
export interface RealExpr extends Node {
  readonly kind: "real";
  readonly name: "pi";
}

/** An integer linear form as a number: the length of an axis, the position of an index. */
export interface AffineExpr extends Node {
  readonly kind: "affine";
  readonly form: Affine;
}

/** An entry of a tensor the user declared. */
export interface TensorExpr extends Node {
  readonly kind: "tensor";
  readonly name: string;
  readonly dims: readonly Affine[];
  readonly slots: readonly Affine[];
}

/**
 * Iverson's bracket: 1 where the relation holds, 0 where it does not, NaN where a side is NaN. As a factor a
 * zero bracket annihilates the product, even an infinite one (Knuth, Two notes on notation, 1992: "very
 * strongly zero"). Kronecker's δ_ij is [i − j = 0].
 */
export interface IversonExpr extends Node {
  readonly kind: "iverson";
  readonly rel: Relation;
  readonly left: Expr;
  readonly right: Expr;
}

/** op over all values of `indices`. Over an empty range a sum is 0, a product 1, a log-sum-exp −∞. */
export interface ReduceExpr extends Node {
  readonly kind: "reduce";
  readonly op: ReduceOp;
  /** Bound indices, in canonical order. */
  readonly indices: readonly Index[];
  readonly body: Expr;
}

/**
 * op of the square matrix whose entry in row indices[0] and column indices[1] is `body`; the inverse is read at
 * `slots`, which stand outside the scope of the indices. A⁻ᵀ and (Aᵀ)⁻¹ are one node, det A and det Aᵀ too: of the
 * two orders of the indices the one with the smaller body is taken, and the slots go along.
 */
export interface MatrixExpr extends Node {
  readonly kind: "matrix";
  readonly op: MatrixOp;
  /** Bound: the row and the column. */
  readonly indices: readonly [Index, Index];
  readonly body: Expr;
  /** Row and column of the entry of an inverse; none for a number. */
  readonly slots: readonly Affine[];
}

/** A node that binds indices in its body. */
export type BinderExpr = ReduceExpr | MatrixExpr;

export const isBinder = (e: Expr): e is BinderExpr => e.kind === "reduce" || e.kind === "matrix";

export interface Term {
  readonly coef: Rational;
  readonly expr: Expr;
}

/** Σ coef·expr: a sum with rational weights. A constant is the weight of the node 1. */
export interface AddExpr extends Node {
  readonly kind: "add";
  readonly terms: readonly Term[];
}

/** A product of at least two factors, none of them a number or a sum with a common rational content. */
export interface MulExpr extends Node {
  readonly kind: "mul";
  readonly factors: readonly Expr[];
}

export interface PowExpr extends Node {
  readonly kind: "pow";
  readonly base: Expr;
  readonly exponent: Expr;
}

export interface UnaryExpr extends Node {
  readonly kind: "unary";
  readonly op: UnaryOp;
  readonly arg: Expr;
}

export interface BinaryExpr extends Node {
  readonly kind: "binary";
  readonly op: BinaryOp;
  readonly left: Expr;
  readonly right: Expr;
}

/** `onTrue` where the condition is not 0, `onFalse` where it is 0, NaN where it is NaN. */
export interface SelectExpr extends Node {
  readonly kind: "select";
  readonly condition: Expr;
  readonly onTrue: Expr;
  readonly onFalse: Expr;
}
