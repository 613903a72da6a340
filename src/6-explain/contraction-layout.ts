import { isConst, pow, constant } from "../core/build.ts";
import type { Index } from "../core/index.ts";
import { isNegative, negRational } from "../core/rational.ts";
import {
  contract,
  type Factor,
  type Link,
  type MatrixPart,
  type Path,
  type Scalar,
  type Vector,
  type VectorPart,
} from "./contraction.ts";
import { call, type Layout } from "./layout.ts";
import { unit, type Finish, type Piece } from "./piece.ts";
import { fronts, group, hadamard, layoutOf, scalar, shaped, squaredNorm, type Shaped } from "./shaped.ts";

/** A request to lay out a factor with the given axes. */
export interface Ask {
  readonly factor: Factor;
  readonly axes: readonly Index[];
}

type Answer<T> = Generator<Ask, T | undefined, Shaped | undefined>;

/** Σ_bound Π factors in matrix form, with the given axes. */
export function* contractionLayout(
  factors: readonly Factor[],
  bound: readonly Index[],
  axes: readonly Index[],
  finish: Finish,
): Answer<Shaped> {
  const everywhere =
    bound.length === 0 && factors.every(({ free }) => free.length === 0 || free.length === axes.length);
  if (everywhere && axes.length > 0) return yield* entrywise(factors, axes, finish);
  if (axes.length > 2) return undefined;
  const plan = contract(factors, bound, axes);
  if (plan === undefined) return undefined;
  const writer = new Writer(finish);
  const scalars: Piece[] = [];
  for (const part of plan.scalars) {
    const value = yield* writer.scalar(part);
    if (value === undefined) return undefined;
    scalars.push(value);
  }
  const body = yield* writer.body(plan.path, plan.vectors, axes);
  return body && { ...body, ...fronts([...scalars, body]) };
}

/** A product in which nothing is summed and every factor has all the axes, or none. */
function* entrywise(factors: readonly Factor[], axes: readonly Index[], finish: Finish): Answer<Shaped> {
  const scalars: Shaped[] = [];
  const parts: { above: Shaped[]; below: Shaped[] } = { above: [], below: [] };
  for (const factor of factors) {
    const isScalar = factor.free.length === 0;
    const upright = isScalar ? undefined : reciprocalOf(factor);
    const part = yield { factor: upright ?? factor, axes: isScalar ? [] : axes };
    if (part === undefined) return undefined;
    (isScalar ? scalars : upright === undefined ? parts.above : parts.below).push(part);
  }
  if (parts.above.length + parts.below.length === 0) return undefined;
  const body = hadamard(parts, axes, finish.sort);
  return { ...body, ...fronts([...scalars, body]) };
}

/** b where the factor is 1/b. */
function reciprocalOf(factor: Factor): Factor | undefined {
  if (factor.kind !== "pow" || factor.exponent.kind !== "const" || !isNegative(factor.exponent.value))
    return undefined;
  return pow(factor.base, constant(negRational(factor.exponent.value)));
}

/** v where the only part of a product is v². */
function squared(parts: readonly (VectorPart | MatrixPart)[]): Factor | undefined {
  const [part] = parts;
  if (parts.length !== 1 || part?.kind !== "entry") return undefined;
  const { factor } = part;
  return factor.kind === "pow" && isConst(factor.exponent, 2) ? factor.base : undefined;
}

class Writer {
  readonly #finish: Finish;

  constructor(finish: Finish) {
    this.#finish = finish;
  }

  *body(path: Path | undefined, vectors: ReadonlyMap<Index, Vector>, axes: readonly Index[]): Answer<Shaped> {
    const [rows, columns] = axes;
    if (rows === undefined) return scalar(unit);
    if (columns === undefined) return yield* this.vector(vectors.get(rows)!, rows);
    const [left, right] = [vectors.get(rows), vectors.get(columns)];
    const diagonals = [left, right].map((vector, k): readonly Link[] =>
      vector === undefined ? [] : [{ kind: "diag", index: axes[k]!, vector }],
    );
    if (path !== undefined)
      return yield* this.path({ ...path, links: [...diagonals[0]!, ...path.links, ...diagonals[1]!] });
    const first = yield* this.vector(left!, rows);
    const second = yield* this.vector(right!, columns);
    if (first === undefined || second === undefined) return undefined;
    const outer = call("outer", [bodyOf(first), bodyOf(second)]);
    return shaped([{ ...outer, free: axes }], axes, fronts([first, second]));
  }

  *vector(vector: Vector, index: Index): Answer<Shaped> {
    const parts: { above: Shaped[]; below: Shaped[] } = { above: [], below: [] };
    for (const part of vector) {
      const upright = part.kind === "entry" ? reciprocalOf(part.factor) : undefined;
      const value = yield* this.#vectorPart(
        upright === undefined ? part : { kind: "entry", factor: upright },
        index,
      );
      if (value === undefined) return undefined;
      (upright === undefined ? parts.above : parts.below).push(value);
    }
    return hadamard(parts, [index], this.#finish.sort);
  }

  *#vectorPart(part: VectorPart, index: Index): Answer<Shaped> {
    if (part.kind === "entry") return yield { factor: part.factor, axes: [index] };
    const path = yield* this.path(part.path);
    if (path === undefined) return undefined;
    if (part.kind === "diagonal")
      return shaped([{ ...call("diag", [bodyOf(path)]), free: [index] }], [index], path);
    const vector = yield* this.vector(part.vector, part.path.to);
    return vector && shaped([...path.chain, ...vector.chain], [index], fronts([path, vector]));
  }

  *path({ from, to, links }: Path): Answer<Shaped> {
    const all: Shaped[] = [];
    for (const link of links) {
      const value = yield* this.#link(link);
      if (value === undefined) return undefined;
      all.push(value);
    }
    return shaped(all.flatMap(({ chain }) => chain), [from, to], fronts(all)); // prettier-ignore
  }

  *#link(link: Link): Answer<Shaped> {
    if (link.kind === "diag") {
      const vector = yield* this.vector(link.vector, link.index);
      return vector && shaped([call("diag", [bodyOf(vector)])], [link.index, link.index], vector);
    }
    const axes = [link.rows, link.columns];
    const above: Shaped[] = [];
    for (const part of link.parts) {
      const value = part.kind === "path" ? yield* this.path(part.path) : yield { factor: part.factor, axes };
      if (value === undefined) return undefined;
      above.push(value);
    }
    return hadamard({ above, below: [] }, axes, this.#finish.sort);
  }

  *scalar(part: Scalar): Answer<Piece> {
    if (part.kind === "entry") return yield { factor: part.factor, axes: [] };
    if (part.kind === "total") return yield* this.#total(part.vector, part.index);
    const [link] = part.path.links;
    const root = part.kind === "matrix-total" && part.path.links.length === 1 && link?.kind === "matrix" ? squared(link.parts) : undefined; // prettier-ignore
    if (root !== undefined && link?.kind === "matrix") {
      const value = yield { factor: root, axes: [link.rows, link.columns] };
      return value && { ...unit, above: [squaredNorm(layoutOf(value, this.#finish))] };
    }
    const matrix = yield* this.path(part.path);
    const fn = part.kind === "trace" ? "tr" : "sum";
    return matrix && { ...fronts([matrix]), above: [...matrix.above, call(fn, [bodyOf(matrix)])] };
  }

  /** Σ of the entries: a dot product of two vectors, the square of a norm, or the sum of one vector. */
  *#total(vector: Vector, index: Index): Answer<Piece> {
    const root = squared(vector);
    if (root !== undefined) {
      const value = yield { factor: root, axes: [index] };
      return value && { ...unit, above: [squaredNorm(layoutOf(value, this.#finish))] };
    }
    const parts: Shaped[] = [];
    const isDot = vector.length === 2 && vector.every((part) => part.kind !== "entry" || reciprocalOf(part.factor) === undefined); // prettier-ignore
    for (const piece of isDot ? vector.map((part) => [part]) : [vector]) {
      const value = yield* this.vector(piece, index);
      if (value === undefined) return undefined;
      parts.push(value);
    }
    const front = fronts(parts);
    const [first, second] = parts as [Shaped, Shaped | undefined];
    if (second === undefined) return { ...front, above: [...front.above, total(bodyOf(first))] };
    // u * M * v rather than (M * v) * u.
    const [left, right] =
      first.chain.length > 1 && second.chain.length === 1 ? [second, first] : [first, second];
    const sorted = left.chain.length === 1 && right.chain.length === 1 ? this.#finish.sort([bodyOf(left), bodyOf(right)]) : [bodyOf(left), ...right.chain]; // prettier-ignore
    return { ...front, above: [...front.above, { kind: "product", op: "*", factors: sorted, free: [] }] };
  }
}

/** The sum of a diagonal is a trace. */
const total = (body: Layout): Layout =>
  body.kind === "call" && body.fn === "diag" ? call("tr", body.args) : call("sum", [body]);

const bodyOf = ({ chain, axes }: Shaped): Layout => ({ ...group("*", chain, axes), free: axes });
