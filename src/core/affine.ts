import { compareIndex, type Index } from "./index.ts";
import { intern, type Interned } from "./intern.ts";

/** The length of an axis that is not known yet, such as n in `param W[n, 10]`. */
export interface SizeSymbol extends Interned {
  readonly kind: "size";
  readonly name: string;
}

export type AffineAtom = Index | SizeSymbol;

/**
 * An integer linear form c₀ + Σ cₐ·a over indices and sizes: the slot of a tensor (`x[i+u-1]`), the length of
 * an axis (`n-1`), and, as a scalar, the position of an index.
 */
export interface Affine extends Interned {
  readonly kind: "affine-form";
  /** Sorted, every coefficient non-zero. */
  readonly terms: readonly { readonly atom: AffineAtom; readonly coef: number }[];
  readonly constant: number;
  /** Readable and independent of the process: `n-1`, `i+u-1`. */
  readonly key: string;
}

export const sizeSymbol = (name: string): SizeSymbol =>
  intern(`size:${name}`, (id) => ({ kind: "size", name, id }));

/** Sizes before indices, each in its own order. */
export function compareAtom(a: AffineAtom, b: AffineAtom): number {
  if (a.kind === "size") return b.kind === "size" ? (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) : -1;
  return b.kind === "size" ? 1 : compareIndex(a, b);
}

const signed = (coef: number, text: string, first: boolean): string =>
  `${coef < 0 ? "-" : first ? "" : "+"}${text}`;

/** The form with the given terms, in canonical order; repeated atoms are added up. */
export function affine(terms: Iterable<readonly [AffineAtom, number]>, constant = 0): Affine {
  const sum = new Map<AffineAtom, number>();
  for (const [atom, coef] of terms) sum.set(atom, (sum.get(atom) ?? 0) + coef);
  const sorted = [...sum]
    .filter(([, coef]) => coef !== 0)
    .sort(([a], [b]) => compareAtom(a, b))
    .map(([atom, coef]) => ({ atom, coef }));
  let key = "";
  for (const { atom, coef } of sorted)
    key += signed(coef, Math.abs(coef) === 1 ? atom.name : `${Math.abs(coef)}*${atom.name}`, key === "");
  if (constant !== 0 || key === "") key += signed(constant, `${Math.abs(constant)}`, key === "");
  const ids = sorted.map(({ atom, coef }) => `${coef}*${atom.id}`).join("+");
  return intern(`affine:${ids}+${constant}`, (id) => ({
    kind: "affine-form",
    terms: sorted,
    constant,
    key,
    id,
  }));
}

export const affineConst = (value: number): Affine => affine([], value);
export const affineOf = (atom: AffineAtom): Affine => affine([[atom, 1]]);

const entries = (a: Affine, scale = 1): [AffineAtom, number][] =>
  a.terms.map(({ atom, coef }) => [atom, coef * scale]);

export const addAffine = (a: Affine, b: Affine): Affine =>
  affine([...entries(a), ...entries(b)], a.constant + b.constant);
export const subAffine = (a: Affine, b: Affine): Affine =>
  affine([...entries(a), ...entries(b, -1)], a.constant - b.constant);
export const scaleAffine = (a: Affine, scale: number): Affine =>
  affine(entries(a, scale), a.constant * scale);
export const shiftAffine = (a: Affine, by: number): Affine => affine(entries(a), a.constant + by);

export const isConstantAffine = (a: Affine): boolean => a.terms.length === 0;

/** The index a slot consists of, when it is nothing but one index. */
export function soleIndex(a: Affine): Index | undefined {
  const [term] = a.terms;
  if (a.terms.length !== 1 || a.constant !== 0 || term === undefined || term.coef !== 1) return undefined;
  return term.atom.kind === "index" ? term.atom : undefined;
}

export const coefficientOf = (a: Affine, atom: AffineAtom): number =>
  a.terms.find((term) => term.atom === atom)?.coef ?? 0;

export const indicesOf = (a: Affine): Index[] =>
  a.terms.flatMap(({ atom }) => (atom.kind === "index" ? [atom] : []));

/** a with every atom replaced as `by` says; atoms it does not mention stay. */
export function substituteAffine(a: Affine, by: (atom: AffineAtom) => Affine | undefined): Affine {
  let changed = false;
  const terms: [AffineAtom, number][] = [];
  let constant = a.constant;
  for (const { atom, coef } of a.terms) {
    const image = by(atom);
    if (image === undefined) terms.push([atom, coef]);
    else {
      changed = true;
      terms.push(...entries(image, coef));
      constant += image.constant * coef;
    }
  }
  return changed ? affine(terms, constant) : a;
}

/** The value of the form where `valueOf` gives that of each atom; undefined where one is unknown. */
export function evaluateAffine(
  a: Affine,
  valueOf: (atom: AffineAtom) => number | undefined,
): number | undefined {
  let total = a.constant;
  for (const { atom, coef } of a.terms) {
    const value = valueOf(atom);
    if (value === undefined) return undefined;
    total += coef * value;
  }
  return total;
}

/**
 * Bounds of the form, given that every index lies in 1 … its size. Symbolic sizes are known to be at least 0,
 * and an index that occurs implies that its axis has at least one entry.
 * @returns −Infinity or Infinity where nothing is known.
 */
export function boundsAffine(a: Affine): { readonly min: number; readonly max: number } {
  let [min, max] = [a.constant, a.constant];
  // Replace each index by the end of its range that makes the form smallest or largest; sizes may then cancel.
  const low = substituteAffine(a, (atom) =>
    atom.kind === "index" ? (coefficientOf(a, atom) > 0 ? affineConst(1) : atom.size) : undefined,
  );
  const high = substituteAffine(a, (atom) =>
    atom.kind === "index" ? (coefficientOf(a, atom) > 0 ? atom.size : affineConst(1)) : undefined,
  );
  min = low.terms.some(({ coef }) => coef < 0) ? -Infinity : low.constant;
  max = high.terms.some(({ coef }) => coef > 0) ? Infinity : high.constant;
  return { min, max };
}
