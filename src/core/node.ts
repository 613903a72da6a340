import type { Affine } from "./affine.ts";
import { indicesOf } from "./affine.ts";
import type { Expr } from "./expr.ts";
import { hashText, mix } from "./hash.ts";
import { compareIndex, type Index } from "./index.ts";

/** What every node knows about itself; computed once, when it is made. */
export interface Attributes {
  readonly free: readonly Index[];
  readonly marks: readonly number[];
  readonly shape: number;
  readonly binders: number;
  readonly height: number;
}

/** Where a child stands: its place matters in a quotient, not in a sum. */
interface Place {
  readonly node: Pick<Expr, "free" | "marks" | "shape" | "binders" | "height">;
  /** Hash of the place: position, weight. Equal places are interchangeable. */
  readonly at: number;
}

const sortedIndices = (marks: ReadonlyMap<Index, number>): readonly Index[] =>
  [...marks.keys()].sort(compareIndex);

/** Attributes of an inner node; its children may be permuted among equal places without changing them. */
export function combine(head: string, places: readonly Place[], bound: readonly Index[] = []): Attributes {
  const seed = hashText(head);
  let shape = 0;
  let binders = 0;
  let height = 0;
  const marks = new Map<Index, number>();
  for (const { node, at } of places) {
    const place = mix(seed, at);
    shape = (shape + mix(place, node.shape)) | 0;
    if (node.binders > binders) binders = node.binders;
    if (node.height >= height) height = node.height + 1;
    for (const [k, index] of node.free.entries()) {
      if (bound.includes(index)) continue;
      const mark = mix(mix(place, node.shape), node.marks[k]!);
      marks.set(index, ((marks.get(index) ?? 0) + mark) | 0);
    }
  }
  for (const index of bound) {
    binders = Math.max(binders, index.level);
    shape = mix(shape, hashText(index.size.key));
  }
  const free = sortedIndices(marks);
  return { free, marks: free.map((index) => marks.get(index)!), shape: mix(seed, shape), binders, height };
}

/** Attributes of a leaf with the given head and slots. */
export function leaf(head: string, slots: readonly Affine[] = []): Attributes {
  let shape = hashText(head);
  const marks = new Map<Index, number>();
  for (const [position, slot] of slots.entries()) {
    const others = slot.terms.map(
      ({ atom, coef }) => `${coef}${atom.kind === "size" ? atom.name : atom.size.key}`,
    );
    const place = mix(hashText(`${position}:${slot.constant}:${others.sort().join()}`), shape);
    shape = mix(shape, place);
    for (const index of indicesOf(slot)) {
      const coef = slot.terms.find((term) => term.atom === index)!.coef;
      marks.set(index, ((marks.get(index) ?? 0) + mix(place, coef)) | 0);
    }
  }
  // Which slots share an index is structure (X[i,i] is not X[i,j]), what the index is called is not.
  const pattern = slots.flatMap((slot) => indicesOf(slot)).map((index, _, all) => all.indexOf(index));
  shape = mix(shape, hashText(pattern.join()));
  const free = sortedIndices(marks);
  return { free, marks: free.map((index) => marks.get(index)!), shape, binders: 0, height: 0 };
}
