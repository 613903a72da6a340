import { rowOf } from "../1-lower/scalar.ts";
import type { Value } from "../1-lower/value.ts";

/** What the roots need. */
export interface Live {
  /** Operations and loads, arguments before users. */
  readonly order: readonly Value[];
  /** How often each is written in the text. */
  readonly uses: ReadonlyMap<Value, number>;
}

/** The values below the roots, in the order in which the program made them, and how often each is used. */
export function liveFrom(roots: readonly Value[]): Live {
  const uses = new Map<Value, number>();
  const order: Value[] = [];
  const stack: Value[] = [];
  const use = (value: Value, times: number): void => {
    if (value.kind === "const") return;
    const before = uses.get(value);
    uses.set(value, (before ?? 0) + times);
    if (before !== undefined) return;
    order.push(value);
    stack.push(value);
  };
  for (const root of roots) use(root, 1);
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (value.kind !== "op") continue;
    const { repeats = 0 } = rowOf(value.op);
    for (const [k, arg] of value.args.entries()) use(arg, k < repeats ? 2 : 1);
  }
  // Arguments are made before their users.
  return { order: order.sort((a, b) => a.id - b.id), uses };
}
