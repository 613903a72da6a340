import type { Index } from "../core/index.ts";
import type { Layout, SumTerm } from "./layout.ts";

/** What the order of presentation looks at. */
export interface Precedence {
  /** Position of a name in the user's file. */
  readonly rank: (name: string) => number;
  /** Position of an index among the indices of the result; after all of them for others. */
  readonly position: (index: Index) => number;
  /** Brackets after products, as in (W * d) .* (h > 0); in index form they stand before sums. */
  readonly bracketsLast?: boolean;
}

/** A factor with the keys by which factors are sorted. */
interface Keyed {
  readonly layout: Layout;
  readonly keys: readonly Key[];
}

type Key = number | string;

const classes: { readonly [Kind in Layout["kind"]]: number } = {
  number: 0, derivative: 0.5, symbol: 1, power: 2, call: 3, transpose: 3, entry: 3, compare: 4, quotient: 5, product: 5, sum: 6, over: 7, conditional: 8,
}; // prettier-ignore

const head = (layout: Layout): Layout => (layout.kind === "power" ? head(layout.base) : layout);

const freeIndices = (layout: Layout): readonly Index[] | undefined => layout.free ?? layout.of?.free;

function keysOf(layout: Layout, { rank, position, bracketsLast }: Precedence): readonly Key[] {
  const inner = head(layout);
  const free = freeIndices(layout) ?? freeIndices(inner) ?? [];
  const slots = inner.kind === "symbol" ? inner.slots : [];
  const isMatrix = inner.kind === "sum" && inner.terms.every(({ body }) => startsWithMatrix(body));
  const kind = bracketsLast === true && inner.kind === "compare" ? "over" : isMatrix ? "symbol" : inner.kind;
  return [
    layout.kind === "number" || layout.kind === "derivative" ? 0 : free.length === 0 ? 1 : 2,
    classes[kind],
    isMatrix ? -matrixSlots : -slots.length,
    Math.min(...free.map(position)),
    inner.kind !== "symbol" ? Infinity : inner.role === "size" ? -1 : rank(inner.name),
    classes[layout.kind],
    slots.filter((slot) => slot.kind !== "symbol").length,
    slots.map((slot) => (slot.kind === "symbol" ? slot.name : "")).join(),
  ];
}

const matrixSlots = 2;

/** A[i, j] + A[j, i] stands where a matrix would: before the vector it acts on. */
function startsWithMatrix(layout: Layout): boolean {
  const first = layout.kind === "product" ? layout.factors[0]! : layout;
  return first.kind === "symbol" && first.slots.length >= matrixSlots;
}

function compareKeys(a: readonly Key[], b: readonly Key[]): number {
  for (const [k, key] of a.entries()) if (key !== b[k]) return key < b[k]! ? -1 : 1;
  return 0;
}

/**
 * Factors as they are read best: numbers, then scalars, then tensors (matrices before vectors, in the order of
 * the result's indices and of the file), functions, brackets, sums. Equal ones keep the canonical order.
 */
export function sortFactors(factors: readonly Layout[], precedence: Precedence): readonly Layout[] {
  if (factors.length < 2) return factors;
  const keyed: Keyed[] = factors.map((layout) => ({ layout, keys: keysOf(layout, precedence) }));
  return keyed.sort((a, b) => compareKeys(a.keys, b.keys)).map(({ layout }) => layout);
}

/** Roughly the polynomial degree of a term, looking only a few levels down. */
function degree(layout: Layout, depth = 3): number {
  switch (layout.kind) {
    case "number":
      return 0;
    case "product":
      return layout.factors.reduce((total, factor) => total + degree(factor, depth), 0);
    case "power":
      return layout.exponent.kind === "number"
        ? degree(layout.base, depth) * Number(layout.exponent.digits)
        : 1;
    case "over":
      return depth === 0 ? 1 : degree(layout.body, depth - 1);
    case "quotient":
      return degree(layout.above, depth);
    case "derivative":
    case "symbol":
    case "call":
    case "sum":
    case "compare":
    case "conditional":
    case "transpose":
    case "entry":
      return 1;
  }
}

/** Positive terms first and the highest degree first among them; what is subtracted goes from simple to complex. */
export function sortTerms(terms: readonly SumTerm[], precedence: Precedence): readonly SumTerm[] {
  if (terms.length < 2) return terms;
  const keyed = terms.map((term) => {
    const size = degree(term.body);
    const factors = term.body.kind === "product" ? term.body.factors : [term.body];
    const brackets = factors.filter((factor) => factor.kind === "sum").length;
    const keys = [
      Number(term.negative),
      term.negative ? size : -size,
      brackets,
      ...keysOf(factors[0]!, precedence),
    ];
    return { term, keys };
  });
  return keyed.sort((a, b) => compareKeys(a.keys, b.keys)).map(({ term }) => term);
}
