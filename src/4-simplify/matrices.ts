import { affineOf, soleIndex, type Affine, type AffineAtom } from "../core/affine.ts";
import { matrix, open, reduce, rename, substitute, sumOver } from "../core/bind.ts";
import {
  affineExpr,
  baseAndExponent,
  constant,
  delta,
  factorsOf,
  mul,
  neg,
  one,
  pow,
  reciprocal,
  splitContent,
  sum,
  unary,
  zero,
} from "../core/build.ts";
import type { Expr, MatrixExpr, MulExpr } from "../core/expr.ts";
import { freshIndex, type Index } from "../core/index.ts";
import type { MatrixOp } from "../core/ops.ts";
import { compareExpr } from "../core/order.ts";
import { isOne, rational } from "../core/rational.ts";
import { rule, type Context, type Rewrite, type Rule } from "./rule.ts";

/** A factor of the matrix that lacks its row or its column, and where it stands. */
type Side = "row" | "column" | "scalar";

/** What op makes of a factor d(i) that scales row or column i. */
const scales: {
  readonly [Op in MatrixOp]: (side: Side, factor: Expr, e: MatrixExpr) => Expr;
} = {
  // A⁻¹ has the columns of A as rows: (D A E)⁻¹ = E⁻¹ A⁻¹ D⁻¹.
  inv: (side, factor, { indices: [row, column], slots }) => {
    if (side === "scalar") return reciprocal(factor);
    const [index, slot] = side === "row" ? [row, slots[1]!] : [column, slots[0]!];
    return reciprocal(substitute(factor, new Map<AffineAtom, Affine>([[index, slot]])));
  },
  det: (side, factor, { indices: [row, column] }) =>
    side === "scalar" ? pow(factor, affineExpr(row.size)) : reduce("prod", [side === "row" ? row : column], factor),
  logdet: (side, factor, { indices: [row, column] }) => {
    const size = unary("log", unary("abs", factor));
    if (side === "scalar") return mul(affineExpr(row.size), size);
    return sumOver([side === "row" ? row : column], size);
  },
}; // prettier-ignore

/** Products become products under det and inv, sums under logdet. */
const together = (op: MatrixOp, parts: readonly Expr[]): Expr =>
  op === "logdet" ? sum(...parts) : mul(...parts);

/** op(c D A E) for a number c and diagonal D and E. */
function scaleMatrix(e: MatrixExpr): Expr | undefined {
  const [row, column] = e.indices;
  const { coef, primitive } = splitContent(e.body);
  const factors = factorsOf(primitive);
  const sides = factors.map((factor): Side | "matrix" =>
    factor.free.includes(row)
      ? factor.free.includes(column) ? "matrix" : "row"
      : factor.free.includes(column) ? "column" : "scalar",
  ); // prettier-ignore
  if (!sides.includes("matrix") || (isOne(coef) && sides.every((side) => side === "matrix")))
    return undefined;
  const inner = matrix(e.op, e.indices, mul(...factors.filter((_, k) => sides[k] === "matrix")), e.slots);
  // −A of an antisymmetric A is its transpose, and has the same determinant already.
  if (inner === e) return undefined;
  const parts = factors.flatMap((factor, k) => {
    const side = sides[k]!;
    return side === "matrix" ? [] : [scales[e.op](side, factor, e)];
  });
  const front = isOne(coef) ? [] : [scales[e.op]("scalar", constant(coef), e)];
  return together(e.op, [...front, ...parts, inner]);
}

/** op of the unit matrix, and of a matrix with one entry. */
function unitMatrix(e: MatrixExpr): Expr | undefined {
  const [row, column] = e.indices;
  if (e.body === delta(affineOf(row), affineOf(column)))
    return e.op === "inv" ? delta(e.slots[0]!, e.slots[1]!) : e.op === "det" ? one : zero;
  if (row.size.terms.length > 0 || row.size.constant !== 1) return undefined;
  const first = { ...row.size };
  const only = substitute(e.body, new Map<AffineAtom, Affine>([[row, first], [column, first]])); // prettier-ignore
  return { inv: () => reciprocal(only), det: () => only, logdet: () => unary("log", unary("abs", only)) }[
    e.op
  ]();
}

/** (A⁻¹)⁻¹ = A, det A⁻¹ = 1 / det A. */
function ofInverse(e: MatrixExpr): Expr | undefined {
  const { body, indices } = e;
  if (body.kind !== "matrix" || body.op !== "inv") return undefined;
  const [first, second] = body.slots.map(soleIndex);
  const isStraight = first === indices[0] && second === indices[1];
  if (!isStraight && (first !== indices[1] || second !== indices[0])) return undefined;
  const inner = open(body);
  const [row, column] = inner.indices as [Index, Index];
  if (e.op === "inv") {
    const [i, j] = isStraight ? e.slots : e.slots.toReversed();
    return substitute(inner.body, new Map<AffineAtom, Affine>([[row, i!], [column, j!]])); // prettier-ignore
  }
  const value = matrix(e.op, [row, column], inner.body, []);
  return e.op === "det" ? reciprocal(value) : neg(value);
}

interface Half {
  readonly indices: readonly Index[];
  readonly body: Expr;
}

/** The factors that hang together with `start` over the indices, and these indices. */
function connected(
  factors: readonly Expr[],
  indices: readonly Index[],
  start: Index,
): Half & { readonly factors: readonly Expr[] } {
  const reached = new Set([start]);
  let inside: readonly Expr[] = [];
  for (let before = -1; before !== inside.length;) {
    before = inside.length;
    inside = factors.filter(({ free }) => free.some((index) => reached.has(index)));
    for (const { free } of inside) for (const index of indices) if (free.includes(index)) reached.add(index);
  }
  return { factors: inside, indices: indices.filter((index) => reached.has(index)), body: mul(...inside) };
}

/** op(A B) for square A and B: the sum over the index that alone holds the two together. */
function productOfMatrices(e: MatrixExpr): Expr | undefined {
  if (e.body.kind !== "reduce" || e.body.op !== "sum") return undefined;
  const [row, column] = e.indices;
  const product = open(e.body);
  const factors = factorsOf(product.body);
  for (const middle of product.indices) {
    if (middle.size !== row.size) continue;
    const others = product.indices.filter((index) => index !== middle);
    const left = connected(factors, others, row);
    const right = connected(factors, others, column);
    const overlap = left.factors.some((factor) => right.factors.includes(factor));
    const isWhole = left.factors.length + right.factors.length === factors.length;
    const meets = [left, right].every(({ body }) => body.free.includes(middle));
    if (overlap || !isWhole || !meets) continue;
    const [a, b] = [sumOver(left.indices, left.body), sumOver(right.indices, right.body)];
    if (e.op !== "inv")
      return together(e.op, [matrix(e.op, [row, middle], a, []), matrix(e.op, [middle, column], b, [])]);
    const between = freshIndex(row.size);
    const [i, j] = e.slots;
    return sumOver(
      [between],
      mul(
        matrix("inv", [middle, column], b, [i!, affineOf(between)]),
        matrix("inv", [row, middle], a, [affineOf(between), j!]),
      ),
    );
  }
  return undefined;
}

/** A⁻¹ is symmetric where A is, by assumption: its slots are put in order. */
function symmetricInverse(e: MatrixExpr, { equations, simplify }: Context): Rewrite | undefined {
  if (e.op !== "inv" || equations.isEmpty || e.slots[0] === e.slots[1]) return undefined;
  const turned = matrix("inv", e.indices, e.body, e.slots.toReversed());
  if (compareExpr(turned, e) >= 0) return undefined;
  const [row, column] = e.indices;
  const fresh = [freshIndex(row.size), freshIndex(column.size)];
  const [straight, transposed] = [fresh, fresh.toReversed()].map((names) =>
    simplify(rename(e.body, e.indices, names)),
  );
  if (straight!.value !== transposed!.value) return undefined;
  const assumptions = [...straight!.assumptions, ...transposed!.assumptions];
  return { value: turned, assumptions };
}

/** log |det A|, from the argument of the logarithm; log det A is the same wherever it is defined. */
export function logOfDeterminant(arg: Expr): Expr | undefined {
  const inner = arg.kind === "unary" && arg.op === "abs" ? arg.arg : arg;
  return inner.kind === "matrix" && inner.op === "det"
    ? matrix("logdet", inner.indices, inner.body, [])
    : undefined;
}

/** det(A)ᵃ det(A)⁻ᵇ beside an entry of A⁻¹, which has no value where det A = 0. */
function cancelDeterminant(e: MulExpr): Expr | undefined {
  const powers = e.factors.map(baseAndExponent);
  for (const { base } of powers) {
    if (base.kind !== "matrix" || base.op !== "det") continue;
    const same = powers.filter((power) => power.base === base);
    const isDefined = e.factors.some((f) => f.kind === "matrix" && f.op === "inv" && f.body === base.body);
    if (same.length < 2 || !isDefined) continue;
    const exponent = same.reduce((total, power) => total + power.exponent, 0n);
    const rest = e.factors.filter((_, k) => powers[k]!.base !== base);
    return mul(...rest, pow(base, constant(rational(exponent))));
  }
  return undefined;
}

export const matrixRules: readonly Rule[] = [
  rule({ id: "unit-matrix", law: "1⁻¹ = 1, det 1 = 1, log |det 1| = 0", needs: "always", at: "matrix", apply: unitMatrix }),
  rule({ id: "inverse-of-inverse", law: "(A⁻¹)⁻¹ = A, det A⁻¹ = 1 / det A, log |det A⁻¹| = -log |det A|", needs: "A invertible, where A⁻¹ is defined", at: "matrix", apply: ofInverse }),
  rule({ id: "scale-of-matrix", law: "(c A)⁻¹ = A⁻¹ / c, det(c A) = c^n det A, det(diag(d) A) = Π_i d_i det A", needs: "A is n by n", at: "matrix", apply: scaleMatrix }),
  rule({ id: "product-of-matrices", law: "(A B)⁻¹ = B⁻¹ A⁻¹, det(A B) = det A det B", needs: "A and B are square", at: "matrix", apply: productOfMatrices }),
  rule({ id: "symmetric-inverse", law: "(A⁻¹)ᵀ = A⁻¹", needs: "assumed: Aᵀ = A", at: "matrix", apply: symmetricInverse }),
  rule({ id: "log-determinant", law: "log(abs(det A)) = log |det A|, log(det A) = log |det A|", needs: "det A > 0, where log(det A) is defined", at: "unary", apply: ({ op, arg }) => (op === "log" ? logOfDeterminant(arg) : undefined) }),
  rule({ id: "cancel-determinant", law: "det A (det A)^(-1) A⁻¹ = A⁻¹", needs: "A invertible, where A⁻¹ is defined", at: "mul", apply: cancelDeterminant }),
]; // prettier-ignore
