import type { Affine } from "./affine.ts";
import { intern, nextFresh, type Interned } from "./intern.ts";

/**
 * An index: a name that runs over 1 … size.
 *
 * `free` indices carry the name the user gave. `bound` ones are canonical: level n is the binder whose body
 * contains at most n − 1 nested levels of binders, so that expressions equal up to the names of bound
 * indices are one object. `fresh` ones are made by passes that open a binder, `formal` ones stand for the
 * parameters of a closed function of indices.
 */
export interface Index extends Interned {
  readonly kind: "index";
  readonly origin: "free" | "bound" | "fresh" | "formal";
  readonly name: string;
  /** The level of a bound index, the serial of a fresh or formal one; 0 for a named one. */
  readonly level: number;
  readonly size: Affine;
}

const make = (origin: Index["origin"], name: string, level: number, size: Affine): Index =>
  intern(`index:${origin}:${level}:${name}:${size.id}`, (id) => ({
    kind: "index",
    origin,
    name,
    level,
    size,
    id,
  }));

/** The index called `name` that runs over 1 … size. */
export const namedIndex = (name: string, size: Affine): Index => make("free", name, 0, size);

/** The canonical index of a binder at `level`. */
export const boundIndex = (level: number, size: Affine): Index => make("bound", `#${level}`, level, size);

/** An index that occurs nowhere else. */
export const freshIndex = (size: Affine): Index => {
  const serial = nextFresh();
  return make("fresh", `%${serial}`, serial, size);
};

/** The n-th parameter of a closed function of indices. */
export const formalIndex = (position: number, size: Affine): Index =>
  make("formal", `@${position}`, position, size);

const originRank = { free: 0, formal: 1, bound: 2, fresh: 3 } as const;

/** A total order that does not depend on the order of creation, except among fresh indices. */
export function compareIndex(a: Index, b: Index): number {
  if (a === b) return 0;
  if (a.origin !== b.origin) return originRank[a.origin] - originRank[b.origin];
  if (a.level !== b.level) return a.level - b.level;
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.size.key < b.size.key ? -1 : 1;
}
