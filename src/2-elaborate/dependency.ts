export interface Ordered {
  /** Every name after those it needs; names of a cycle are left out. */
  readonly order: readonly string[];
  /** Each cycle once, beginning and ending with the same name. */
  readonly cycles: readonly (readonly string[])[];
}

/** Orders names so that each comes after what it needs. Keeps the given order where it can. */
export function byDependency(names: Iterable<string>, needs: (name: string) => Iterable<string>): Ordered {
  const all = new Set(names);
  const order: string[] = [];
  const cycles: string[][] = [];
  const state = new Map<string, "open" | "done" | "cyclic">();
  for (const start of all) {
    if (state.has(start)) continue;
    const path = [{ name: start, rest: Array.from(needs(start)) }];
    state.set(start, "open");
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.rest.shift();
      if (next === undefined) {
        path.pop();
        if (state.get(top.name) === "open") {
          state.set(top.name, "done");
          order.push(top.name);
        }
      } else if (all.has(next)) {
        const found = state.get(next);
        const from = path.findIndex(({ name }) => name === next);
        if (found === undefined) {
          state.set(next, "open");
          path.push({ name: next, rest: Array.from(needs(next)) });
        } else if (from >= 0) {
          const cycle = path.slice(from).map(({ name }) => name);
          for (const name of cycle) state.set(name, "cyclic");
          cycles.push([...cycle, next]);
        }
      }
    }
  }
  return { order, cycles };
}
