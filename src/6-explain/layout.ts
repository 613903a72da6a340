import type { Expr } from "../core/expr.ts";
import type { Index } from "../core/index.ts";

/**
 * A formula as it will be shown, before anyone decides whether in text, LaTeX, MathML or words: names are
 * chosen, terms and factors are in the order of presentation, signs are pulled out. All printers read this
 * tree, so they cannot disagree. Index form and matrix form are two trees over the same kinds.
 *
 * `of` is the node of the graph that a piece shows, where it shows exactly one.
 */
export type Layout =
  | NumberLayout
  | SymbolLayout
  | CallLayout
  | OverLayout
  | SumLayout
  | ProductLayout
  | QuotientLayout
  | PowerLayout
  | CompareLayout
  | ConditionalLayout
  | TransposeLayout
  | EntryLayout
  | DerivativeLayout;

interface Base {
  readonly of?: Expr | undefined;
  /** The free indices, where `of` does not say them. */
  readonly free?: readonly Index[];
}

/** A natural number or a decimal fraction, as digits. */
export interface NumberLayout extends Base {
  readonly kind: "number";
  readonly digits: string;
}

/** A tensor, a definition, an index, a size or π; with slots where an entry is meant. */
export interface SymbolLayout extends Base {
  readonly kind: "symbol";
  readonly role: "tensor" | "index" | "size" | "real" | "hole";
  readonly name: string;
  readonly slots: readonly Layout[];
}

/** f(a, b): an element-wise function, or in matrix form a function of whole tensors. */
export interface CallLayout extends Base {
  readonly kind: "call";
  readonly fn: string;
  readonly args: readonly Layout[];
}

export interface Binder {
  readonly name: string;
  /** The last value, where it cannot be inferred from the axes the index runs along. */
  readonly last?: Layout | undefined;
  /** The number of values, where a mean divides by it. */
  readonly count?: Layout;
}

/** `sum(i, body)`, `softmax(k, body)`. */
export interface OverLayout extends Base {
  readonly kind: "over";
  readonly fn: string;
  readonly binders: readonly Binder[];
  readonly body: Layout;
}

export interface SumTerm {
  readonly negative: boolean;
  readonly body: Layout;
}

/** a + b − c; a single negative term is a minus sign in front of a formula. */
export interface SumLayout extends Base {
  readonly kind: "sum";
  readonly terms: readonly SumTerm[];
}

/** `*` is the product of numbers and, in matrix form, of matrices; `.*` goes entry by entry. */
export interface ProductLayout extends Base {
  readonly kind: "product";
  readonly op: "*" | ".*";
  readonly factors: readonly Layout[];
}

export interface QuotientLayout extends Base {
  readonly kind: "quotient";
  readonly op: "/" | "./";
  readonly above: Layout;
  readonly below: Layout;
}

export interface PowerLayout extends Base {
  readonly kind: "power";
  readonly op: "^" | ".^";
  readonly base: Layout;
  readonly exponent: Layout;
}

export interface CompareLayout extends Base {
  readonly kind: "compare";
  readonly rel: "==" | "!=" | "<" | "<=" | ">" | ">=";
  readonly left: Layout;
  readonly right: Layout;
}

export interface ConditionalLayout extends Base {
  readonly kind: "conditional";
  readonly condition: Layout;
  readonly onTrue: Layout;
  readonly onFalse: Layout;
}

export interface TransposeLayout extends Base {
  readonly kind: "transpose";
  readonly body: Layout;
}

/** The entry of a matrix that has no name: `inv(A)[i, j]`. */
export interface EntryLayout extends Base {
  readonly kind: "entry";
  readonly body: Layout;
  readonly slots: readonly Layout[];
}

/** ∂of/∂wrt as a tensor of its own, while its closed form is not looked at. */
export interface DerivativeLayout extends Base {
  readonly kind: "derivative";
  readonly quantity: SymbolLayout | DerivativeLayout;
  readonly variable: SymbolLayout;
}

export const number = (digits: bigint | string): NumberLayout => ({ kind: "number", digits: `${digits}` });

export const symbol = (
  role: SymbolLayout["role"],
  name: string,
  slots: readonly Layout[] = [],
  of?: Expr,
): SymbolLayout => ({ kind: "symbol", role, name, slots, of });

export const call = (fn: string, args: readonly Layout[], of?: Expr): CallLayout => ({
  kind: "call",
  fn,
  args,
  of,
});

export const power = (base: Layout, exponent: Layout, op: PowerLayout["op"] = "^", of?: Expr): PowerLayout => ({
  kind: "power", op, base, exponent, of,
}); // prettier-ignore

/** −a, a + b; nested sums are not flattened. */
export const sumLayout = (terms: readonly SumTerm[], of?: Expr): Layout => {
  const [first] = terms;
  return first !== undefined && terms.length === 1 && !first.negative
    ? first.body
    : { kind: "sum", terms, of };
};

/** The product of the factors; a product among them is taken apart, 1 where there is none. */
export function productLayout(factors: readonly Layout[], op: ProductLayout["op"] = "*", of?: Expr): Layout {
  const flat = factors.flatMap((f) => (f.kind === "product" && f.op === op ? f.factors : [f]));
  const [first] = flat;
  if (first === undefined) return number(1n);
  return flat.length === 1 ? first : { kind: "product", op, factors: flat, of };
}

export const negate = (body: Layout, of?: Expr): Layout => sumLayout([{ negative: true, body }], of);

export const transposed = (body: Layout): Layout => ({ kind: "transpose", body });

/** The same layout as the picture of another node. */
export const showing = <L extends Layout>(layout: L, of: Expr): L => ({ ...layout, of });

/** The direct parts, in reading order. */
export function partsOf(layout: Layout): readonly Layout[] {
  switch (layout.kind) {
    case "number":
      return [];
    case "symbol":
      return layout.slots;
    case "call":
      return layout.args;
    case "over":
      return [...layout.binders.flatMap(({ last }) => (last === undefined ? [] : [last])), layout.body];
    case "sum":
      return layout.terms.map((term) => term.body);
    case "product":
      return layout.factors;
    case "quotient":
      return [layout.above, layout.below];
    case "power":
      return [layout.base, layout.exponent];
    case "compare":
      return [layout.left, layout.right];
    case "conditional":
      return [layout.condition, layout.onTrue, layout.onFalse];
    case "transpose":
      return [layout.body];
    case "entry":
      return [layout.body, ...layout.slots];
    case "derivative":
      return [layout.quantity, layout.variable];
  }
}
