import { affineExpr, constant, mul, neg, pow, scale, splitContent, sum, unary, zero } from "./build.ts";
import {
  affineOf,
  coefficientOf,
  indicesOf,
  isConstantAffine,
  substituteAffine,
  type Affine,
  type AffineAtom,
} from "./affine.ts";
import { isBinder, type BinderExpr, type Expr, type MatrixExpr, type ReduceExpr } from "./expr.ts";
import { boundIndex, formalIndex, freshIndex, type Index } from "./index.ts";
import { intern } from "./intern.ts";
import { combine, leaf } from "./node.ts";
import type { MatrixOp, ReduceOp } from "./ops.ts";
import { compareAffine, compareExpr } from "./order.ts";
import { equalRational, invRational, isNegative, isOne, ONE, type Rational } from "./rational.ts";
import { children, postorder, rebuild } from "./walk.ts";

/**
 * e with atoms (indices, sizes) replaced by forms, all at once and without capture: a bound index is renamed
 * before anything could fall into its scope.
 */
export function substitute(e: Expr, by: ReadonlyMap<AffineAtom, Affine>): Expr {
  if (by.size === 0) return e;
  const hasSizes = [...by.keys()].some((atom) => atom.kind === "size");
  const touched = (node: Expr): boolean => hasSizes || node.free.some((index) => by.has(index));
  if (!touched(e)) return e;
  const form = (a: Affine): Affine => substituteAffine(a, (atom) => by.get(atom));
  const images = new Map<Expr, Expr>();
  const image = (child: Expr): Expr => images.get(child) ?? child;
  for (const node of postorder([e], touched)) {
    if (!touched(node)) continue;
    images.set(node, isBinder(node) ? substituteBinder(node, by, image) : rebuild(node, image, form));
  }
  return image(e);
}

/** The indices of a binder that a replacement would bring into its own scope. */
const captured = (node: BinderExpr, by: ReadonlyMap<AffineAtom, Affine>): readonly Index[] =>
  node.indices.filter((index) =>
    node.body.free.some((free) => {
      const form = node.indices.includes(free) ? undefined : by.get(free);
      return form !== undefined && coefficientOf(form, index) !== 0;
    }),
  );

function substituteBinder(
  node: BinderExpr,
  by: ReadonlyMap<AffineAtom, Affine>,
  image: (e: Expr) => Expr,
): Expr {
  const clashing = captured(node, by);
  const apart = node.indices.map((index) => (clashing.includes(index) ? freshIndex(index.size) : index));
  const body =
    clashing.length === 0 ? image(node.body) : substitute(rename(node.body, node.indices, apart), by);
  const resized = apart.map((index) => {
    const size = substituteAffine(index.size, (atom) => by.get(atom));
    return size === index.size ? index : freshIndex(size);
  });
  const form = (a: Affine): Affine => substituteAffine(a, (atom) => by.get(atom));
  return bind(node, resized, rename(body, apart, resized), form);
}

/** A binder of the kind of `like` around another body. */
function bind(
  like: BinderExpr,
  indices: readonly Index[],
  body: Expr,
  form: (a: Affine) => Affine = (a) => a,
): Expr {
  if (like.kind === "reduce") return reduce(like.op, indices, body);
  return matrix(like.op, [indices[0]!, indices[1]!], body, like.slots.map(form));
}

/** e with indices renamed. */
export function rename(e: Expr, from: readonly Index[], to: readonly Index[]): Expr {
  const changes = from.flatMap((index, k) => (to[k] === index ? [] : [[index, affineOf(to[k]!)] as const]));
  return substitute(e, new Map<AffineAtom, Affine>(changes));
}

/** At most this many orders of indices that look alike are tried for the smallest body. */
const MAX_ORDERS = 24;

function* permutations<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length <= 1) return yield items;
  for (const [k, item] of items.entries())
    for (const rest of permutations([...items.slice(0, k), ...items.slice(k + 1)])) yield [item, ...rest];
}

/** All orders of `groups`, each permuted in itself; lazily, as there may be many. */
function* orders(groups: readonly (readonly Index[])[]): Generator<readonly Index[]> {
  const [first, ...rest] = groups;
  if (first === undefined) return yield [];
  for (const head of permutations(first)) for (const tail of orders(rest)) yield [...head, ...tail];
}

/** Levels for n new binders around body: above every binder inside, and taken by no free index. */
function levels(body: Expr, bound: readonly Index[], outside: readonly Index[] = []): number[] {
  const taken = new Set(
    [...body.free, ...outside].filter((i) => i.origin === "bound" && !bound.includes(i)).map((i) => i.level),
  );
  const chosen: number[] = [];
  for (let level = body.binders + 1; chosen.length < bound.length; level++)
    if (!taken.has(level)) chosen.push(level);
  return chosen;
}

/** A reduction in canonical names: coef · op(indices, body), where only a sum has a coefficient other than 1. */
interface Canonical {
  readonly coef: Rational;
  readonly indices: readonly Index[];
  readonly body: Expr;
}

/**
 * Canonical names for the bound indices, and the body in these names. Which term of A[j,k] − A[k,j] comes first
 * depends on the names, and with it the sign of the primitive sum: the content is split off in the final ones.
 */
function canonical(op: ReduceOp, indices: readonly Index[], body: Expr): Canonical {
  // An index with the level of a binder inside has pushed that binder up; both fall to their places once it is named apart.
  if (indices.some((index) => index.origin === "bound" && index.level <= body.binders)) {
    const apart = indices.map((index) => freshIndex(index.size));
    return canonical(op, apart, rename(body, indices, apart));
  }
  const numbers = levels(body, indices);
  const renamed = (order: readonly Index[]): Canonical => {
    const names = order.map((index, k) => boundIndex(numbers[k]!, index.size));
    const moved = rename(body, order, names);
    const { coef, primitive } = op === "sum" ? splitContent(moved) : { coef: ONE, primitive: moved };
    return { coef, indices: names, body: primitive };
  };
  if (indices.length === 1) return renamed(indices);
  const mark = (index: Index): string => `${index.size.key}:${body.marks[body.free.indexOf(index)]}`;
  const groups = new Map<string, Index[]>();
  for (const index of indices) groups.set(mark(index), [...(groups.get(mark(index)) ?? []), index]);
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  let best: Canonical | undefined;
  let tried = 0;
  for (const order of orders(sorted)) {
    const candidate = renamed(order);
    const sense = best === undefined ? -1 : compareExpr(candidate.body, best.body);
    // Equal up to sign under two orders: the sum is its own negative, and either sign is right.
    if (sense < 0 || (sense === 0 && isNegative(best!.coef))) best = candidate;
    if (++tried >= MAX_ORDERS) break;
  }
  return best!;
}

/** What a reduction over `count` equal values is; undefined where an empty range would make a difference. */
const repeated: { readonly [Op in ReduceOp]: (body: Expr, count: Affine) => Expr | undefined } = {
  sum: (body, count) => mul(affineExpr(count), body),
  prod: (body, count) => pow(body, affineExpr(count)),
  max: (body, count) => (isPositive(count) ? body : undefined),
  min: (body, count) => (isPositive(count) ? body : undefined),
  logsumexp: (body, count) => (isPositive(count) ? sum(body, unary("log", affineExpr(count))) : undefined),
};

const isPositive = (size: Affine): boolean => isConstantAffine(size) && size.constant > 0;

/**
 * op over all values of `indices` of body. Nested reductions with the same op are one; the names and the order
 * of the indices do not matter; a rational factor of the body of a sum stands before the sum.
 */
export function reduce(op: ReduceOp, indices: readonly Index[], body: Expr): Expr {
  if (indices.length === 0) return body;
  if (op === "sum") {
    if (body === zero) return zero;
    const { coef, primitive } = splitContent(body);
    if (!isOne(coef)) return scale(coef, reduce("sum", indices, primitive));
  }
  let used = indices.filter((index) => body.free.includes(index));
  if (used.length < indices.length) {
    const idle = indices.filter((index) => !body.free.includes(index));
    let rest: Expr | undefined = reduce(op, used, body);
    const kept: Index[] = [];
    for (const index of idle) {
      const once: Expr | undefined = repeated[op](rest, index.size);
      if (once === undefined) kept.push(index);
      else rest = once;
    }
    if (kept.length === 0) return rest;
    if (rest !== body || kept.length < idle.length) return reduce(op, kept, rest);
    used = [...kept];
    return bindIdle(op, used, body);
  }
  if (body.kind === "reduce" && body.op === op) return reduce(op, [...indices, ...body.indices], body.body);
  const named = canonical(op, used, body);
  return scale(named.coef, node(op, named.indices, named.body));
}

const node = (op: ReduceOp, indices: readonly Index[], body: Expr): ReduceExpr =>
  intern(`reduce:${op}:${indices.map((i) => i.id).join()}:${body.id}`, (id) => ({
    kind: "reduce", op, indices, body, id, ...combine(`reduce:${op}`, [{ node: body, at: 1 }], indices),
  })); // prettier-ignore

/** A reduction over indices that do not occur, whose range may be empty: max over nothing is an error. */
function bindIdle(op: ReduceOp, indices: readonly Index[], body: Expr): Expr {
  const numbers = levels(body, indices);
  const sizes = indices.map((i) => i.size).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return node(
    op,
    sizes.map((size, k) => boundIndex(numbers[k]!, size)),
    body,
  );
}

export const sumOver = (indices: readonly Index[], body: Expr): Expr => reduce("sum", indices, body);

/** A square matrix inside a function of it: its body in canonical names, the entry that is read, and its weight. */
interface Oriented {
  readonly coef: Rational;
  readonly indices: readonly [Index, Index];
  readonly body: Expr;
  readonly slots: readonly Affine[];
}

/**
 * op of the matrix that `body` is over [row, column], read at `slots` where it has entries.
 *
 * The names of the two indices do not matter, nor which of them is called the row: Aᵀ in place of A turns the slots.
 * A rational factor c of the matrix stands before its inverse as 1/c, so that a sign is no part of it. The inverse of
 * a matrix that equals its transpose, or the negative of it, by its structure, is read with its slots in order.
 */
export function matrix(
  op: MatrixOp,
  indices: readonly [Index, Index],
  body: Expr,
  slots: readonly Affine[],
): Expr {
  if (indices.some((index) => index.origin === "bound" && index.level <= body.binders)) {
    const apart: [Index, Index] = [freshIndex(indices[0].size), freshIndex(indices[1].size)];
    return matrix(op, apart, rename(body, indices, apart), slots);
  }
  const numbers = levels(body, indices, slots.flatMap(indicesOf));
  const oriented = ([row, column]: readonly [Index, Index], turned: readonly Affine[]): Oriented => {
    const names: [Index, Index] = [boundIndex(numbers[0]!, row.size), boundIndex(numbers[1]!, column.size)];
    const moved = rename(body, [row, column], names);
    const { coef, primitive } = op === "inv" ? splitContent(moved) : { coef: ONE, primitive: moved };
    return { coef, indices: names, body: primitive, slots: turned };
  };
  const straight = oriented(indices, slots);
  const turned = oriented([indices[1], indices[0]], slots.toReversed());
  const order = compareExpr(straight.body, turned.body);
  if (order !== 0 || op !== "inv") return whole(op, order > 0 ? turned : straight, order === 0);
  const [first, second] = slots;
  const isTurned = compareAffine(first!, second!) > 0;
  if (equalRational(straight.coef, turned.coef)) return whole(op, isTurned ? turned : straight, true);
  if (first === second) return zero;
  return isTurned ? neg(whole(op, { ...turned, coef: straight.coef }, true)) : whole(op, straight, true);
}

const whole = (op: MatrixOp, { coef, indices, body, slots }: Oriented, isSymmetric: boolean): Expr =>
  mul(
    constant(op === "inv" && body !== zero ? invRational(coef) : ONE),
    intern(
      `matrix:${op}:${indices.map((i) => i.id).join()}:${body.id}:${slots.map((s) => s.id).join()}`,
      (id): MatrixExpr => {
        // The slots of a symmetric matrix are interchangeable: nothing may tell the first from the second.
        const places = isSymmetric ? slots.map((slot) => leaf("slot", [slot])) : [leaf("slots", slots)];
        return {
          kind: "matrix", op, indices, body, slots, id,
          ...combine(`matrix:${op}`, [
            { node: body, at: 1 },
            ...places.map((place) => ({ node: place, at: 2 })),
          ], indices),
        }; // prettier-ignore
      },
    ),
  );

/** The body of a binder in indices that occur nowhere else. */
export function open(e: BinderExpr): { readonly indices: readonly Index[]; readonly body: Expr } {
  const indices = e.indices.map((index) => freshIndex(index.size));
  return { indices, body: rename(e.body, e.indices, indices) };
}

/** Any node with other children; binders keep their indices. The body must be in the node's own indices. */
export function mapChildren(e: Expr, child: (e: Expr) => Expr): Expr {
  return isBinder(e) ? bind(e, e.indices, child(e.body)) : rebuild(e, child);
}

/** A closed function of indices: a tensor as such, whatever its indices are called where it is used. */
export interface Abstraction {
  readonly params: readonly Index[];
  readonly body: Expr;
}

/**
 * e as a function of its free indices except those in `fixed`, in canonical parameters, with the arguments
 * that give e back. Occurrences of one tensor under different index names have the same abstraction.
 */
export function abstract(
  e: Expr,
  fixed: readonly Index[] = [],
): { readonly abstraction: Abstraction; readonly args: readonly Index[] } {
  const marked = e.free
    .map((index, k) => ({ index, mark: e.marks[k]! }))
    .filter(({ index }) => !fixed.includes(index))
    .sort((a, b) =>
      a.index.size.key < b.index.size.key ? -1 : a.index.size.key > b.index.size.key ? 1 : a.mark - b.mark,
    );
  const args = marked.map(({ index }) => index);
  const params = args.map((index, k) => formalIndex(k + 1, index.size));
  return { abstraction: { params, body: rename(e, args, params) }, args };
}

/** The function applied to slots. */
export function apply(f: Abstraction, slots: readonly Affine[]): Expr {
  const changes = f.params.flatMap((param, k) =>
    slots[k] === affineOf(param) ? [] : [[param, slots[k]!] as const],
  );
  return substitute(f.body, new Map<AffineAtom, Affine>(changes));
}

/** e with tensors replaced by functions: every entry name[slots] becomes the function applied to the slots. */
export const substituteTensors = (e: Expr, by: ReadonlyMap<string, Abstraction>): Expr =>
  tensorSubstitution(by)(e);

/**
 * `substituteTensors` for many expressions that share nodes: what a node becomes is remembered. Functions may be
 * added to `by` as long as no expression has named them before.
 *
 * All binders are opened at once, under one fresh name for each bound index, and closed again from the inside: a
 * binder then gets its final name, which depends on what was put in below it, in a single renaming.
 */
export function tensorSubstitution(by: ReadonlyMap<string, Abstraction>): (e: Expr) => Expr {
  const images = new Map<Expr, Expr>();
  const names = new Map<Expr, boolean>();
  const opened = new Map<Index, Index>();
  const open = (index: Index): Index => {
    if (index.origin !== "bound") return index;
    const known = opened.get(index) ?? freshIndex(index.size);
    opened.set(index, known);
    return known;
  };
  const form = (a: Affine): Affine =>
    substituteAffine(a, (atom) => (atom.kind === "size" ? undefined : affineOf(open(atom))));
  const image = (e: Expr): Expr => images.get(e) ?? e;
  const isOpen = (e: Expr): boolean => e.free.some((index) => index.origin === "bound");
  const imageOf = (e: Expr): Expr => {
    if (isBinder(e)) return bind(e, e.indices.map(open), image(e.body), form);
    const f = e.kind === "tensor" ? by.get(e.name) : undefined;
    return f !== undefined && e.kind === "tensor" ? apply(f, e.slots.map(form)) : rebuild(e, image, form);
  };
  return (e) => {
    for (const node of postorder([e], (below) => !names.has(below)))
      if (!names.has(node))
        names.set(
          node,
          node.kind === "tensor" ? by.has(node.name) : children(node).some((c) => names.get(c)!),
        );
    if (!names.get(e)!) return e;
    const changes = (node: Expr): boolean => names.get(node)! || isOpen(node);
    for (const node of postorder([e], (below) => !images.has(below) && changes(below)))
      if (!images.has(node) && changes(node)) images.set(node, imageOf(node));
    const outer = e.free.filter((index) => index.origin === "bound");
    return rename(image(e), outer.map(open), outer);
  };
}
