import { binary, iverson, sqrt, unary, zero } from "../core/build.ts";
import type { Expr } from "../core/expr.ts";
import { matrixOps, reduceOps, unaryOps, type BinaryOp, type MatrixOp, type ReduceOp } from "../core/ops.ts";

/**
 * What a function name means.
 * - `elementwise`: entry by entry, with so many arguments
 * - `reduction`: over indices, `f(i, expr)`, or over all axes of a tensor, `f(tensor)`
 * - `normaliser`: softmax and log-softmax; the result keeps the index, or the last axis
 * - `structure`: whole tensors only
 * - `matrix`: of a square matrix, whole or by its entries, `f(i, j, expr)`
 * - `special`: read by rules of its own
 * - `later`: known to the field, not to this version
 */
export type FunctionRow =
  | { readonly kind: "elementwise"; readonly arity: number; readonly build: (args: readonly Expr[]) => Expr }
  | { readonly kind: "reduction"; readonly op: Reduction; readonly binary?: (args: readonly Expr[]) => Expr }
  | { readonly kind: "normaliser"; readonly isLog: boolean }
  | { readonly kind: "structure"; readonly arity: number; readonly op: Structure }
  | { readonly kind: "matrix"; readonly op: MatrixOp }
  | { readonly kind: "special"; readonly op: "delta" | "size" }
  | { readonly kind: "later" };

export type Reduction = ReduceOp | "mean" | "norm";
export type Structure = "outer" | "diag" | "tr" | "transpose" | "dot" | "solve";

const one = (f: (x: Expr) => Expr): FunctionRow => ({
  kind: "elementwise",
  arity: 1,
  build: ([x]) => f(x!),
});

const extremes = (op: BinaryOp): FunctionRow => ({
  kind: "reduction",
  op,
  binary: ([a, b]) => binary(op, a!, b!),
});

const structure = (op: Structure, arity: number): FunctionRow => ({ kind: "structure", op, arity });
const later: FunctionRow = { kind: "later" };

const rows: Readonly<Record<string, FunctionRow>> = {
  ...Object.fromEntries(unaryOps.map((op) => [op, one((x) => unary(op, x))])),
  sqrt: one(sqrt),
  // 1 where x > 0, hence step(0) = 0, the convention for relu'(0).
  step: one((x) => iverson(">", x, zero)),
  ...Object.fromEntries(reduceOps.map((op): [string, FunctionRow] => [op, { kind: "reduction", op }])),
  mean: { kind: "reduction", op: "mean" },
  norm: { kind: "reduction", op: "norm" },
  max: extremes("max"),
  min: extremes("min"),
  softmax: { kind: "normaliser", isLog: false },
  logsoftmax: { kind: "normaliser", isLog: true },
  outer: structure("outer", 2),
  dot: structure("dot", 2),
  diag: structure("diag", 1),
  tr: structure("tr", 1),
  trace: structure("tr", 1),
  transpose: structure("transpose", 1),
  delta: { kind: "special", op: "delta" },
  size: { kind: "special", op: "size" },
  ...Object.fromEntries(matrixOps.map((op): [string, FunctionRow] => [op, { kind: "matrix", op }])),
  solve: structure("solve", 2),
  pinv: later,
  kron: later,
};

export const functionRow = (name: string): FunctionRow | undefined =>
  Object.hasOwn(rows, name) ? rows[name] : undefined;

export const functionNames: readonly string[] = Object.keys(rows);

/** Functions that other systems call differently, and the name here. */
const foreign: Readonly<Record<string, string>> = {
  ln: "log",
  logistic: "sigmoid",
  sgn: "sign",
  heaviside: "step",
  fabs: "abs",
  lse: "logsumexp",
  log_softmax: "logsoftmax",
  logsigmoid: "-softplus(-x)",
  product: "prod",
  average: "mean",
  maximum: "max",
  minimum: "min",
  kronecker: "delta",
  det_log: "logdet",
  slogdet: "logdet",
  log_det: "logdet",
  inverse: "inv",
  determinant: "det",
  T: "'",
};

export const nameHere = (name: string): string | undefined =>
  Object.hasOwn(foreign, name) ? foreign[name] : undefined;
