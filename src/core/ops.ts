/**
 * The closed lists of operators. Every table of the engine (derivatives, evaluation, printing, lowering) is a
 * mapped type over one of these unions, so an operator without a row does not compile.
 */

/** Element-wise functions of one number. */
export const unaryOps = [
  "exp", "log", "log1p", "expm1", "abs", "sign", "sin", "cos", "tan", "tanh",
  "sigmoid", "softplus", "relu", "gelu", "erf",
] as const; // prettier-ignore
export type UnaryOp = (typeof unaryOps)[number];

/** Element-wise functions of two numbers; both are commutative. */
export const binaryOps = ["max", "min"] as const;
export type BinaryOp = (typeof binaryOps)[number];

/** Reductions over indices. */
export const reduceOps = ["sum", "prod", "max", "min", "logsumexp"] as const;
export type ReduceOp = (typeof reduceOps)[number];

/**
 * Functions of a square matrix as a whole: A⁻¹, det A, log |det A|. Each of them is blind to transposition, but for the
 * order in which its own entries are read.
 */
export const matrixOps = ["inv", "det", "logdet"] as const;
export type MatrixOp = (typeof matrixOps)[number];

/** Comparisons, after `<` and `<=` have been turned round. */
export const relations = ["==", "!=", ">", ">="] as const;
export type Relation = (typeof relations)[number];
