import type { Affine } from "../core/affine.ts";
import { transposed, type Layout, type ProductLayout } from "./layout.ts";
import { recurse } from "./recurse.ts";

/** Rows and columns. */
export type Shape = readonly [rows: string, columns: string];

/** A formula of matrices in which every vector is a row, and what each of its parts measures. */
export interface RowForm {
  readonly layout: Layout;
  /** Undefined for numbers. */
  readonly shapeOf: (part: Layout) => Shape | undefined;
}

type Visit = Generator<Layout, Layout, Layout>;

/**
 * A formula in matrix form in the convention that vectors are rows, as in `h = I W⁰`: a column never occurs without
 * its sign of transposition, so that every product is one of matrices and its shapes meet: 4×1 · 1×3 = 4×3.
 */
export function rowForm(matrix: Layout): RowForm {
  const shapes = new Map<Layout, Shape>();
  const former = new Former(shapes);
  const layout = recurse<Layout, Layout>(matrix, (part) => former.visit(part));
  return { layout, shapeOf: (part) => shapes.get(part) };
}

const rankOf = (layout: Layout): number => axesOf(layout).length;
const axesOf = (layout: Layout): readonly { readonly size: Affine }[] => layout.free ?? layout.of?.free ?? [];
const sizeText = ({ size }: { readonly size: Affine }): string =>
  size.terms.length === 0 ? `${size.constant}` : size.key;

class Former {
  readonly #shapes: Map<Layout, Shape>;

  constructor(shapes: Map<Layout, Shape>) {
    this.#shapes = shapes;
  }

  *visit(layout: Layout): Visit {
    const formed = yield* this.#parts(layout);
    const axes = axesOf(layout);
    const [first, second] = axes;
    if (first !== undefined && axes.length <= 2 && !this.#shapes.has(formed))
      this.#shapes.set(formed, second === undefined ? ["1", sizeText(first)] : [sizeText(first), sizeText(second)]); // prettier-ignore
    return formed;
  }

  *#parts(layout: Layout): Visit {
    switch (layout.kind) {
      case "call": {
        const args: Layout[] = [];
        for (const arg of layout.args) args.push(yield arg);
        const [u, v] = args;
        if (layout.fn !== "outer" || u === undefined || v === undefined) return { ...layout, args };
        return this.#chain([this.#turned(u), v], layout);
      }
      case "sum": {
        const terms: { readonly negative: boolean; readonly body: Layout }[] = [];
        for (const { negative, body } of layout.terms) terms.push({ negative, body: yield body });
        return { ...layout, terms };
      }
      case "product": {
        const factors: Layout[] = [];
        for (const factor of layout.factors) factors.push(yield factor);
        return layout.op === "*"
          ? this.#chain(this.#inRows(factors, layout.factors.map(rankOf)), layout)
          : { ...layout, factors };
      }
      case "quotient":
        return { ...layout, above: yield layout.above, below: yield layout.below };
      case "power":
        return { ...layout, base: yield layout.base, exponent: yield layout.exponent };
      case "transpose": {
        const body = yield layout.body;
        return { ...layout, body };
      }
      case "compare":
        return { ...layout, left: yield layout.left, right: yield layout.right };
      case "conditional": {
        const { condition, onTrue, onFalse } = layout;
        return { ...layout, condition: yield condition, onTrue: yield onTrue, onFalse: yield onFalse };
      }
      case "number":
      case "symbol":
      case "over":
      case "entry":
      case "derivative":
        return { ...layout };
    }
  }

  /** The factors of a product, in which vectors are columns or rows as they fit, in the order of rows. */
  #inRows(factors: readonly Layout[], ranks: readonly number[]): readonly Layout[] {
    const numbers: Layout[] = [];
    let chain: Layout[] = [];
    let rank = 0;
    for (const [k, factor] of factors.entries()) {
      const own = ranks[k]!;
      if (own === 0) numbers.push(factor);
      else if (rank === 0) {
        numbers.push(...chain);
        chain = [factor];
        rank = own;
      } else if (own === 2) chain.push(factor);
      else if (rank === 2) {
        // A v, a column, is the row v Aᵀ.
        chain = [factor, ...chain.toReversed().map((one) => this.#turned(one))];
        rank = 1;
      } else {
        chain.push(this.#turned(factor));
        rank = 0;
      }
    }
    return [...numbers, ...chain];
  }

  #turned(layout: Layout): Layout {
    const shape = this.#shapes.get(layout);
    const turned = layout.kind === "transpose" ? layout.body : transposed(layout);
    if (shape !== undefined) this.#shapes.set(turned, [shape[1], shape[0]]);
    return turned;
  }

  /** A product whose own products of the same kind are no groups, since products of matrices are associative. */
  #chain(factors: readonly Layout[], { of, free }: Layout): ProductLayout {
    const flat = factors.flatMap((one) => (one.kind === "product" && one.op === "*" ? one.factors : [one]));
    return { kind: "product", op: "*", factors: flat, of, ...(free && { free }) };
  }
}

/** The factors of a formula that have a shape of their own to be shown: the innermost, and the whole where it is one. */
export function factorsIn({ layout, shapeOf }: RowForm): readonly Layout[] {
  const found: Layout[] = [];
  const pending = [layout];
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    if (part.kind === "product") pending.push(...part.factors.toReversed());
    else if (part.kind === "quotient") pending.push(part.below, part.above);
    else if (part.kind === "sum" && part.terms.length === 1) pending.push(part.terms[0]!.body);
    else if (shapeOf(part) !== undefined) found.push(part);
  }
  return found;
}
