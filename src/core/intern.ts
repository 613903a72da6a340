/**
 * Hash-consing: one object per distinct structure, so that equality is `===` and memo tables can be keyed
 * by identity. Entries are held weakly: an expression nobody uses any more is collected.
 *
 * This is the only module of the engine with state.
 */
export interface Interned {
  /** Distinct for distinct nodes within one process. Never an order: two runs may number differently. */
  readonly id: number;
}

const table = new Map<string, WeakRef<Interned>>();
const registry = new FinalizationRegistry<string>((key) => {
  if (table.get(key)?.deref() === undefined) table.delete(key);
});
let serial = 0;
let freshSerial = 0;

/** The node stored under `key`, made by `make` when there is none. `key` must determine the structure. */
export function intern<T extends Interned>(key: string, make: (id: number) => T): T {
  const found = table.get(key)?.deref();
  // The key starts with the kind of the node, hence two nodes under one key have one type.
  if (found !== undefined) return found as T;
  const node = make(++serial);
  table.set(key, new WeakRef(node));
  registry.register(node, key);
  return node;
}

/** A number no earlier call returned; used to name indices that must not clash (α-renaming). */
export const nextFresh = (): number => ++freshSerial;
