import { isNegative, MINUS_ONE, mulRational, negRational, ONE, type Rational } from "../core/rational.ts";
import type { Expr } from "../core/expr.ts";
import { negate, number, productLayout, type Layout, type SumLayout, type SumTerm } from "./layout.ts";

/** A monomial in the making: coef · Π above / Π below. */
export interface Piece {
  readonly coef: Rational;
  readonly above: readonly Layout[];
  readonly below: readonly Layout[];
}

export const unit: Piece = { coef: ONE, above: [], below: [] };
export const piece = (layout: Layout, coef: Rational = ONE): Piece => ({ coef, above: [layout], below: [] });

export const times = (a: Piece, b: Piece): Piece => ({
  coef: mulRational(a.coef, b.coef),
  above: [...a.above, ...b.above],
  below: [...a.below, ...b.below],
});

export const scaled = (coef: Rational, a: Piece): Piece => ({ ...a, coef: mulRational(coef, a.coef) });

/** The single layout a piece consists of. */
export const sole = (a: Piece): Layout | undefined =>
  a.above.length === 1 && a.below.length === 0 ? a.above[0] : undefined;

/** How far a minus sign is pushed inwards, looking for a difference to turn round. */
const flipDepth = 4;

/** Functions of whole tensors that are linear in each argument. */
const linear: ReadonlySet<string> = new Set(["outer", "diag", "sum", "mean", "tr"]);

/** −layout without a minus sign in front, where a difference inside can be turned round: −(y − p) is p − y. */
export function flipped(layout: Layout, depth = flipDepth): Layout | undefined {
  if (depth === 0) return undefined;
  if (layout.kind === "sum") {
    if (!layout.terms.some((term) => term.negative)) return flippedTerms(layout, depth - 1);
    const turned = layout.terms.map(({ negative, body }) => ({ negative: !negative, body }));
    const terms = [...turned.filter((t) => !t.negative), ...turned.filter((t) => t.negative)];
    return terms.length === 1 ? terms[0]!.body : { ...layout, terms, of: undefined };
  }
  if (layout.kind === "over") {
    if (layout.fn !== "sum" && layout.fn !== "mean") return undefined;
    const body = flipped(layout.body, depth - 1);
    return body && { ...layout, body, of: undefined };
  }
  if (layout.kind === "call") {
    const args = linear.has(layout.fn) ? flipOne(layout.args, depth - 1) : undefined;
    return args && { ...layout, args, of: undefined };
  }
  if (layout.kind === "product") {
    const factors = flipOne(layout.factors, depth - 1);
    return factors && { ...layout, factors, of: undefined };
  }
  return undefined;
}

/** a (y − p) + b (x − z) with all differences turned round, where every term has one. */
function flippedTerms(layout: SumLayout, depth: number): Layout | undefined {
  const terms: SumTerm[] = [];
  for (const { negative, body } of layout.terms) {
    const other = flipped(body, depth);
    if (other === undefined) return undefined;
    terms.push({ negative, body: other });
  }
  return { ...layout, terms, of: undefined };
}

function flipOne(factors: readonly Layout[], depth: number): readonly Layout[] | undefined {
  for (const [k, factor] of factors.entries()) {
    const other = flipped(factor, depth);
    if (other !== undefined) return factors.with(k, other);
  }
  return undefined;
}

/** A term of a sum: its sign apart from the rest. */
export interface SignedLayout {
  readonly negative: boolean;
  readonly body: Layout;
}

export interface Finish {
  readonly sort: (factors: readonly Layout[]) => readonly Layout[];
  /** The operators of multiplication and division. */
  readonly product: (factors: readonly Layout[]) => Layout;
  readonly quotient: (above: Layout, below: Layout) => Layout;
}

export const indexFinish = (sort: Finish["sort"]): Finish => ({
  sort,
  product: (factors) => (factors.length < 2 ? productLayout(factors) : { kind: "product", op: "*", factors }),
  quotient: (above, below) => ({ kind: "quotient", op: "/", above, below }),
});

/** 0.1 rather than 1/10: tenths, hundredths and their multiples. */
function decimalDigits({ num, den }: Rational): string | undefined {
  if (den % 10n !== 0n) return undefined;
  let places = 1;
  while (10n ** BigInt(places) % den !== 0n) if (++places > 12) return undefined;
  const digits = `${(num * 10n ** BigInt(places)) / den}`.padStart(places + 1, "0");
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** A short numerator that may stand above a 2: x/2, but 1/2 * sum(…). */
const isShort = (above: readonly Layout[]): boolean =>
  above.length > 0 && above.every(({ kind }) => kind === "symbol" || kind === "power");

/** A sum such as x + 1/4: a number in front of it would be multiplied into its weights. */
const hasFraction = (factor: Layout): boolean =>
  factor.kind === "sum" &&
  factor.terms.some(({ body }) => {
    const first = body.kind === "product" ? body.factors[0]! : body;
    return first.kind === "quotient" || (first.kind === "number" && first.digits.includes("."));
  });

/** The piece as a layout with its sign; a minus sign is hidden in a difference where there is one. */
export function signed(a: Piece, finish: Finish): SignedLayout {
  let above = finish.sort(a.above);
  let negative = isNegative(a.coef);
  if (negative) {
    const other = flipOne(above, flipDepth);
    if (other !== undefined) [above, negative] = [other, false];
  }
  const coef = isNegative(a.coef) ? negRational(a.coef) : a.coef;
  const below = [...finish.sort(a.below)];
  const front: Layout[] = [];
  const decimal = decimalDigits(coef);
  if (decimal !== undefined) front.push(number(decimal));
  else if (
    coef.den === 1n ||
    (below.length > 0 && !below.some(hasFraction)) ||
    (below.length === 0 && coef.num === 1n && isShort(above))
  ) {
    if (coef.num !== 1n) front.push(number(coef.num));
    if (coef.den !== 1n) below.unshift(number(coef.den));
  } else front.push({ kind: "quotient", op: "/", above: number(coef.num), below: number(coef.den) });
  const share = (top: readonly Layout[]): Layout =>
    below.length === 0 ? finish.product(top) : finish.quotient(finish.product(top), finish.product(below));
  // 2 * ((x/2 + y) * z): read from the left, the 2 would go into the sum.
  const isGrouped = front.length > 0 && above.length + below.length > 1 && above.some(hasFraction);
  if (!isGrouped) return { negative, body: share([...front, ...above]) };
  return { negative, body: { kind: "product", op: "*", factors: [...front, share(above)] } };
}

/** The piece as one layout that shows the node `of`. */
export function plain(a: Piece, finish: Finish, of?: Expr): Layout {
  const { negative, body } = signed(a, finish);
  if (negative) return negate(body, of);
  return of === undefined || body.of !== undefined ? body : { ...body, of };
}

export const minus = (a: Piece): Piece => scaled(MINUS_ONE, a);
