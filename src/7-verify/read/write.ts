import {
  soleIndex,
  substituteAffine,
  sizeSymbol,
  affineOf,
  type Affine,
  type AffineAtom,
} from "../../core/affine.ts";
import { substitute } from "../../core/bind.ts";
import type { Expr } from "../../core/expr.ts";
import { namedIndex, type Index } from "../../core/index.ts";
import { postorder } from "../../core/walk.ts";
import { makeNaming, type Naming } from "../../6-explain/naming.ts";
import { toText } from "../../6-explain/print.ts";
import type { Drafted } from "./draft.ts";
import { isNameless, type SizeBook } from "./sizes.ts";
import { axesOf } from "./value.ts";

const usualSizes = ["n", "m"];
const usualLetters = ["i", "j", "k", "l", "m", "n", "p", "q", "r", "s", "t", "u", "v", "w"];

/** Gives every length that has no name one, in the order in which they are met. */
export class SizeNames {
  readonly #names = new Map<AffineAtom, Affine>();
  readonly #taken: (name: string) => boolean;
  readonly #isIndex: (name: string) => boolean;
  readonly #book: SizeBook;

  /** @param isIndex names that are indices somewhere, which no length may have in a model */
  constructor(book: SizeBook, taken: (name: string) => boolean, isIndex: (name: string) => boolean) {
    this.#book = book;
    this.#taken = taken;
    this.#isIndex = isIndex;
  }

  of(size: Affine): Affine {
    return substituteAffine(this.#book.resolve(size), (atom) => {
      if (isNameless(atom)) return this.#nameFor(atom);
      return atom.kind === "size" && this.#isIndex(atom.name)
        ? affineOf(sizeSymbol(`n_${atom.name}`))
        : undefined;
    });
  }

  #nameFor(atom: AffineAtom): Affine {
    let name = this.#names.get(atom);
    if (name === undefined) {
      const used = new Set([...this.#names.values()].map(({ key }) => key));
      const free = (wish: string): boolean => !used.has(wish) && !this.#taken(wish);
      const text = usualSizes.find(free) ?? numbered("n", free);
      name = affineOf(sizeSymbol(text));
      this.#names.set(atom, name);
    }
    return name;
  }
}

function numbered(stem: string, free: (name: string) => boolean): string {
  let k = 1;
  while (!free(`${stem}${k}`)) k++;
  return `${stem}${k}`;
}

/** The names of sizes in a length. */
export const symbolsIn = (size: Affine): readonly string[] =>
  size.terms.flatMap(({ atom }) => (atom.kind === "size" ? [atom.name] : []));

/** A definition as a statement of a model file. */
export function definitionText(
  drafted: Drafted,
  expr: Expr,
  shape: readonly Affine[],
  taken: (name: string) => boolean,
  naming: Naming,
): string {
  const { definition, letters } = drafted;
  const used = new Set<string>();
  const choose = (wish: string | undefined): string => {
    const free = (name: string): boolean => !used.has(name) && !taken(name);
    const name = wish !== undefined && free(wish) ? wish : (usualLetters.find(free) ?? numbered("i", free));
    used.add(name);
    return name;
  };
  const wanted = shape.map((size, axis) => namedIndex(choose(letters[axis]?.name), size));
  const own: Index[] = [
    ...letters.map(({ name }, k) => namedIndex(name, shape[k]!)),
    ...axesOf(shape.slice(letters.length)),
  ];
  const by = new Map<AffineAtom, Affine>(own.map((index, k) => [index, affineOf(wanted[k]!)]));
  const body = substitute(expr, by);
  const left = wanted.map((index) =>
    isTied(index, body) ? index.name : `${index.name} in ${index.size.key}`,
  );
  const name = definition.name.name;
  return `${name}${left.length === 0 ? "" : `[${left.join(", ")}]`} = ${toText(body, naming, wanted)}`;
}

/** Whether a slot says what the index runs over. */
const isTied = (index: Index, body: Expr): boolean =>
  postorder([body]).some((e) => e.kind === "tensor" && e.slots.some((slot) => soleIndex(slot) === index));

export const plainNaming = (tensors: Iterable<string>, reserved: Iterable<string>): Naming =>
  makeNaming({ tensors: [...tensors], reserved });
