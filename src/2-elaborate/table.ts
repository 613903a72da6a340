import {
  affineConst,
  affineOf,
  evaluateAffine,
  scaleAffine,
  sizeSymbol,
  subAffine,
  substituteAffine,
  type Affine,
  type AffineAtom,
} from "../core/affine.ts";
import { enoughMessages } from "../core/diagnostic.ts";
import { didYouMean } from "../core/similar.ts";
import type { Named, Size, Symbols } from "./symbols.ts";

/** The names of a model while it is being elaborated. */
export class SymbolTable implements Symbols {
  /** Sizes the model writes both as a name and as a number: `size n = 3` and `x[3]` are one length. */
  readonly identified: Set<string>;
  readonly #named = new Map<string, Named>();
  readonly #aliases = new Map<string, string>();
  readonly #values = new Map<AffineAtom, number>();
  readonly #equal = new Map<AffineAtom, Affine>();
  #searches = 0;

  /** @param identified sizes whose name and number are known to be mixed. */
  constructor(identified: ReadonlySet<string>) {
    this.identified = new Set(identified);
  }

  find = (name: string): Named | undefined => this.#named.get(this.resolve(name));

  suggest = (name: string, more: Iterable<string>): string | undefined => {
    // No more messages than these are shown, and a search looks at every name.
    if (++this.#searches > enoughMessages) return undefined;
    return didYouMean(name, [...more, ...this.#named.keys(), ...this.#aliases.keys()]);
  };

  /** The name an alias stands for; any other name stands for itself. */
  resolve(name: string): string {
    return this.#aliases.get(name) ?? name;
  }

  get aliases(): ReadonlyMap<string, string> {
    return this.#aliases;
  }

  all(): readonly Named[] {
    return [...this.#named.values()];
  }

  add(named: Named): void {
    this.#named.set(named.name, named);
  }

  addAlias(name: string, target: string): void {
    this.#aliases.set(name, target);
  }

  /** A size with a value keeps its symbol, unless its number is used for it as well. */
  addSize(name: string, span: Size["span"], value: Affine | undefined): void {
    const symbol = sizeSymbol(name);
    const number = value === undefined ? undefined : this.valueOf(value);
    const isNumber = value !== undefined && value.terms.length === 0;
    if (number !== undefined) this.#values.set(symbol, number);
    const own = affineOf(symbol);
    const form = value === undefined || (isNumber && !this.identified.has(name)) ? own : value;
    this.add({ kind: "size", name, span, form: this.#reduced(form), value: number });
  }

  /** Two lengths the model says are equal. @returns false when they cannot be. */
  equate(a: Affine, b: Affine): boolean {
    const difference = this.#reduced(subAffine(a, b));
    const term = difference.terms
      .filter(({ coef }) => Math.abs(coef) === 1)
      .toSorted((x, y) => Number(this.#values.has(x.atom)) - Number(this.#values.has(y.atom)))
      .at(0);
    const known = this.valueOf(difference);
    if (known !== undefined && known !== 0) return false;
    if (term === undefined) return known === 0;
    // ±atom + rest = 0
    const rest = substituteAffine(difference, (atom) => (atom === term.atom ? affineConst(0) : undefined));
    this.#equal.set(term.atom, scaleAffine(rest, -term.coef));
    for (const named of this.all())
      if (named.kind === "size") this.add({ ...named, form: this.#reduced(named.form) });
    return true;
  }

  #reduced(form: Affine): Affine {
    return substituteAffine(form, (atom) => this.#equal.get(atom));
  }

  sameSize = (a: Affine, b: Affine): boolean => {
    if (a === b) return true;
    const [left, right] = [this.valueOf(a), this.valueOf(b)];
    if (left === undefined || left !== right) return false;
    for (const { atom } of [...a.terms, ...b.terms]) if (atom.kind === "size") this.identified.add(atom.name);
    return true;
  };

  valueOf = (size: Affine): number | undefined => evaluateAffine(size, (atom) => this.#values.get(atom));
}
