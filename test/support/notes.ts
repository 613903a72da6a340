import { affineConst, type Affine } from "../../src/core/affine.ts";
import { reduce, sumOver } from "../../src/core/bind.ts";
import { entry, iverson, mul, neg, sub, unary, zero } from "../../src/core/build.ts";
import type { Expr } from "../../src/core/expr.ts";
import { namedIndex, type Index } from "../../src/core/index.ts";
import { dense, point, symbolicSize, type Point } from "../../src/5-evaluate/point.ts";

/**
 * The two-layer perceptron of the lecture notes, made with the constructors alone: independent of the parser
 * and of the differentiation, so that both can be held against it.
 */
export interface Network {
  readonly i: Index;
  readonly j: Index;
  readonly k: Index;
  readonly h: Expr;
  readonly a: Expr;
  readonly O: Expr;
  readonly p: Expr;
  readonly Cost: Expr;
  /** a_j (p_k − y_k), over j and k; right where Σ y = 1. */
  readonly dW1: Expr;
  /** I_i [h_j > 0] Σ_k W1_jk (p_k − y_k), over i and j; right where Σ y = 1. */
  readonly dW0: Expr;
  /** p_k − y_k; right where Σ y = 1. */
  readonly dO: Expr;
}

/** softmax over `over` of a row of logits, as the graph holds it. */
export const softmax = (over: Index, logits: Expr): Expr =>
  unary("exp", sub(logits, reduce("logsumexp", [over], logits)));

export function network(inputs: Affine, hidden: Affine, outputs: Affine): Network {
  const i = namedIndex("i", inputs);
  const j = namedIndex("j", hidden);
  const k = namedIndex("k", outputs);
  const [I, y] = [entry("I", [i]), entry("y", [k])];
  const [W0, W1] = [entry("W0", [i, j]), entry("W1", [j, k])];
  const h = sumOver([i], mul(W0, I));
  const a = unary("relu", h);
  const O = sumOver([j], mul(W1, a));
  const p = softmax(k, O);
  const Cost = neg(sumOver([k], mul(y, unary("log", p))));
  const dO = sub(p, y);
  const dW1 = mul(a, dO);
  const dW0 = mul(I, iverson(">", h, zero), sumOver([k], mul(W1, dO)));
  return { i, j, k, h, a, O, p, Cost, dW1, dW0, dO };
}

/** 3 inputs, 4 hidden units, 3 outputs, as in the notes. */
export const notes = network(affineConst(3), affineConst(4), affineConst(3));

/** The same with sizes n, m, c left open. */
export const symbolicNotes = network(symbolicSize("n"), symbolicSize("m"), symbolicSize("c"));

const data = {
  I: [1, 2, -1],
  W0: [[0.5, -1, 0.6, 0.2], [0.3, 0.4, -0.2, 0.6], [-0.4, 1, -0.3, 0.5]],
  W1: [[0.4, -0.3, 0.2], [0.1, 0.5, -0.4], [-0.6, 0.3, 0.2], [0.7, -0.2, 0.1]],
  y: [0, 1, 0],
}; // prettier-ignore

/** The worked example: hidden unit 2 is off, so that the mask matters. */
export const notesPoint: Point = point(data);

/** W0[3, 3] = 0.2 puts h[3] exactly on the kink of relu. */
export const kinkPoint: Point = {
  ...notesPoint,
  tensors: new Map([
    ...notesPoint.tensors,
    ["W0", dense(data.W0.map((row, r) => row.map((w, c) => (r === 2 && c === 2 ? 0.2 : w))))],
  ]),
};

/** Its worked numbers, to the digits printed in the notes. */
export const notesValues = {
  h: [1.5, -1.2, 0.5, 0.9],
  O: [0.93, -0.48, 0.49],
  p: [0.5296, 0.1293, 0.3411],
  Cost: 2.045613,
  dO: [0.5296, -0.8707, 0.3411],
  /** ∂Cost/∂W0, its second row. */
  dW0Row2: [1.0825, 0, -1.0215, 1.158],
} as const;
