import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderOf, type Tree } from "../../../codegen/1-lower/order.ts";

type Extent = (letter: number) => number;

const size = (letters: Iterable<number>, extent: Extent): number =>
  [...letters].reduce((product, letter) => product * extent(letter), 1);

/** Multiplications of a tree, and the letters that remain, counted from the tree alone. */
function costOf(
  tree: Tree,
  used: readonly (readonly number[])[],
  extent: Extent,
): { cost: number; letters: Set<number> } {
  const below =
    tree.kind === "leaf" ? [] : [costOf(tree.left, used, extent), costOf(tree.right, used, extent)];
  const letters = new Set(
    tree.kind === "leaf" ? used[tree.operand] : below.flatMap((part) => [...part.letters]),
  );
  const own = tree.kind === "pair" || tree.summed.length > 0 ? size(letters, extent) : 0;
  for (const letter of tree.summed) letters.delete(letter);
  return { cost: own + below.reduce((total, part) => total + part.cost, 0), letters };
}

/** The cheapest way to join parts in pairs, by trying all of them. */
function cheapest(parts: readonly (readonly number[])[], bound: readonly number[], extent: Extent): number {
  if (parts.length === 1) return 0;
  let best = Infinity;
  for (const [i, a] of parts.entries())
    for (const [j, b] of parts.entries()) {
      if (j <= i) continue;
      const rest = parts.filter((_, k) => k !== i && k !== j);
      const union = [...new Set([...a, ...b])];
      const kept = union.filter(
        (letter) => !bound.includes(letter) || rest.some((part) => part.includes(letter)),
      );
      best = Math.min(best, size(union, extent) + cheapest([...rest, kept], bound, extent));
    }
  return best;
}

describe("the order of a contraction", () => {
  it("of a chain of matrices is the one with the fewest multiplications", () => {
    const extents = [10, 100, 5, 50];
    const tree = orderOf([[0, 1], [1, 2], [2, 3]], [1, 2], (letter) => extents[letter]!); // prettier-ignore
    expect(costOf(tree, [[0, 1], [1, 2], [2, 3]], (letter) => extents[letter]!).cost).toBe(5000 + 2500); // prettier-ignore
  });

  it("sums every bound letter once and keeps the others", () => {
    const used = [[0, 1], [1, 2], [2, 3], [3, 0], [4]] as const; // prettier-ignore
    const tree = orderOf(used, [1, 2, 4], () => 3);
    expect([...costOf(tree, used, () => 3).letters].sort((a, b) => a - b)).toEqual([0, 3]);
  });

  it("is optimal for up to five operands", () => {
    const letters = fc.uniqueArray(fc.nat({ max: 4 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(letters, { minLength: 2, maxLength: 5 }),
        fc.subarray([0, 1, 2, 3, 4]),
        fc.array(fc.integer({ min: 2, max: 9 }), { minLength: 5, maxLength: 5 }),
        (used, bound, extents) => {
          const extent: Extent = (letter) => extents[letter]!;
          // A letter of one operand alone is summed before anything else: that is not what is tried here.
          fc.pre(bound.every((letter) => used.filter((part) => part.includes(letter)).length !== 1));
          const present = bound.filter((letter) => used.some((part) => part.includes(letter)));
          const { cost } = costOf(orderOf(used, present, extent), used, extent);
          expect(cost).toBe(cheapest(used, present, extent));
        },
      ),
      { seed: 11, numRuns: 300 },
    );
  });

  it("of many operands still sums everything there is to sum", () => {
    for (const count of [8, 40]) {
      const used = Array.from({ length: count }, (_, k) => [k, k + 1]);
      const bound = Array.from({ length: count - 1 }, (_, k) => k + 1);
      expect(
        [
          ...costOf(
            orderOf(used, bound, () => 2),
            used,
            () => 2,
          ).letters,
        ].sort((a, b) => a - b),
      ).toEqual([0, count]);
    }
  });
});
