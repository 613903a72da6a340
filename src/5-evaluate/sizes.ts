import type { Affine } from "../core/affine.ts";
import { isBinder, type Expr } from "../core/expr.ts";
import { postorder } from "../core/walk.ts";
import type { RandomStream } from "./random.ts";

export interface SizeOptions {
  readonly sizes?: ReadonlyMap<string, number>;
  /** Sizes 0 and 1 too. */
  readonly thin?: boolean;
}

/** The size symbols that occur anywhere below the roots. */
function sizeNames(roots: readonly Expr[]): readonly string[] {
  const names = new Set<string>();
  const collect = (form: Affine): void => {
    for (const { atom } of form.terms) if (atom.kind === "size") names.add(atom.name);
  };
  for (const e of postorder(roots)) {
    if (e.kind === "affine") collect(e.form);
    if (e.kind === "tensor") [...e.dims, ...e.slots].forEach(collect);
    for (const index of isBinder(e) ? e.indices : e.free) collect(index.size);
  }
  return [...names].sort();
}

/** Sizes for the symbols: all alike, all different, or anything, in turn; later attempts draw larger ones. */
export function drawSizes(
  roots: readonly Expr[],
  random: RandomStream,
  { sizes = new Map(), thin = false }: SizeOptions,
  attempt: number,
): ReadonlyMap<string, number> {
  const larger = Math.floor(attempt / 12);
  const patterns: readonly ((k: number) => number)[] = [
    () => 3 + larger,
    (k) => 2 + ((k + larger) % 4),
    () => random.integer(2, 4 + larger),
    ...(thin ? [() => random.integer(0, 2)] : []),
  ];
  const draw = random.pick(patterns);
  return new Map(sizeNames(roots).map((name, k) => [name, sizes.get(name) ?? draw(k)]));
}
