/** How the operands of a contraction are combined; every node is summed over `summed` once it is computed. */
export type Tree = { readonly summed: readonly number[] } & (
  | { readonly kind: "leaf"; readonly operand: number }
  | { readonly kind: "pair"; readonly left: Tree; readonly right: Tree }
);

/** A sub-product: its operands as a bit set, what remains of its letters, and what it costs. */
interface Part {
  readonly operands: number;
  readonly letters: readonly number[];
  readonly cost: number;
  readonly tree: Tree;
}

const OPTIMAL_UP_TO = 5;
/** Beyond, sets of operands do not fit the bits of a number, and the order is that of the operands. */
const ORDERED_UP_TO = 30;

/**
 * The order of a contraction Σ_bound Π operands: which pairs are multiplied first, and where each letter is
 * summed. The cost is the number of multiplications; optimal by dynamic programming over all subsets for up to
 * five operands, cheapest pair first above (Pfeifer, Haegeman, Verstraete 2014 for the search space).
 * @param used the letters of each operand
 * @param bound the letters summed over
 */
export function orderOf(
  used: readonly (readonly number[])[],
  bound: readonly number[],
  extent: (letter: number) => number,
): Tree {
  const size = (letters: Iterable<number>): number => {
    let product = 1;
    for (const letter of letters) product *= extent(letter);
    return product;
  };
  if (used.length > ORDERED_UP_TO) return chain(used.length, bound);
  const all = (1 << used.length) - 1;
  const summable = new Set(bound);
  /** A letter is summed as soon as no operand outside uses it. */
  const finish = (
    operands: number,
    letters: readonly number[],
    cost: number,
    tree: (summed: number[]) => Tree,
  ): Part => {
    const outside = new Set(used.flatMap((letters, k) => ((operands >> k) & 1 ? [] : letters)));
    const summed = letters.filter((letter) => summable.has(letter) && !outside.has(letter));
    const kept = letters.filter((letter) => !summed.includes(letter));
    return { operands, letters: kept, cost, tree: tree(summed) };
  };
  const join = (a: Part, b: Part): Part => {
    const letters = [...new Set([...a.letters, ...b.letters])];
    return finish(a.operands | b.operands, letters, a.cost + b.cost + size(letters), (summed) => ({
      kind: "pair",
      left: a.tree,
      right: b.tree,
      summed,
    }));
  };
  const single = (letters: readonly number[], k: number): Part => {
    const distinct = [...new Set(letters)];
    const part = finish(1 << k, distinct, 0, (summed) => ({ kind: "leaf", operand: k, summed }));
    return used.length === 1 || part.letters.length === distinct.length
      ? part
      : { ...part, cost: size(distinct) };
  };
  const leaves = used.map(single);
  if (leaves.length > OPTIMAL_UP_TO) return greedy(leaves, join).tree;
  const best = new Map<number, Part>(leaves.map((leaf) => [leaf.operands, leaf]));
  for (let set = 1; set <= all; set++) {
    if (best.has(set)) continue;
    for (let part = (set - 1) & set; part > 0; part = (part - 1) & set) {
      if (part < (set ^ part)) break;
      const candidate = join(best.get(part)!, best.get(set ^ part)!);
      const found = best.get(set);
      if (found === undefined || candidate.cost < found.cost) best.set(set, candidate);
    }
  }
  return best.get(all)!.tree;
}

const chain = (count: number, bound: readonly number[]): Tree => {
  const leaf = (operand: number): Tree => ({ kind: "leaf", operand, summed: [] });
  let tree = leaf(0);
  for (let k = 1; k < count; k++) tree = { kind: "pair", left: tree, right: leaf(k), summed: [] };
  return { ...tree, summed: bound };
};

/** Joins the cheapest pair until one part is left. */
function greedy(leaves: readonly Part[], join: (a: Part, b: Part) => Part): Part {
  let parts = [...leaves];
  while (parts.length > 1) {
    let best: Part | undefined;
    let pair: readonly Part[] = [];
    for (const [k, a] of parts.entries())
      for (const b of parts.slice(k + 1)) {
        const candidate = join(a, b);
        if (
          best !== undefined &&
          candidate.cost - a.cost - b.cost >= best.cost - pair[0]!.cost - pair[1]!.cost
        )
          continue;
        best = candidate;
        pair = [a, b];
      }
    parts = [...parts.filter((part) => !pair.includes(part)), best!];
  }
  return parts[0]!;
}
