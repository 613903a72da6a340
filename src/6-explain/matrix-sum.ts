import type { Index } from "../core/index.ts";
import { shaped, type Shaped } from "./shaped.ts";
import { layoutText } from "./text.ts";

/** Puts a sum of shorter chains together; undefined where there is none. */
type Collect = (terms: readonly Shaped[], axes: readonly Index[]) => Shaped | undefined;

/** A x + Aᵀ x as (A + Aᵀ) x: terms whose chains end or begin alike share that factor. */
export function factoredTerms(terms: readonly Shaped[], collect: Collect): readonly Shaped[] {
  return factorAt("last", factorAt("first", terms, collect), collect);
}

function factorAt(end: "first" | "last", terms: readonly Shaped[], collect: Collect): readonly Shaped[] {
  const groups = new Map<string, Shaped[]>();
  for (const term of terms) {
    const shared = term.chain.at(end === "first" ? 0 : -1);
    const key = term.chain.length < 2 || shared === undefined ? `${groups.size}:alone` : layoutText(shared);
    groups.set(key, [...(groups.get(key) ?? []), term]);
  }
  return [...groups.values()].flatMap((group): readonly Shaped[] => {
    const [first] = group;
    if (group.length === 1 || first === undefined) return group;
    const shorter = group.map((term) => ({
      ...term,
      chain: end === "first" ? term.chain.slice(1) : term.chain.slice(0, -1),
    }));
    const sum = collect(shorter, first.axes);
    const [inner] = sum?.chain ?? [];
    if (sum === undefined || inner === undefined) return group;
    const shared = first.chain.at(end === "first" ? 0 : -1)!;
    return [shaped(end === "first" ? [shared, inner] : [inner, shared], first.axes, sum)];
  });
}
