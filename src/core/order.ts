import { compareAtom, type Affine } from "./affine.ts";
import type { Expr, ExprKind } from "./expr.ts";
import { compareRational } from "./rational.ts";

const rank: { readonly [Kind in ExprKind]: number } = {
  const: 0, real: 1, affine: 2, tensor: 3, iverson: 4, unary: 5, binary: 6, pow: 7, select: 8, reduce: 9, matrix: 10, mul: 11, add: 12,
}; // prettier-ignore

const text = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/** Total order of forms by their terms; independent of the process. */
export function compareAffine(a: Affine, b: Affine): number {
  if (a === b) return 0;
  if (a.terms.length !== b.terms.length) return a.terms.length - b.terms.length;
  for (const [i, term] of a.terms.entries()) {
    const other = b.terms[i]!;
    const difference = compareAtom(term.atom, other.atom) || term.coef - other.coef;
    if (difference !== 0) return difference;
  }
  return a.constant - b.constant;
}

const compareForms = (a: readonly Affine[], b: readonly Affine[]): number => {
  if (a.length !== b.length) return a.length - b.length;
  for (const [i, form] of a.entries()) {
    const difference = compareAffine(form, b[i]!);
    if (difference !== 0) return difference;
  }
  return 0;
};

type Pair = readonly [Expr, Expr];

/** Compares what a and b are by themselves, and appends the pairs of children still to be compared. */
function compareHeads(a: Expr, b: Expr, push: (pair: Pair) => void): number {
  const lists = (xs: readonly Expr[], ys: readonly Expr[]): number => {
    if (xs.length !== ys.length) return xs.length - ys.length;
    for (const [i, x] of xs.entries()) push([x, ys[i]!]);
    return 0;
  };
  if (a.kind === "const" && b.kind === "const") return compareRational(a.value, b.value);
  if (a.kind === "real" && b.kind === "real") return text(a.name, b.name);
  if (a.kind === "affine" && b.kind === "affine") return compareAffine(a.form, b.form);
  if (a.kind === "tensor" && b.kind === "tensor")
    return text(a.name, b.name) || compareForms(a.slots, b.slots) || compareForms(a.dims, b.dims);
  if (a.kind === "iverson" && b.kind === "iverson")
    return text(a.rel, b.rel) || lists([a.left, a.right], [b.left, b.right]);
  if (a.kind === "unary" && b.kind === "unary") return text(a.op, b.op) || lists([a.arg], [b.arg]);
  if (a.kind === "binary" && b.kind === "binary")
    return text(a.op, b.op) || lists([a.left, a.right], [b.left, b.right]);
  if (a.kind === "pow" && b.kind === "pow") return lists([a.base, a.exponent], [b.base, b.exponent]);
  if (a.kind === "select" && b.kind === "select")
    return lists([a.condition, a.onTrue, a.onFalse], [b.condition, b.onTrue, b.onFalse]);
  if (a.kind === "reduce" && b.kind === "reduce") {
    if (a.op !== b.op) return text(a.op, b.op);
    const sizes = compareForms(
      a.indices.map((i) => i.size),
      b.indices.map((i) => i.size),
    );
    const levels = (e: typeof a): string => e.indices.map((i) => i.name).join();
    return sizes || text(levels(a), levels(b)) || lists([a.body], [b.body]);
  }
  if (a.kind === "matrix" && b.kind === "matrix") {
    const sizes = compareForms(
      a.indices.map((i) => i.size),
      b.indices.map((i) => i.size),
    );
    const levels = (e: typeof a): string => e.indices.map((i) => i.name).join();
    return (
      text(a.op, b.op) ||
      compareForms(a.slots, b.slots) ||
      sizes ||
      text(levels(a), levels(b)) ||
      lists([a.body], [b.body])
    );
  }
  if (a.kind === "mul" && b.kind === "mul") return lists(a.factors, b.factors);
  if (a.kind === "add" && b.kind === "add") {
    if (a.terms.length !== b.terms.length) return a.terms.length - b.terms.length;
    for (const [i, term] of a.terms.entries()) {
      const difference = compareRational(term.coef, b.terms[i]!.coef);
      if (difference !== 0) return difference;
    }
    return lists(
      a.terms.map((t) => t.expr),
      b.terms.map((t) => t.expr),
    );
  }
  return rank[a.kind] - rank[b.kind];
}

/**
 * A total order by structure: by kind, then by the hash of the structure without index names, then by
 * everything. It never depends on when a node was made, so the same input prints the same bytes everywhere.
 */
export function compareExpr(a: Expr, b: Expr): number {
  const stack: Pair[] = [[a, b]];
  for (let pair = stack.pop(); pair !== undefined; pair = stack.pop()) {
    const [x, y] = pair;
    if (x === y) continue;
    if (x.kind !== y.kind) return rank[x.kind] - rank[y.kind];
    if (x.shape !== y.shape) return x.shape - y.shape;
    const children: Pair[] = [];
    const difference = compareHeads(x, y, (child) => children.push(child));
    if (difference !== 0) return difference;
    stack.push(...children.reverse());
  }
  return 0;
}
