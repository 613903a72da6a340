import type { Nest, Program } from "../1-lower/nest.ts";
import type { ArrayDecl, Value } from "../1-lower/value.ts";

/** The arrays that values read. */
export function arraysRead(roots: readonly Value[]): ReadonlySet<ArrayDecl> {
  const read = new Set<ArrayDecl>();
  const seen = new Set<Value>();
  const stack = [...roots];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (seen.has(value)) continue;
    seen.add(value);
    if (value.kind === "load") read.add(value.array);
    if (value.kind === "op") stack.push(...value.args);
  }
  return read;
}

/** All values that a nest computes. */
export const rootsOf = ({ stores, reduction }: Nest): readonly Value[] => [
  ...(reduction === undefined ? [] : [reduction.body]),
  ...stores.map(({ value }) => value),
];

/** The nests without which the wanted arrays cannot be computed, in their order. */
export function nestsFor(nests: readonly Nest[], wanted: ReadonlySet<ArrayDecl>): readonly Nest[] {
  const needed = new Set(wanted);
  const kept: Nest[] = [];
  for (const nest of [...nests].reverse()) {
    const stores = nest.stores.filter(({ array }) => needed.has(array));
    if (stores.length === 0) continue;
    const pruned = { ...nest, stores };
    kept.unshift(pruned);
    for (const array of arraysRead(rootsOf(pruned))) needed.add(array);
  }
  return kept;
}

/** The operations that occur anywhere in a program. */
export function operationsOf({ nests }: Program): ReadonlySet<Value> {
  const found = new Set<Value>();
  const stack = nests.flatMap((nest) => [...rootsOf(nest)]);
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (value.kind !== "op" || found.has(value)) continue;
    found.add(value);
    stack.push(...value.args);
  }
  return found;
}
