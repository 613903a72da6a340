import type { Index } from "../core/index.ts";
import { mulRational } from "../core/rational.ts";
import { call, power, number, transposed, type Layout, type ProductLayout } from "./layout.ts";
import { plain, unit, type Finish, type Piece } from "./piece.ts";

/**
 * A value in matrix form: scalars coef · Π above / Π below in front, then a chain of matrix products, which is
 * empty for a number.
 */
export interface Shaped extends Piece {
  readonly chain: readonly Layout[];
  readonly axes: readonly Index[];
}

export const scalar = (a: Piece): Shaped => ({ ...a, chain: [], axes: [] });
export const shaped = (chain: readonly Layout[], axes: readonly Index[], front: Piece = unit): Shaped => ({
  coef: front.coef,
  above: front.above,
  below: front.below,
  chain,
  axes,
});

/** Products of matrices and of entries, whose operands stay grouped as they are. */
export const group = (op: ProductLayout["op"], factors: readonly Layout[], axes: readonly Index[]): Layout =>
  factors.length === 1 ? factors[0]! : { kind: "product", op, factors, free: axes };

/** The scalars in front of several values, multiplied. */
export const fronts = (all: readonly Piece[]): Piece => ({
  coef: all.reduce((total, { coef }) => mulRational(total, coef), unit.coef),
  above: all.flatMap(({ above }) => above),
  below: all.flatMap(({ below }) => below),
});

/** Scalars in front, then the chain, which keeps its order. */
export const matrixFinish = (sort: Finish["sort"]): Finish => ({
  sort,
  product: (factors) => {
    const last = factors.at(-1);
    const flat =
      last?.kind === "product" && last.op === "*" ? [...factors.slice(0, -1), ...last.factors] : factors;
    return flat.length === 0
      ? number(1n)
      : flat.length === 1
        ? flat[0]!
        : { kind: "product", op: "*", factors: flat };
  },
  quotient: (above, below) => ({ kind: "quotient", op: "/", above, below }),
});

/** The value as a monomial: the chain is one factor of it. */
export const asPiece = (a: Shaped): Piece => ({
  coef: a.coef,
  above: a.chain.length === 0 ? a.above : [...a.above, { ...group("*", a.chain, a.axes), free: a.axes }],
  below: a.below,
});

export const layoutOf = (a: Shaped, finish: Finish): Layout => ({
  ...plain(asPiece(a), finish),
  free: a.axes,
});

export interface Hadamard {
  readonly above: readonly Shaped[];
  readonly below: readonly Shaped[];
}

/** The element-wise product of tensors with the same axes, over the element-wise product of others. */
export function hadamard({ above, below }: Hadamard, axes: readonly Index[], sort: Finish["sort"]): Shaped {
  const [only] = above;
  if (above.length === 1 && below.length === 0) return only!;
  const body = (a: Shaped): Layout => ({ ...group("*", a.chain, axes), free: axes });
  const top = above.length === 0 ? number(1n) : group(".*", sort(above.map(body)), axes);
  const front = fronts([...above, ...below.map(inverted)]);
  if (below.length === 0) return shaped([top], axes, front);
  const bottom = group(".*", sort(below.map(body)), axes);
  return shaped([{ kind: "quotient", op: "./", above: top, below: bottom, free: axes }], axes, front);
}

const inverted = ({ coef, above, below }: Shaped): Piece => ({
  coef: { num: coef.num < 0n ? -coef.den : coef.den, den: coef.num < 0n ? -coef.num : coef.num },
  above: below,
  below: above,
});

/** A symbol with the axes its slots give it, turned to the wanted ones; undefined where it cannot be. */
export function oriented(
  symbol: Layout,
  slots: readonly Index[],
  axes: readonly Index[],
): Layout | undefined {
  if (slots.length === axes.length && slots.every((slot, k) => slot === axes[k])) return symbol;
  const [rows, columns] = slots;
  if (axes.length === 1 && slots.length === 2 && rows === columns && rows === axes[0])
    return call("diag", [symbol]);
  if (slots.length === 2 && axes.length === 2 && rows === axes[1] && columns === axes[0])
    return transposed(symbol);
  return undefined;
}

export const squaredNorm = (argument: Layout): Layout => power(call("norm", [argument]), number(2n));
