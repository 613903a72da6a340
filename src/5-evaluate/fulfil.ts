import { soleIndex } from "../core/affine.ts";
import { asAffine, isConst, sub } from "../core/build.ts";
import type { Expr, TensorExpr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";
import { toNumber } from "../core/rational.ts";
import type { Assumption } from "../core/step.ts";
import { evaluate } from "./evaluate.ts";
import { product, shapeOf, type Dense, type Point } from "./point.ts";
import type { RandomStream } from "./random.ts";

const TOLERANCE = 1e-9;

/** Whether the data satisfy the equation, up to rounding. */
export function isMet({ left, right }: Assumption, at: Point): boolean {
  const difference = sub(left, right);
  return Array.from(evaluate(difference, difference.free, at).values).every((x) => Math.abs(x) <= TOLERANCE);
}

/** The data changed so that the equations of the kinds below hold; other equations leave it as it is. */
export function fulfil(assumptions: readonly Assumption[], drawn: Point, random: RandomStream): Point {
  let at = drawn;
  for (const { left, right } of assumptions)
    for (const repair of repairs)
      at = repair(left, right, at, random) ?? repair(right, left, at, random) ?? at;
  return at;
}

type Repair = (left: Expr, right: Expr, at: Point, random: RandomStream) => Point | undefined;

const repairs: readonly Repair[] = [normalise, symmetrise, squareRoot, choosePosition];

/** The indices in the slots of an entry, one in each; undefined for other slots. */
function plainSlots(e: Expr): readonly Index[] | undefined {
  if (e.kind !== "tensor") return undefined;
  const indices = e.slots.flatMap((slot) => soleIndex(slot) ?? []);
  return indices.length === e.slots.length && new Set(indices).size === indices.length ? indices : undefined;
}

/** The data of a tensor with every entry replaced. */
function mapEntries(
  at: Point,
  name: string,
  f: (value: number, position: readonly number[]) => number,
): Point {
  const data = at.tensors.get(name)!;
  const strides = data.shape.map((_, k) => product(data.shape.slice(k + 1)));
  const values = Float64Array.from(data.values, (value, n) =>
    f(value, data.shape.map((length, k) => Math.floor(n / strides[k]!) % length)),
  ); // prettier-ignore
  return { ...at, tensors: new Map([...at.tensors, [name, { shape: data.shape, values } satisfies Dense]]) };
}

/** Σ over some axes of x = c: a soft or a one-hot label, c times over. */
function normalise(left: Expr, right: Expr, at: Point, random: RandomStream): Point | undefined {
  if (left.kind !== "reduce" || left.op !== "sum" || right.kind !== "const") return undefined;
  const slots = plainSlots(left.body);
  if (slots === undefined) return undefined;
  const { name } = left.body as TensorExpr;
  const kept = slots.flatMap((index, k) => (left.indices.includes(index) ? [] : [k]));
  const rowOf = (position: readonly number[]): string => kept.map((k) => position[k]).join();
  const hot = random.uniform() < 0.5;
  const weights = new Map<string, number>();
  const chosen = new Map<string, number>();
  const drawn = mapEntries(at, name, (_, position) => {
    const weight = 0.1 + random.uniform();
    const row = rowOf(position);
    weights.set(row, (weights.get(row) ?? 0) + weight);
    chosen.set(row, Math.max(chosen.get(row) ?? 0, weight));
    return weight;
  });
  const total = toNumber(right.value);
  return mapEntries(drawn, name, (weight, position) => {
    const row = rowOf(position);
    return hot ? (weight === chosen.get(row) ? total : 0) : (total * weight) / weights.get(row)!;
  });
}

/** x[i, j] = x[j, i]: the mean of both. */
function symmetrise(left: Expr, right: Expr, at: Point): Point | undefined {
  const [a, b] = [plainSlots(left), plainSlots(right)];
  if (a === undefined || b === undefined || left.kind !== "tensor" || right.kind !== "tensor")
    return undefined;
  if (left.name !== right.name || a.length !== 2 || a[0] !== b[1] || a[1] !== b[0]) return undefined;
  const data = at.tensors.get(left.name)!;
  return mapEntries(
    at,
    left.name,
    (value, [row, column]) => (value + data.values[column! * data.shape[1]! + row!]!) / 2,
  );
}

/** x² = c: plus or minus √c. */
function squareRoot(left: Expr, right: Expr, at: Point, random: RandomStream): Point | undefined {
  if (left.kind !== "pow" || left.base.kind !== "tensor" || right.kind !== "const") return undefined;
  if (left.exponent.kind !== "const" || toNumber(left.exponent.value) !== 2) return undefined;
  const root = Math.sqrt(toNumber(right.value));
  return mapEntries(at, left.base.name, () => (random.uniform() < 0.5 ? root : -root));
}

/** Σ_i [i = c] = 1: c is one of the positions of i. */
function choosePosition(left: Expr, right: Expr, at: Point, random: RandomStream): Point | undefined {
  if (left.kind !== "reduce" || left.op !== "sum" || !isConst(right, 1) || left.indices.length !== 1)
    return undefined;
  const { body } = left;
  if (body.kind !== "iverson" || body.rel !== "==") return undefined;
  const [a, b] = [body.left, body.right];
  const held = a.kind === "tensor" ? a : b.kind === "tensor" ? b : undefined;
  const form = asAffine(held === a ? b : a);
  const [index] = left.indices;
  if (held === undefined || form === undefined || soleIndex(form) !== index) return undefined;
  const [length] = shapeOf([index!.size], at.sizes);
  return length === 0 ? undefined : mapEntries(at, held.name, () => random.integer(1, length!));
}
