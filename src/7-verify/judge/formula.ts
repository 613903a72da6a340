import {
  affineConst,
  affineOf,
  isConstantAffine,
  soleIndex,
  type Affine,
  type AffineAtom,
} from "../../core/affine.ts";
import { reduce, rename, substitute } from "../../core/bind.ts";
import {
  add,
  affineExpr,
  asAffine,
  constant,
  delta,
  factorsOf,
  iverson,
  mul,
  neg,
  one,
  pow,
  scale,
  sub,
  tensor,
} from "../../core/build.ts";
import type { Expr, ReduceExpr, TensorExpr } from "../../core/expr.ts";
import type { Index } from "../../core/index.ts";
import { addRational, isNegative, mulRational, negRational, ONE, rational } from "../../core/rational.ts";
import { postorder, tensorsOf } from "../../core/walk.ts";
import type { Variant } from "./backward.ts";
import { mutations } from "./mutate.ts";
import type { Scene } from "./scene.ts";

/** Mutations of the formula in the user's names. */
function* rewritten(
  scene: Scene,
  replacements: (node: Expr, scope: readonly Index[]) => Iterable<Expr>,
): Generator<Variant> {
  for (const form of scene.forms) yield* mutations(form, scene.axes, replacements);
}

/** −e, and every sum with one of its terms negated. */
export function* wrongSign(scene: Scene): Generator<Variant> {
  yield { value: neg(scene.right), wrong: neg(scene.right), right: scene.right };
  yield* rewritten(scene, function* (node) {
    if (node.kind !== "add" || asAffine(node) !== undefined) return;
    for (const flipped of node.terms)
      yield add(node.terms.map((t) => (t === flipped ? { coef: negRational(t.coef), expr: t.expr } : t)));
  });
}

/** The axes in another order, where the lengths allow it. */
export function* transposed(scene: Scene): Generator<Variant> {
  const axes = scene.axes;
  for (const [p, first] of axes.entries())
    for (const second of axes.slice(p + 1))
      if (first.size === second.size) yield { value: rename(scene.right, [first, second], [second, first]) };
}

/** A square matrix with its slots exchanged: in one place, or everywhere. */
export function* transposedFactor(scene: Scene): Generator<Variant> {
  const swapped = (e: TensorExpr): Expr => tensor(e.name, e.dims, [e.slots[1]!, e.slots[0]!]);
  const isSquare = (e: Expr): e is TensorExpr =>
    e.kind === "tensor" && e.dims.length === 2 && e.dims[0] === e.dims[1] && e.slots[0] !== e.slots[1];
  yield* rewritten(scene, function* (node) {
    if (isSquare(node)) yield swapped(node);
  });
}

/** One tensor taken for another of the same shape. */
export function* wrongName(
  scene: Scene,
  isWanted: (right: string, wrong: string) => boolean,
): Generator<Variant> {
  const { declarations, definitions } = scene.model;
  const shapes = [...declarations.values(), ...definitions.values()];
  yield* rewritten(scene, function* (node) {
    if (node.kind !== "tensor") return;
    for (const { name, shape } of shapes) {
      if (name === node.name || shape.length !== node.dims.length || !isWanted(node.name, name)) continue;
      if (shape.every((size, k) => size === node.dims[k])) yield tensor(name, node.dims, node.slots);
    }
  });
}

/** Whether one is an activation of the other. */
export function areActivationAndArgument(scene: Scene, right: string, wrong: string): boolean {
  const [a, b] = [scene.model.definitions.get(right), scene.model.definitions.get(wrong)];
  if (a === undefined || b === undefined || a.params.length !== b.params.length) return false;
  const other = rename(b.value, b.params, a.params);
  return (
    (a.value.kind === "unary" && a.value.arg === other) || (other.kind === "unary" && other.arg === a.value)
  );
}

/** Two matrices of the model: weights of two layers, whatever their roles are called. */
export const areMatrices = (scene: Scene, right: string, wrong: string): boolean =>
  [right, wrong].every((name) => (scene.model.declarations.get(name)?.shape.length ?? 0) >= 2);

/** The other positions of a short axis, where one position of it is written. */
const fixedPlaces = (size: Affine, slot: Affine): readonly Affine[] =>
  isConstantAffine(slot) && isConstantAffine(size) && size.constant <= SHORT
    ? Array.from({ length: size.constant }, (_, k) => affineConst(k + 1)).filter((place) => place !== slot)
    : [];

/** Axes of which every position is tried. */
const SHORT = 6;

/** Another index of the same length in one slot. */
export function* wrongIndex(scene: Scene): Generator<Variant> {
  yield* rewritten(scene, function* (node, scope) {
    if (node.kind === "iverson") {
      const form = asAffine(node.left);
      if (form !== undefined && form.terms.length > 0) yield one;
      return;
    }
    if (node.kind !== "tensor") return;
    for (const [k, slot] of node.slots.entries()) {
      const own = soleIndex(slot);
      for (const other of fixedPlaces(node.dims[k]!, slot))
        yield tensor(node.name, node.dims, node.slots.map((s, n) => (n === k ? other : s))); // prettier-ignore
      for (const index of scope) {
        if (own === undefined || index === own || index.size !== own.size) continue;
        yield tensor(node.name, node.dims, node.slots.map((s, n) => (n === k ? affineOf(index) : s))); // prettier-ignore
      }
    }
  });
}

const isSum = (node: Expr): node is ReduceExpr => node.kind === "reduce" && node.op === "sum";

/** A sum left out: its index is taken for one that is free. */
export function* missingSum(scene: Scene): Generator<Variant> {
  yield* rewritten(scene, function* (node, scope) {
    if (!isSum(node)) return;
    for (const index of node.indices) {
      const others = node.indices.filter((i) => i !== index);
      for (const free of scope) {
        if (free.size !== index.size || node.indices.includes(free)) continue;
        yield reduce("sum", others, rename(node.body, [index], [free]));
      }
    }
  });
}

/** A sum that ends too early: at the length of another axis, or one before or after its ends. */
export function* wrongRange(scene: Scene): Generator<Variant> {
  const lengths = new Set<Affine>();
  for (const { shape } of scene.model.declarations.values()) for (const size of shape) lengths.add(size);
  yield* rewritten(scene, function* (node) {
    if (!isSum(node)) return;
    for (const index of node.indices) {
      const upTo = (end: Expr): Expr =>
        reduce(
          "sum",
          node.indices,
          mul(node.body, iverson(">=", sub(end, affineExpr(affineOf(index))), constant(0))),
        );
      for (const end of lengths) if (end !== index.size) yield upTo(affineExpr(end));
      yield upTo(sub(affineExpr(index.size), one));
      const from2 = iverson(">=", sub(affineExpr(affineOf(index)), constant(2)), constant(0));
      yield reduce("sum", node.indices, mul(node.body, from2));
    }
  });
}

/** Σ_k A_ik B_kj taken entry by entry, A_ij B_ij. */
export function* entrywise(scene: Scene): Generator<Variant> {
  yield* rewritten(scene, function* (node) {
    if (!isSum(node) || node.indices.length !== 1) return;
    const [index] = node.indices;
    const touching = factorsOf(node.body).filter((f) => f.free.includes(index!));
    if (touching.length !== 2) return;
    const rest = factorsOf(node.body).filter((f) => !touching.includes(f));
    const [a, b] = touching;
    const into = (from: Expr, other: Expr): Expr[] =>
      other.free
        .filter((i) => i !== index && i.size === index!.size)
        .map((i) => substitute(from, new Map<AffineAtom, Affine>([[index!, affineOf(i)]])));
    for (const left of into(a!, b!)) for (const right of into(b!, a!)) yield mul(...rest, left, right);
  });
}

/** A factor left out of a product, or a denominator. */
export function* missingFactor(scene: Scene): Generator<Variant> {
  yield* rewritten(scene, function* (node) {
    // A square matrix left out of a matrix product.
    if (node.kind === "tensor" && node.dims.length === 2 && node.dims[0] === node.dims[1])
      yield delta(node.slots[0]!, node.slots[1]!);
    if (node.kind !== "mul") return;
    for (const dropped of node.factors) yield mul(...node.factors.filter((f) => f !== dropped));
  });
}

/** The mask of a kink left out of a product: [h > 0], but not [i = j]. */
export function* withoutMask(scene: Scene): Generator<Variant> {
  yield* rewritten(scene, function* (node) {
    if (node.kind !== "mul") return;
    for (const mask of node.factors)
      if (mask.kind === "iverson" && asAffine(mask.left) === undefined)
        yield mul(...node.factors.filter((f) => f !== mask));
  });
}

/** u in place of f(u). */
export function* withoutFunction(scene: Scene): Generator<Variant> {
  yield* rewritten(scene, function* (node) {
    if (node.kind === "unary" && node.arg.kind === "tensor") yield node.arg;
  });
}

/** A term left out of a sum. */
export function* missingTerm(scene: Scene): Generator<Variant> {
  yield* rewritten(scene, function* (node) {
    if (node.kind !== "add" || asAffine(node) !== undefined) return;
    for (const dropped of node.terms) yield add(node.terms.filter((t) => t !== dropped));
  });
}

/** A number of the model that is no parameter: a temperature, a rate. */
function isConstant(scene: Scene, name: string): boolean {
  const declaration = scene.model.declarations.get(name);
  return declaration?.shape.length === 0 && declaration.role !== "param" && name !== scene.derivative?.wrt;
}

/** 2, the length of an axis or a temperature too much or too little; in the whole, or in one term. */
export function* wrongConstant(scene: Scene): Generator<Variant> {
  const scalars = tensorsOf(scene.right).flatMap((name) =>
    isConstant(scene, name) ? [tensor(name, [], [])] : [],
  );
  const lengths = new Set<Affine>();
  for (const { shape } of scene.model.declarations.values()) for (const size of shape) lengths.add(size);
  const once = [constant(2), constant(3), ...[...lengths].map(affineExpr), ...scalars];
  // Twice in the wrong place: 1/2 for 2, T for 1/T.
  const factors = once.flatMap((c) => [1, -1, 2, -2].map((n) => pow(c, constant(n))));
  for (const factor of factors)
    yield { value: mul(factor, scene.right), wrong: mul(factor, scene.right), right: scene.right };
  yield* rewritten(scene, function* (node) {
    if (node.kind !== "add" || asAffine(node) !== undefined) return;
    for (const term of node.terms)
      for (const factor of [rational(2), rational(1, 2), rational(3), rational(1, 3)])
        yield add(
          node.terms.map((t) => (t === term ? { coef: ONE, expr: scale(factor, scale(t.coef, t.expr)) } : t)),
        );
  });
}

/** An exponent off by one, doubled or halved; also that of a denominator of the whole. */
export function* wrongPower(scene: Scene): Generator<Variant> {
  for (const form of scene.forms)
    for (const node of postorder([form])) {
      if (node.kind !== "pow" || node.exponent.kind !== "const" || !isNegative(node.exponent.value)) continue;
      if (node.free.some((index) => !scene.axes.includes(index))) continue;
      yield { value: mul(form, node.base) };
      yield { value: mul(form, pow(node.base, constant(-1))) };
    }
  yield* rewritten(scene, function* (node) {
    if (node.kind === "pow" && node.exponent.kind === "const") {
      const { value } = node.exponent;
      const others = [addRational(value, ONE), addRational(value, rational(-1)), mulRational(value, rational(2)), mulRational(value, rational(1, 2))]; // prettier-ignore
      for (const other of others) yield pow(node.base, constant(other));
    }
    if (node.kind === "tensor" || node.kind === "unary") yield pow(node, constant(2));
  });
}
