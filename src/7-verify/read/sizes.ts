import {
  affineOf,
  isConstantAffine,
  sizeSymbol,
  scaleAffine,
  subAffine,
  substituteAffine,
  affineConst,
  type Affine,
  type AffineAtom,
} from "../../core/affine.ts";

/** Lengths that are found out while formulas are read: equal ones become one. */
export class SizeBook {
  #equal = new Map<AffineAtom, Affine>();
  #count = 0;

  /** A length nothing is known of. */
  fresh(): Affine {
    this.#count++;
    return affineOf(sizeSymbol(`?${this.#count}`));
  }

  resolve(size: Affine): Affine {
    let now = size;
    for (let k = 0; k < 50; k++) {
      const next = substituteAffine(now, (atom) => this.#equal.get(atom));
      if (next === now) return now;
      now = next;
    }
    return now;
  }

  /** Makes two lengths one. @returns false where they cannot be. */
  same = (a: Affine, b: Affine): boolean => {
    const difference = this.resolve(subAffine(this.resolve(a), this.resolve(b)));
    if (isConstantAffine(difference)) return difference.constant === 0;
    // Lengths without a name give way to those that have one.
    const term =
      difference.terms.find(({ atom, coef }) => Math.abs(coef) === 1 && isNameless(atom)) ??
      difference.terms.find(({ coef }) => Math.abs(coef) === 1);
    if (term === undefined || term.atom.kind !== "size") return false;
    const rest = substituteAffine(difference, (atom) => (atom === term.atom ? affineConst(0) : undefined));
    const value = scaleAffine(rest, -term.coef);
    if (isConstantAffine(value) && value.constant < 0) return false;
    this.#equal.set(term.atom, value);
    return true;
  };

  snapshot(): ReadonlyMap<AffineAtom, Affine> {
    return new Map(this.#equal);
  }

  restore(state: ReadonlyMap<AffineAtom, Affine>): void {
    this.#equal = new Map(state);
  }
}

export const isNameless = (atom: AffineAtom): boolean => atom.kind === "size" && atom.name.startsWith("?");
